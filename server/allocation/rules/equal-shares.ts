import { type Fraction, fraction, toNumber } from "#server/kernel/fraction.ts";
import type { Electorate } from "../electorate.ts";
import type { Election, Utility } from "../model.ts";
import type { Ranking } from "../ties.ts";
import { type ExactPrice, type ExactShares, openExactShares, type Walk } from "./exact-shares.ts";

/** One walk of equal shares at a given endowment. */
export type SharesRun = {
  /** Funded projects, in order. The last one overspends when `overspent`. */
  readonly order: readonly number[];
  readonly cost: number;
  readonly overspent: boolean;
  readonly ties: readonly { readonly step: number; readonly projects: readonly number[] }[];
  readonly exactDecisions: number;
  /** Everybody who paid could pay in full. */
  readonly unconstrained: boolean;
};

/** What an onlooker sees before each payment: the project, its price in minor units per point, the purses, and minor units per unit of them. */
export type Onlooker = (
  project: number,
  price: number,
  purses: Float64Array,
  minorPerPurseUnit: number,
) => void;

/** All money in play, in units of the purses: far enough below 2^53 that their sums are exact. */
const PRECISION = 2 ** 51;

/**
 * The method of equal shares (Peters, Pierczyński, Skowron 2021; `allocation.md` §2), prepared once for an election and
 * run for one endowment or, by add1, for thousands.
 *
 * **Exactness.** Purses are whole numbers of a unit so small that all the money in play is about 2^51 of them: then sums of
 * purses are exact in a double, whatever their order. What is not exact is a payment, rounded to the unit. Paying a
 * project at the price of equal shares maps purses to purses, keeps their sum (less the cost) and their order, so by the
 * lemma of Crandall and Tartar it never enlarges the sum of all errors. That sum (`error`) therefore grows by the
 * rounding of each payment only: at most 3 units per paying group. It turns every price into an interval that surely
 * contains it; a decision is taken where intervals do not overlap, and in exact fractions where they do.
 *
 * **Speed.** A price never falls as money is spent, so an old price is a lower bound: projects wait in a heap by that bound,
 * and only the one in front is looked at again. One look is one step of Newton's method from the left on the concave
 * function "money collected at this price", which gives a better lower bound or the price itself.
 *
 * `precision` is lowered by tests only: the coarser the purses, the more is decided exactly, and the outcome is the same.
 */
export function prepareEqualShares(
  election: Election,
  electorate: Electorate,
  utility: Utility,
  { rank }: Ranking,
  precision = PRECISION,
): (endowment: Fraction, limit: number, onlooker?: Onlooker) => SharesRun {
  const { people, supportStarts, supporters, support, totals, voters } = electorate;
  const projectCount = election.projects.length;
  const groupCount = people.length;
  const costs = Float64Array.from(election.projects, ({ cost }) => cost);
  const supportedCost = costs.reduce((sum, cost, c) => sum + ((totals[c] as number) > 0 ? cost : 0), 0);

  const purses = new Float64Array(groupCount);
  const emptiedAt = new Int32Array(groupCount);
  const inDoubt = new Uint8Array(groupCount);
  const stepOf = new Int32Array(projectCount);
  const target = new Float64Array(projectCount);
  const price = new Float64Array(projectCount);
  const lowPrice = new Float64Array(projectCount);
  const highPrice = new Float64Array(projectCount);
  const lowKey = new Float64Array(projectCount);
  const pricedAt = new Int32Array(projectCount);
  const plainWeight = new Float64Array(projectCount);
  const heap = new Int32Array(projectCount);
  let heapSize = 0;

  // A little more than the rounding of the few divisions and products between a purse and a key.
  const SLACK = 2 ** -48;
  /** What projects are compared by: the smallest is funded. Cost utilities compare price over cost, so effective votes. */
  const keyOf = (c: number, atPrice: number) =>
    utility === "cost" ? atPrice / (target[c] as number) : atPrice;

  return run;

  function run(endowment: Fraction, limit: number, onlooker?: Onlooker): SharesRun {
    const each = toNumber(endowment);
    const moneyInPlay = Math.min(voters * each, supportedCost);
    let unit = 1;
    while (moneyInPlay > 0 && moneyInPlay * unit * 2 <= precision) unit *= 2;
    for (let g = 0; g < groupCount; g++) {
      // Nobody can ever pay more than the cost of everything, so what they hold beyond it is of no use.
      purses[g] = Math.floor(Math.min((people[g] as number) * each, supportedCost) * unit);
    }
    // The sum over all groups of how far a purse is from its exact value, at most.
    let error = endowment.denominator === 1n && voters * each < 2 ** 53 ? 0 : 2 * groupCount;
    emptiedAt.fill(-1);
    inDoubt.fill(0);
    stepOf.fill(-1);
    pricedAt.fill(-1);
    const order: number[] = [];
    const doubts: { group: number; step: number }[] = [];
    const walk: Walk = { order, stepOf, emptiedAt, doubts, inDoubt, purses };
    let exact: ExactShares | null = null;
    const exactPrices = new Map<number, ExactPrice>();
    const ties: { step: number; projects: number[] }[] = [];
    let exactDecisions = 0;
    let unconstrained = true;
    let cost = 0;

    heapSize = 0;
    for (let c = 0; c < projectCount; c++) {
      const total = totals[c] as number;
      if (total === 0 || (costs[c] as number) > voters * each * (1 + SLACK)) continue;
      target[c] = (costs[c] as number) * unit;
      lowPrice[c] = 0;
      price[c] = (target[c] as number) / total;
      lowKey[c] = keyOf(c, (Math.max(0, (target[c] as number) - error) / total) * (1 - SLACK));
      heap[heapSize++] = c;
    }
    for (let at = (heapSize >> 1) - 1; at >= 0; at--) sink(at);

    const contenders: number[] = [];
    for (let step = 0; ; step++) {
      contenders.length = 0;
      exactPrices.clear();
      let ceiling = Infinity;
      while (heapSize > 0) {
        const c = heap[0] as number;
        if ((lowKey[c] as number) > ceiling) break;
        if (pricedAt[c] === step) {
          removeFirst();
          contenders.push(c);
          ceiling = Math.min(ceiling, keyOf(c, highPrice[c] as number) * (1 + SLACK));
        } else {
          look(c, step);
        }
      }
      if (contenders.length === 0) break;
      const chosen = contenders.length === 1 ? (contenders[0] as number) : decide(step, ceiling);
      for (const c of contenders) if (c !== chosen) insert(c);
      cost += costs[chosen] as number;
      stepOf[chosen] = step;
      if (cost > limit) {
        order.push(chosen);
        return { order, cost, overspent: true, ties, exactDecisions, unconstrained };
      }
      onlooker?.(chosen, (price[chosen] as number) / unit, purses, 1 / unit);
      pay(chosen, step);
      order.push(chosen);
    }
    return { order, cost, overspent: false, ties, exactDecisions, unconstrained };

    /** One Newton step for the project in front of the heap: it gets a better bound, or its price, or leaves for good. */
    function look(c: number, step: number): void {
      const at = price[c] as number;
      const from = supportStarts[c] as number;
      const to = supportStarts[c + 1] as number;
      let poorMoney = 0;
      let richWeight = 0;
      let nextPoor = Infinity;
      for (let k = from; k < to; k++) {
        const held = purses[supporters[k] as number] as number;
        const weight = support[k] as number;
        if (held < at * weight) poorMoney += held;
        else {
          richWeight += weight;
          const most = held / weight;
          if (most < nextPoor) nextPoor = most;
        }
      }
      const needed = target[c] as number;
      const margin = error + (to - from);
      if (richWeight === 0) {
        if (poorMoney + margin < needed) removeFirst();
        else priceExactly(c, step, lowPrice[c] as number);
        return;
      }
      const next = (needed - poorMoney) / richWeight;
      const low = (Math.max(0, needed - margin - poorMoney) / richWeight) * (1 - SLACK);
      price[c] = next;
      lowPrice[c] = low;
      lowKey[c] = Math.max(lowKey[c] as number, keyOf(c, low) * (1 - SLACK));
      if (next <= nextPoor) {
        const high = ((needed + margin - poorMoney) / richWeight) * (1 + SLACK);
        if (high <= nextPoor) {
          highPrice[c] = high;
          pricedAt[c] = step;
          plainWeight[c] = poorMoney === 0 && nextPoor - high > error + 1 ? richWeight : 0;
        } else {
          priceWithin(c, step, low, margin);
          return;
        }
      }
      sink(0);
    }

    /** The price is known but the next supporter to run dry stands within the margin: bound it from above with care. */
    function priceWithin(c: number, step: number, low: number, margin: number): void {
      const needed = (target[c] as number) + margin;
      let at = price[c] as number;
      for (;;) {
        let poorMoney = 0;
        let richWeight = 0;
        for (let k = supportStarts[c] as number; k < (supportStarts[c + 1] as number); k++) {
          const held = purses[supporters[k] as number] as number;
          const weight = support[k] as number;
          if (held < at * weight) poorMoney += held;
          else richWeight += weight;
        }
        if (richWeight === 0) {
          priceExactly(c, step, low);
          return;
        }
        const next = (needed - poorMoney) / richWeight;
        if (next <= at) {
          highPrice[c] = next * (1 + SLACK);
          pricedAt[c] = step;
          plainWeight[c] = 0;
          sink(0);
          return;
        }
        at = next;
      }
    }

    /** Whether the supporters of the project in front can pay it is too near to call: ask the exact ledger. */
    function priceExactly(c: number, step: number, low: number): void {
      exactDecisions++;
      exact ??= openExactShares(electorate, costs, endowment, walk);
      const found = exact.price(c, low, Infinity, error + 1);
      if (found === null) {
        removeFirst();
        return;
      }
      exactPrices.set(c, found);
      const value = toNumber(fraction(found.numerator, found.weight * exact.denominator())) * unit;
      price[c] = value;
      lowPrice[c] = value * (1 - SLACK);
      highPrice[c] = value * (1 + SLACK);
      lowKey[c] = Math.max(lowKey[c] as number, keyOf(c, value) * (1 - 4 * SLACK));
      pricedAt[c] = step;
      plainWeight[c] = 0;
      sink(0);
    }

    /** Several projects may be the best: compare them exactly, record a tie of the best, answer the first by the stated order. */
    function decide(step: number, ceiling: number): number {
      const near = contenders.filter((c) => (lowKey[c] as number) <= ceiling);
      if (near.length === 1) return near[0] as number;
      exactDecisions++;
      const plain = near.every(isPlain);
      const difference = plain ? comparePlain : compareExactly(near);
      let best: number[] = [];
      for (const c of near) {
        const ahead = best.length === 0 ? -1 : difference(c, best[0] as number);
        if (ahead < 0) best = [c];
        else if (ahead === 0) best.push(c);
      }
      if (best.length > 1) {
        ties.push({ step, projects: best });
        best.sort((a, b) => (rank[a] as number) - (rank[b] as number));
      }
      return best[0] as number;
    }

    /** Every supporter surely pays in full or surely holds nothing: the price is the cost over the points of the former. */
    function isPlain(c: number): boolean {
      if (plainWeight[c] === 0) return false;
      if (doubts.length === 0) return true;
      for (let k = supportStarts[c] as number; k < (supportStarts[c + 1] as number); k++) {
        const g = supporters[k] as number;
        if (purses[g] === 0 && (inDoubt[g] === 1 || (emptiedAt[g] as number) < 0)) return false;
      }
      return true;
    }

    function comparePlain(a: number, b: number): number {
      const [weightA, weightB] = [plainWeight[a] as number, plainWeight[b] as number];
      if (utility === "cost") return weightB - weightA;
      const [left, right] = [(costs[a] as number) * weightB, (costs[b] as number) * weightA];
      if (left < 2 ** 53 && right < 2 ** 53) return left - right;
      const exactly =
        BigInt(costs[a] as number) * BigInt(weightB) - BigInt(costs[b] as number) * BigInt(weightA);
      return exactly < 0n ? -1 : exactly > 0n ? 1 : 0;
    }

    function compareExactly(near: readonly number[]): (a: number, b: number) => number {
      exact ??= openExactShares(electorate, costs, endowment, walk);
      for (const c of near) {
        const known =
          exactPrices.get(c) ?? exact.price(c, lowPrice[c] as number, highPrice[c] as number, error + 1);
        if (known === null) throw new Error("a project that surely can be paid has no exact price");
        exactPrices.set(c, known);
      }
      return (a, b) => {
        const [priceA, priceB] = [exactPrices.get(a), exactPrices.get(b)];
        if (priceA === undefined || priceB === undefined) throw new Error("an exact price is missing");
        const over = (c: number) => (utility === "cost" ? BigInt(costs[c] as number) : 1n);
        const left = priceA.numerator * priceB.weight * over(b);
        const right = priceB.numerator * priceA.weight * over(a);
        return left < right ? -1 : left > right ? 1 : 0;
      };
    }

    /** Every supporter pays the price, or all they have left. */
    function pay(c: number, step: number): void {
      const at = price[c] as number;
      const low = lowPrice[c] as number;
      const high = highPrice[c] as number;
      const blur = error + 1;
      const from = supportStarts[c] as number;
      const to = supportStarts[c + 1] as number;
      for (let k = from; k < to; k++) {
        const g = supporters[k] as number;
        const held = purses[g] as number;
        const weight = support[k] as number;
        if (held - blur > high * weight) {
          purses[g] = held - Math.floor(at * weight);
        } else if (held !== 0 || (emptiedAt[g] as number) < 0) {
          unconstrained = false;
          if (held + blur < low * weight) {
            purses[g] = 0;
            if ((emptiedAt[g] as number) < 0) emptiedAt[g] = step;
          } else {
            purses[g] = Math.max(0, held - Math.floor(at * weight));
            doubts.push({ group: g, step });
            inDoubt[g] = 1;
          }
        } else unconstrained = false;
      }
      error += 3 * (to - from);
    }
  }

  // A binary heap of project indexes: smallest lower bound in front, equal bounds by the tie order.

  function isAhead(a: number, b: number): boolean {
    const difference = (lowKey[a] as number) - (lowKey[b] as number);
    return difference < 0 || (difference === 0 && (rank[a] as number) < (rank[b] as number));
  }

  function sink(start: number): void {
    const c = heap[start] as number;
    let at = start;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= heapSize) break;
      if (child + 1 < heapSize && isAhead(heap[child + 1] as number, heap[child] as number)) child++;
      if (!isAhead(heap[child] as number, c)) break;
      heap[at] = heap[child] as number;
      at = child;
    }
    heap[at] = c;
  }

  function removeFirst(): void {
    heapSize--;
    heap[0] = heap[heapSize] as number;
    if (heapSize > 0) sink(0);
  }

  function insert(c: number): void {
    let at = heapSize++;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!isAhead(c, heap[parent] as number)) break;
      heap[at] = heap[parent] as number;
      at = parent;
    }
    heap[at] = c;
  }
}
