import type { Fraction } from "#server/kernel/fraction.ts";
import type { Electorate } from "../electorate.ts";

/**
 * What a walk of equal shares leaves behind and from which every purse can be told exactly. A voter holds the endowment
 * less the prices of the funded projects on their ballot, until the step at which they could not pay the full price any
 * more; from then on they hold nothing. So a purse is a sum of few prices, and no purse needs to be kept exactly.
 */
export type Walk = {
  /** Funded projects, in order, and the step of each project (-1 when not funded). */
  readonly order: readonly number[];
  readonly stepOf: Int32Array;
  /** Step at which a group's purse was emptied, beyond all steps while it is not. */
  readonly emptiedAt: Int32Array;
  /** Groups of which rounded numbers could not say whether a payment emptied them, with the step; settled here, in order. */
  readonly doubts: { readonly group: number; readonly step: number }[];
  readonly inDoubt: Uint8Array;
  /** Rounded purses of the groups, in units; each is off by at most `error`. */
  readonly purses: Float64Array;
};

/** A price per point, exactly: `numerator / (weight * denominator of the ledger)`, in minor units. */
export type ExactPrice = { readonly numerator: bigint; readonly weight: bigint };

export type ExactShares = {
  /** All exact prices share this denominator until the next step is settled. */
  denominator(): bigint;
  /**
   * The exact price of a project now, or null when its supporters cannot pay it together. `low` and `high` are bounds of
   * the price in units per point, `error` bounds the error of any purse in units.
   */
  price(project: number, low: number, high: number, error: number): ExactPrice | null;
  /** The price per point of every step made so far, over `denominator()`. */
  prices(): readonly bigint[];
};

/** Opens the exact ledger of one walk; it follows the walk as it goes on and computes nothing until it is asked. */
export function openExactShares(
  electorate: Electorate,
  costs: Float64Array,
  endowment: Fraction,
  walk: Walk,
): ExactShares {
  const { people, ballotStarts, ballotProjects, ballotPoints, supportStarts, supporters, support } =
    electorate;
  // The endowment and the prices of all settled steps, over one common denominator.
  let denominator = endowment.denominator;
  let purse = endowment.numerator;
  let prices: bigint[] = [];
  let doubtsSettled = 0;

  return {
    denominator: () => denominator,
    price(project, low, high, error) {
      settle();
      const poor: number[] = [];
      const open: number[] = [];
      let richWeight = 0;
      for (let k = supportStarts[project] as number; k < (supportStarts[project + 1] as number); k++) {
        const group = supporters[k] as number;
        if ((walk.emptiedAt[group] as number) < walk.order.length) continue;
        const held = walk.purses[group] as number;
        const weight = support[k] as number;
        if (held + error < low * weight) poor.push(group);
        else if (held - error > high * weight) richWeight += weight;
        else open.push(k);
      }
      return solve(project, poor, richWeight, open)?.price ?? null;
    },
    prices() {
      settle();
      return prices;
    },
  };

  /** Computes the exact price of every step the walk has made since the last time. */
  function settle(): void {
    for (let step = prices.length; step < walk.order.length; step++) {
      const project = walk.order[step] as number;
      const doubtful = new Set<number>();
      for (; walk.doubts[doubtsSettled]?.step === step; doubtsSettled++) {
        const group = walk.doubts[doubtsSettled]?.group ?? 0;
        const emptied = walk.emptiedAt[group] as number;
        if (emptied >= step) doubtful.add(group);
      }
      const poor: number[] = [];
      const open: number[] = [];
      let richWeight = 0;
      for (let k = supportStarts[project] as number; k < (supportStarts[project + 1] as number); k++) {
        const group = supporters[k] as number;
        const emptied = walk.emptiedAt[group] as number;
        if (emptied < step) continue;
        if (doubtful.has(group)) open.push(k);
        else if (emptied === step) poor.push(group);
        else richWeight += support[k] as number;
      }
      const solved = solve(project, poor, richWeight, open);
      if (solved === null) throw new Error("a funded project has no exact price");
      for (const group of doubtful) walk.inDoubt[group] = 0;
      for (const group of solved.emptied) walk.emptiedAt[group] = step;
      const { numerator, weight } = solved.price;
      const shared = commonDivisor(numerator % weight, weight);
      const factor = weight / shared;
      if (factor !== 1n) {
        denominator *= factor;
        purse *= factor;
        prices = prices.map((price) => price * factor);
      }
      prices.push(numerator / shared);
    }
  }

  /**
   * Smallest price at which the supporters together pay: `poor` groups give all they hold, `richWeight` points pay in
   * full, and the `open` entries of the support table are sorted into one or the other exactly.
   */
  function solve(project: number, poor: readonly number[], richWeight: number, open: readonly number[]) {
    const spent = new Float64Array(prices.length);
    let givers = 0;
    const empty = (group: number) => {
      const crowd = people[group] as number;
      givers += crowd;
      for (let k = ballotStarts[group] as number; k < (ballotStarts[group + 1] as number); k++) {
        const step = walk.stepOf[ballotProjects[k] as number] as number;
        if (step >= 0 && step < spent.length) {
          spent[step] = (spent[step] as number) + crowd * (ballotPoints[k] as number);
        }
      }
    };
    poor.forEach(empty);
    let rich = [...open];
    const emptied: number[] = [];
    for (;;) {
      let numerator = BigInt(costs[project] as number) * denominator - BigInt(givers) * purse;
      spent.forEach((points, step) => {
        if (points !== 0) numerator += BigInt(points) * (prices[step] ?? 0n);
      });
      const weight = BigInt(rich.reduce((sum, k) => sum + (support[k] as number), richWeight));
      if (weight === 0n) return null;
      const still = rich.filter((k) => {
        const group = supporters[k] as number;
        // Both sides are per person, times the common denominator and the weight.
        const points = BigInt((support[k] as number) / (people[group] as number));
        const canPay = balance(group) * weight >= numerator * points;
        if (!canPay) {
          emptied.push(group);
          empty(group);
        }
        return canPay;
      });
      if (still.length === rich.length) return { price: { numerator, weight }, emptied };
      rich = still;
    }
  }

  /** What one voter of a group holds after the settled steps, times the common denominator. The group is not emptied. */
  function balance(group: number): bigint {
    let held = purse;
    for (let k = ballotStarts[group] as number; k < (ballotStarts[group + 1] as number); k++) {
      const step = walk.stepOf[ballotProjects[k] as number] as number;
      if (step >= 0 && step < prices.length) held -= BigInt(ballotPoints[k] as number) * (prices[step] ?? 0n);
    }
    return held;
  }
}

function commonDivisor(a: bigint, b: bigint): bigint {
  let [large, small] = [a, b];
  while (small !== 0n) [large, small] = [small, large % small];
  return large;
}
