import type { State } from "#server/initiatives/model.ts";

/** What is worth showing first; a file that went no further is public, but no showcase. */
const ORDER: readonly State[] = ["awarded", "in_vote", "admissible", "reserve_list"];

/** Three initiatives for the front page: the funded first, and one a territory as far as that goes. */
export function showcaseOf<Initiative extends { state: State; territoryId: string | null }>(
  all: readonly Initiative[],
): Initiative[] {
  const sorted = all
    .filter(({ state }) => ORDER.includes(state))
    .sort((a, b) => ORDER.indexOf(a.state) - ORDER.indexOf(b.state));
  const best = sorted.filter(
    (one, index) => sorted.findIndex(({ territoryId }) => territoryId === one.territoryId) === index,
  );
  return [...best, ...sorted.filter((one) => !best.includes(one))]
    .slice(0, 3)
    .sort((a, b) => ORDER.indexOf(a.state) - ORDER.indexOf(b.state));
}
