import type { Electorate } from "./electorate.ts";
import { byCodePoint, type Election, type Tie, type TieOrder } from "./model.ts";

/** Ranks every project by the stated order: `rank[c]` is the place of project `c` among equals, 0 first. Total: no two ranks are equal. */
export type Ranking = { readonly rank: Int32Array; readonly order: TieOrder };

/** Applies the stated order to all projects at once (ALL-2), so that every tie met later is a comparison of two whole numbers. */
export function rankProjects(election: Election, electorate: Electorate, order: TieOrder): Ranking {
  const { projects } = election;
  const lot = order.lot === null ? null : new Map(order.lot.map((id, place) => [id, place]));
  const total = (c: number) => electorate.totals[c] as number;
  const cost = (c: number) => projects[c]?.cost ?? 0;
  const id = (c: number) => projects[c]?.id ?? "";
  const sorted = projects
    .map((_, c) => c)
    .sort((a, b) => {
      for (const criterion of order.criteria) {
        const difference = criterion === "lower-cost" ? cost(a) - cost(b) : total(b) - total(a);
        if (difference !== 0) return difference;
      }
      const drawn = lot === null ? 0 : (lot.get(id(a)) ?? 0) - (lot.get(id(b)) ?? 0);
      return drawn !== 0 ? drawn : byCodePoint(id(a), id(b));
    });
  const rank = new Int32Array(projects.length);
  sorted.forEach((c, place) => {
    rank[c] = place;
  });
  return { rank, order };
}

/** The record of a tie: `tied` project indexes, of which the first by rank is served at `step`. */
export function recordTie(
  election: Election,
  electorate: Electorate,
  { rank, order }: Ranking,
  step: number,
  tied: readonly number[],
): Tie {
  const served = [...tied].sort((a, b) => (rank[a] as number) - (rank[b] as number));
  const [first = 0, second = 0] = served;
  const told = order.criteria.find((criterion) =>
    criterion === "lower-cost"
      ? election.projects[first]?.cost !== election.projects[second]?.cost
      : electorate.totals[first] !== electorate.totals[second],
  );
  return {
    step,
    projects: served.map((c) => election.projects[c]?.id ?? ""),
    brokenBy: told ?? (order.lot === null ? "id" : "lot"),
  };
}
