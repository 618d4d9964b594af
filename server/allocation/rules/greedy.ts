import type { Electorate } from "../electorate.ts";
import type { Election } from "../model.ts";
import type { Ranking } from "../ties.ts";

export type GreedyRun = {
  readonly order: readonly number[];
  readonly ties: readonly { readonly step: number; readonly projects: readonly number[] }[];
  /** The first project that did not fit, when the rule stops there. */
  readonly misfit: number | null;
};

/**
 * The rule most cities use: projects by total, highest first; each that still fits in `budget` is funded. One that does not
 * is skipped, or ends the walk when `stopAtMisfit`. `taken` projects are not considered.
 * A tie counts when equals compete for the same money: those that still fit one by one do not fit together.
 */
export function greedy(
  election: Election,
  { totals }: Electorate,
  { rank }: Ranking,
  budget: number,
  taken: ReadonlySet<number>,
  stopAtMisfit: boolean,
): GreedyRun {
  const total = (c: number) => totals[c] as number;
  const line = election.projects
    .map((_, c) => c)
    .filter((c) => !taken.has(c))
    .sort((a, b) => total(b) - total(a) || (rank[a] as number) - (rank[b] as number));
  const order: number[] = [];
  const ties: { step: number; projects: number[] }[] = [];
  let left = budget;
  for (const [place, c] of line.entries()) {
    const cost = election.projects[c]?.cost ?? 0;
    if (cost > left) {
      if (stopAtMisfit) return { order, ties, misfit: c };
      continue;
    }
    const equals = [c];
    for (let next = place + 1; next < line.length && total(line[next] as number) === total(c); next++) {
      if ((election.projects[line[next] as number]?.cost ?? 0) <= left) equals.push(line[next] as number);
    }
    const together = equals.reduce((sum, equal) => sum + (election.projects[equal]?.cost ?? 0), 0);
    if (equals.length > 1 && together > left) ties.push({ step: order.length, projects: equals });
    left -= cost;
    order.push(c);
  }
  return { order, ties, misfit: null };
}
