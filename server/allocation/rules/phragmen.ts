import type { Electorate } from "../electorate.ts";
import type { Election } from "../model.ts";
import type { Ranking } from "../ties.ts";

export type PhragmenRun = {
  readonly order: readonly number[];
  /** When each was funded: money earned by each voter until then, in minor units, rounded. */
  readonly moments: readonly number[];
  readonly ties: readonly { readonly step: number; readonly projects: readonly number[] }[];
  /** The projects whose moment had come together when one of them would have exceeded the budget. */
  readonly ended: { readonly projects: readonly number[]; readonly moment: number } | null;
  readonly exactDecisions: number;
};

/**
 * Sequential Phragmén (1894; Brill, Freeman, Janson, Lackner, "Phragmén's Voting Methods and Justified Representation"). Everybody earns money
 * at the same rate from nothing. The moment the supporters of a project together hold its cost it is funded and they hold
 * nothing again. So its moment is (cost + what its supporters had earned when they last paid) / supporters.
 *
 * **Exactness.** Moments are kept as whole numbers of a unit so small that the budget is about 2^51 of them. What all voters
 * had earned when they last paid is together the cost of what is funded, so every sum is whole and exact in a double,
 * whatever its order. A moment is an average of earlier ones plus a share of a cost: it is off by no more than the worst of
 * them plus its own rounding, so after k steps by less than 2(k + 1) units. Moments nearer than that are compared in exact
 * fractions.
 * **Speed.** A moment only ever grows, so an old one is a lower bound and only the first in the heap is computed again.
 */
export function phragmen(election: Election, electorate: Electorate, { rank }: Ranking): PhragmenRun {
  const { people, supportStarts, supporters, backers } = electorate;
  const { projects, budget } = election;
  const groupCount = people.length;
  const cost = (c: number) => projects[c]?.cost ?? 0;
  let unit = 1;
  while (budget * unit * 2 <= 2 ** 51) unit *= 2;
  const paidAt = new Float64Array(groupCount);
  const paidStep = new Int32Array(groupCount).fill(-1);
  const moment = Float64Array.from(projects, (_, c) => (cost(c) * unit) / (backers[c] as number));
  const computedAt = new Int32Array(projects.length).fill(-1);
  const waiting = new Set(
    projects.map((_, c) => c).filter((c) => (backers[c] as number) > 0 && cost(c) <= budget),
  );
  const exact = openExactMoments(electorate, cost, paidStep);
  const order: number[] = [];
  const moments: number[] = [];
  const ties: { step: number; projects: number[] }[] = [];
  let exactDecisions = 0;
  let left = budget;

  while (waiting.size > 0) {
    const step = order.length;
    const near = earliest(step);
    let first = near;
    if (near.length > 1) {
      exactDecisions++;
      first = exact.earliest(near, order);
      if (first.length > 1) {
        first.sort((a, b) => (rank[a] as number) - (rank[b] as number));
        ties.push({ step, projects: first });
      }
    }
    const chosen = first[0] as number;
    const at = moment[chosen] as number;
    if (first.some((c) => cost(c) > left)) {
      return { order, moments, ties, ended: { projects: first, moment: at / unit }, exactDecisions };
    }
    left -= cost(chosen);
    waiting.delete(chosen);
    order.push(chosen);
    moments.push(at / unit);
    const from = supportStarts[chosen] as number;
    const to = supportStarts[chosen + 1] as number;
    for (let k = from; k < to; k++) {
      paidAt[supporters[k] as number] = Math.floor(at);
      paidStep[supporters[k] as number] = step;
    }
  }
  return { order, moments, ties, ended: null, exactDecisions };

  /** The projects whose moment may be the earliest, all of them computed anew. */
  function earliest(step: number): number[] {
    for (;;) {
      let best = Infinity;
      for (const c of waiting) best = Math.min(best, moment[c] as number);
      const blur = 2 * (step + 1);
      const near = [...waiting].filter((c) => (moment[c] as number) <= best + 2 * blur);
      const stale = near.filter((c) => computedAt[c] !== step);
      if (stale.length === 0) return near;
      for (const c of stale) compute(c, step);
    }
  }

  function compute(c: number, step: number): void {
    let earned = cost(c) * unit;
    for (let k = supportStarts[c] as number; k < (supportStarts[c + 1] as number); k++) {
      const g = supporters[k] as number;
      earned += (people[g] as number) * (paidAt[g] as number);
    }
    moment[c] = earned / (backers[c] as number);
    computedAt[c] = step;
  }
}

/** Exact moments over one growing common denominator; a group's last payment is told by its step, so nothing else is kept. */
function openExactMoments(electorate: Electorate, cost: (c: number) => number, paidStep: Int32Array) {
  const { people, supportStarts, supporters, backers } = electorate;
  let denominator = 1n;
  let moments: bigint[] = [];
  // Who last paid when is only known now: the history is replayed into its own table.
  const lastStep = new Int32Array(people.length).fill(-1);

  return {
    /** Those of `near` whose exact moment is the earliest. */
    earliest(near: readonly number[], order: readonly number[]): number[] {
      for (const c of order.slice(moments.length)) settle(c);
      let best: number[] = [];
      let bestAt = 0n;
      for (const c of near) {
        const weight = BigInt(backers[c] as number);
        const at = earned(c, paidStep);
        const bestWeight = BigInt(backers[best[0] ?? c] as number);
        const difference = at * bestWeight - bestAt * weight;
        if (best.length === 0 || difference < 0n) {
          best = [c];
          bestAt = at;
        } else if (difference === 0n) best.push(c);
      }
      return best;
    },
  };

  function settle(c: number): void {
    const numerator = earned(c, lastStep);
    const weight = BigInt(backers[c] as number);
    let [shared, rest] = [weight, numerator % weight];
    while (rest !== 0n) [shared, rest] = [rest, shared % rest];
    const factor = weight / shared;
    denominator *= factor;
    if (factor !== 1n) moments = moments.map((at) => at * factor);
    const step = moments.length;
    moments.push(numerator / shared);
    for (let k = supportStarts[c] as number; k < (supportStarts[c + 1] as number); k++) {
      lastStep[supporters[k] as number] = step;
    }
  }

  /** Cost plus what the supporters had earned when they last paid, times the common denominator. */
  function earned(c: number, last: Int32Array): bigint {
    const crowds = new Float64Array(moments.length);
    for (let k = supportStarts[c] as number; k < (supportStarts[c + 1] as number); k++) {
      const g = supporters[k] as number;
      const step = last[g] as number;
      if (step >= 0) crowds[step] = (crowds[step] as number) + (people[g] as number);
    }
    let sum = BigInt(cost(c)) * denominator;
    crowds.forEach((crowd, step) => {
      if (crowd !== 0) sum += BigInt(crowd) * (moments[step] ?? 0n);
    });
    return sum;
  }
}
