import { type Fraction, fraction, toNumber, ZERO } from "#server/kernel/fraction.ts";
import type { Electorate } from "../electorate.ts";
import type { Election, Utility } from "../model.ts";
import type { Ranking } from "../ties.ts";
import { type ExactPrice, type ExactShares, openExactShares } from "./exact-shares.ts";

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
  /** Opens the exact prices of the walk; until the next one begins. */
  readonly ledger: () => ExactShares;
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
/** A little more than the relative rounding of the few divisions and products between a purse and a key. */
const SLACK = 2 ** -48;
/** More units than `SLACK` of all the money in play. */
const ROUNDING = 16;
/** The step at which a purse that still holds something was emptied. */
export const NEVER = 2 ** 31 - 1;
const NOBODY: readonly number[] = [];

/**
 * The method of equal shares (Peters, Pierczyński, Skowron 2021, "Proportional Participatory Budgeting with Additive
 * Utilities"), prepared once for an election and run for one endowment or, by add1, for thousands.
 *
 * **Exactness.** Purses are whole numbers of a unit so small that all the money in play is about 2^51 of them: then sums of
 * purses are exact in a double, whatever their order. What is not exact is a payment, rounded to the unit. Paying a
 * project at the price of equal shares maps purses to purses, keeps their sum (less the cost) and their order, so by the
 * lemma of Crandall and Tartar it never enlarges the sum of all errors. That sum (`error`) therefore grows only by what
 * each payment adds: the rounding of each purse, and the difference between what was collected and the cost. It turns
 * every price into an interval that surely contains it; a decision is taken where intervals do not overlap, and in exact
 * fractions where they do (ALL-10).
 *
 * **Speed.** A price never falls as money is spent, so an old price is a lower bound: projects wait in a heap by that bound,
 * and only the one in front is looked at again. One look is one step of Newton's method from the left on the concave
 * function "money collected at this price", which gives a better lower bound or the price itself. A look reads each
 * supporter group once and takes no branch on what it reads.
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
  // Of each project, in units: its cost, the next price to try, and what is known of its price.
  const target = new Float64Array(projectCount);
  const trial = new Float64Array(projectCount);
  const price = new Float64Array(projectCount);
  const lowPrice = new Float64Array(projectCount);
  const highPrice = new Float64Array(projectCount);
  const lowKey = new Float64Array(projectCount);
  const richWeight = new Float64Array(projectCount);
  const pricedAt = new Int32Array(projectCount);
  const heap = new Int32Array(projectCount);
  let heapSize = 0;

  // The walk under way.
  let endowment: Fraction = ZERO;
  let error = 0;
  let unit = 1;
  let order: number[] = [];
  let doubts: { group: number; step: number }[] = [];
  let ties: { step: number; projects: number[] }[] = [];
  let exact: ExactShares | null = null;
  let exactDecisions = 0;
  let unconstrained = true;
  const exactPrices = new Map<number, ExactPrice>();
  const contenders: number[] = [];

  return function run(given, limit, onlooker) {
    endow(given);
    let cost = 0;
    for (let step = 0; ; step++) {
      const chosen = choose(step);
      if (chosen < 0) return ended(cost, false);
      cost += costs[chosen] as number;
      if (cost > limit) {
        order.push(chosen);
        return ended(cost, true);
      }
      onlooker?.(chosen, (price[chosen] as number) / unit, purses, 1 / unit);
      pay(chosen, step);
      stepOf[chosen] = step;
      order.push(chosen);
    }
  };

  function ended(cost: number, overspent: boolean): SharesRun {
    return { order, cost, overspent, ties, exactDecisions, unconstrained, ledger: exactly };
  }

  /** Fills the purses, and puts every project that is not out of reach into the heap at the price if all could pay in full. */
  function endow(given: Fraction): void {
    endowment = given;
    const each = toNumber(given);
    const moneyInPlay = Math.min(voters * each, supportedCost);
    unit = 1;
    while (moneyInPlay > 0 && moneyInPlay * unit * 2 <= precision) unit *= 2;
    // Nobody can ever pay more than the cost of everything, so what they hold beyond it is of no use.
    for (let g = 0; g < groupCount; g++) {
      purses[g] = Math.floor(Math.min((people[g] as number) * each, supportedCost) * unit);
    }
    error = given.denominator === 1n && voters * each < 2 ** 53 ? 0 : 2 * groupCount;
    emptiedAt.fill(NEVER);
    stepOf.fill(-1);
    pricedAt.fill(-1);
    if (doubts.length > 0) inDoubt.fill(0);
    order = [];
    doubts = [];
    ties = [];
    exact = null;
    exactDecisions = 0;
    unconstrained = true;
    heapSize = 0;
    for (let c = 0; c < projectCount; c++) {
      const total = totals[c] as number;
      const cost = costs[c] as number;
      if (total === 0 || cost > voters * each * (1 + SLACK)) continue;
      target[c] = cost * unit;
      trial[c] = (((target[c] as number) + roomFor(c)) / total) * (1 + SLACK);
      lowPrice[c] = (Math.max(0, (target[c] as number) - error) / total) * (1 - SLACK);
      lowKey[c] = keyOf(c, lowPrice[c] as number) * (1 - SLACK);
      heap[heapSize++] = c;
    }
    for (let at = (heapSize >> 1) - 1; at >= 0; at--) sink(at);
  }

  /** What projects are compared by, the smallest first: the price, or with cost utilities the price over the cost. */
  function keyOf(c: number, atPrice: number): number {
    return utility === "cost" ? atPrice / (target[c] as number) : atPrice;
  }

  /** How far the money collected at a price may be from its exact value: the error of purses, and of comparing each with its due. */
  function marginOf(c: number): number {
    return error + (supportStarts[c + 1] as number) - (supportStarts[c] as number) + ROUNDING;
  }

  /** Aimed above the cost: enough that a price found now is still certainly enough when the error has grown a little. */
  function roomFor(c: number): number {
    return 4 * marginOf(c);
  }

  /** The project to fund at this step, or -1 when no supporters together can pay one. */
  function choose(step: number): number {
    contenders.length = 0;
    if (exactPrices.size > 0) exactPrices.clear();
    let ceiling = Infinity;
    while (heapSize > 0) {
      const c = heap[0] as number;
      if ((lowKey[c] as number) > ceiling) break;
      if (pricedAt[c] === step) {
        removeFirst();
        contenders.push(c);
        ceiling = Math.min(ceiling, keyOf(c, highPrice[c] as number) * (1 + SLACK));
      } else look(c, step);
    }
    if (contenders.length <= 1) return contenders[0] ?? -1;
    const chosen = decide(step, ceiling);
    for (const c of contenders) if (c !== chosen) insert(c);
    return chosen;
  }

  /** One Newton step for the project in front of the heap: it gets a better bound, or its price, or leaves for good. */
  function look(c: number, step: number): void {
    const at = trial[c] as number;
    weigh(purses, supporters, support, supportStarts[c] as number, supportStarts[c + 1] as number, at);
    const poorMoney = weighed[0] as number;
    const rich = weighed[1] as number;
    const needed = target[c] as number;
    const margin = marginOf(c);
    if (rich === 0) {
      if (poorMoney + margin < needed) removeFirst();
      else priceExactly(c, step);
      return;
    }
    // The tangent at any price lies above the concave function, so it meets the cost too early: a lower bound.
    const low = (Math.max(0, needed - margin - poorMoney) / rich) * (1 - SLACK);
    if (low > (lowPrice[c] as number)) {
      lowPrice[c] = low;
      lowKey[c] = keyOf(c, low) * (1 - SLACK);
    }
    if ((poorMoney + rich * at) * (1 - SLACK) >= needed + margin) {
      price[c] = Math.max(lowPrice[c] as number, (needed - poorMoney) / rich);
      highPrice[c] = at;
      richWeight[c] = rich;
      pricedAt[c] = step;
    } else trial[c] = ((needed + roomFor(c) - poorMoney) / rich) * (1 + SLACK);
    sink(0);
  }

  /** Whether the supporters of the project in front can pay it is too near to call: ask the exact ledger. */
  function priceExactly(c: number, step: number): void {
    exactDecisions++;
    const found = exactly().price(c, lowPrice[c] as number, Infinity, error + 1);
    if (found === null) {
      removeFirst();
      return;
    }
    exactPrices.set(c, found);
    const value = toNumber(fraction(found.numerator, found.weight * exactly().denominator())) * unit;
    price[c] = value;
    lowPrice[c] = Math.max(lowPrice[c] as number, value * (1 - SLACK));
    highPrice[c] = value * (1 + SLACK);
    lowKey[c] = keyOf(c, lowPrice[c] as number) * (1 - SLACK);
    richWeight[c] = Number(found.weight);
    pricedAt[c] = step;
    sink(0);
  }

  function exactly(): ExactShares {
    exact ??= openExactShares(electorate, costs, endowment, {
      order,
      stepOf,
      emptiedAt,
      doubts,
      inDoubt,
      purses,
    });
    return exact;
  }

  /** Several projects may be the best: compare them exactly, record a tie of the best, answer the first by the stated order. */
  function decide(step: number, ceiling: number): number {
    const near = contenders.filter((c) => (lowKey[c] as number) <= ceiling);
    if (near.length === 1) return near[0] as number;
    exactDecisions++;
    const difference = comparePlain(near) ?? compareExactly(near);
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

  /** The comparison when every price is plainly the cost over a number of points, else null. */
  function comparePlain(near: readonly number[]): ((a: number, b: number) => number) | null {
    const weights = new Map<number, number>();
    for (const c of near) {
      const weight = plainWeight(c);
      if (weight === 0) return null;
      weights.set(c, weight);
    }
    return (a, b) => {
      const [weightA, weightB] = [weights.get(a) ?? 0, weights.get(b) ?? 0];
      if (utility === "cost") return weightB - weightA;
      const [left, right] = [(costs[a] as number) * weightB, (costs[b] as number) * weightA];
      if (left < 2 ** 53 && right < 2 ** 53) return left - right;
      const apart =
        BigInt(costs[a] as number) * BigInt(weightB) - BigInt(costs[b] as number) * BigInt(weightA);
      return apart < 0n ? -1 : apart > 0n ? 1 : 0;
    };
  }

  /** The points of those who surely pay in full, when all other supporters surely hold nothing; else 0. */
  function plainWeight(c: number): number {
    const high = highPrice[c] as number;
    const blur = error + 1;
    let weight = 0;
    for (let k = supportStarts[c] as number; k < (supportStarts[c + 1] as number); k++) {
      const g = supporters[k] as number;
      const points = support[k] as number;
      if ((purses[g] as number) - blur > high * points) weight += points;
      else if (purses[g] !== 0 || emptiedAt[g] === NEVER || inDoubt[g] === 1) return 0;
    }
    return weight;
  }

  function compareExactly(near: readonly number[]): (a: number, b: number) => number {
    for (const c of near) {
      const known =
        exactPrices.get(c) ?? exactly().price(c, lowPrice[c] as number, highPrice[c] as number, error + 1);
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
    const from = supportStarts[c] as number;
    const to = supportStarts[c + 1] as number;
    const low = lowPrice[c] as number;
    const high = highPrice[c] as number;
    if ((richWeight[c] as number) < (totals[c] as number)) unconstrained = false;
    const edge = atTheEdge(from, to, (low + high) / 2, (high - low) / 2, error + 2);
    if (edge.length > 0) sharpen(c, from, to);
    const collected = collect(purses, emptiedAt, supporters, support, from, to, price[c] as number, step);
    for (const group of edge) {
      doubts.push({ group, step });
      inDoubt[group] = 1;
      if (emptiedAt[group] === step) emptiedAt[group] = NEVER;
    }
    error += 3 * (to - from) + Math.abs(collected - (target[c] as number));
  }

  /** The groups of which it is not certain whether this payment empties them; mostly none. */
  function atTheEdge(
    from: number,
    to: number,
    middle: number,
    halfWidth: number,
    blur: number,
  ): readonly number[] {
    const count = countNear(purses, supporters, support, from, to, middle, halfWidth, blur);
    if (count === 0) return NOBODY;
    const found: number[] = [];
    for (let k = from; k < to; k++) {
      const g = supporters[k] as number;
      const weight = support[k] as number;
      const apart = Math.abs((purses[g] as number) - middle * weight);
      const isEmpty = emptiedAt[g] !== NEVER && inDoubt[g] === 0;
      if (!isEmpty && apart <= halfWidth * weight + blur) found.push(g);
    }
    return found;
  }

  /** Some supporter stands at the edge: walk to the price that collects the cost from the purses as they are. */
  function sharpen(c: number, from: number, to: number): void {
    for (;;) {
      weigh(purses, supporters, support, from, to, price[c] as number);
      const next = ((target[c] as number) - (weighed[0] as number)) / (weighed[1] as number);
      if (!(next > (price[c] as number) * (1 + SLACK)) || next > (highPrice[c] as number)) return;
      price[c] = next;
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

// The three passes over supporter groups in which all time is spent. A comparison turned into 0 or 1 costs a fraction of a
// branch on it, which a processor mispredicts for every other supporter.

const weighed = new Float64Array(2);

/** At a price per point: the money of the groups that hold less than their due, and the points of those that do not. Into `weighed`. */
function weigh(
  purses: Float64Array,
  supporters: Int32Array,
  support: Float64Array,
  from: number,
  to: number,
  at: number,
): void {
  let poorMoney = 0;
  let richWeight = 0;
  for (let k = from; k < to; k++) {
    const held = purses[supporters[k] as number] as number;
    const weight = support[k] as number;
    const isPoor = Number(held < at * weight);
    poorMoney += held * isPoor;
    richWeight += weight * (1 - isPoor);
  }
  weighed[0] = poorMoney;
  weighed[1] = richWeight;
}

/** How many groups hold what they owe at `middle`, give or take `halfWidth` per point and `blur`. */
function countNear(
  purses: Float64Array,
  supporters: Int32Array,
  support: Float64Array,
  from: number,
  to: number,
  middle: number,
  halfWidth: number,
  blur: number,
): number {
  let count = 0;
  for (let k = from; k < to; k++) {
    const weight = support[k] as number;
    const apart = Math.abs((purses[supporters[k] as number] as number) - middle * weight);
    count += Number(apart <= halfWidth * weight + blur);
  }
  return count;
}

/** Takes from every group its due at a price, or all it holds; notes the step for those it empties; answers what came together. */
function collect(
  purses: Float64Array,
  emptiedAt: Int32Array,
  supporters: Int32Array,
  support: Float64Array,
  from: number,
  to: number,
  at: number,
  step: number,
): number {
  let collected = 0;
  for (let k = from; k < to; k++) {
    const g = supporters[k] as number;
    const held = purses[g] as number;
    const over = held - Math.floor(at * (support[k] as number));
    const left = (over + Math.abs(over)) / 2;
    purses[g] = left;
    collected += held - left;
    // The earlier of the step noted and this step, the latter only when nothing is left.
    const noted = emptiedAt[g] as number;
    const now = step | (-Number(over > 0) & NEVER);
    emptiedAt[g] = noted + ((now - noted) & ((now - noted) >> 31));
  }
  return collected;
}
