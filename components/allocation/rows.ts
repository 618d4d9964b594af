import type { ProjectAccount } from "#server/allocation/published.ts";
import { type WhySentence, whySentences } from "#server/allocation/why.ts";
import type { Api } from "#server/context.ts";

export type Results = Awaited<ReturnType<Api["allocation"]["results"]>>;
export type PartResult = Results["parts"][number];

/** One initiative as the results show it. */
export type ResultRow = {
  id: string;
  number: string;
  title: string;
  state: "awarded" | "reserve_list" | "refused";
  /** Votes, or points where ballots give points. */
  support: number;
  account: ProjectAccount;
  /** Null where the last sentence is computed when it is asked for. */
  sentences: WhySentence[] | null;
};

/** The page of its explanation. */
export function whyHref(editionSlug: string, number: string): string {
  return `/resultats/${editionSlug}/${encodeURIComponent(number)}`;
}

/** The rows of a part: the funded in the order of the rule, then the reserve list in its order, then the others by support. */
export function rowsOf({ published, initiatives }: PartResult): ResultRow[] {
  const fileOf = new Map(initiatives.map((initiative) => [initiative.id, initiative]));
  const rankInReserve = new Map(published.reserve.map((id, rank) => [id, rank]));
  const order = (account: ProjectAccount) =>
    account.step ??
    (rankInReserve.has(account.id)
      ? published.projects.length + (rankInReserve.get(account.id) ?? 0)
      : 2 * published.projects.length + account.place);
  return [...published.projects]
    .sort((a, b) => order(a) - order(b))
    .map((account) => {
      const file = fileOf.get(account.id);
      const number = file?.number ?? account.id;
      const isComplete =
        account.step !== null || account.cost > published.election.budget || account.counterfactual !== null;
      return {
        id: account.id,
        number,
        title: file?.title ?? account.id,
        state: account.step !== null ? "awarded" : rankInReserve.has(account.id) ? "reserve_list" : "refused",
        support: account.points ?? account.backers,
        account,
        sentences: isComplete ? whySentences(published, account) : null,
      };
    });
}

/** Letters without case or accents, so that a search finds what it means. */
const plain = (text: string) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

/** The rows whose title or number holds every word searched, and whose decision is the one asked for ("" for any). */
export function foundRows(rows: readonly ResultRow[], words: string, state: string): ResultRow[] {
  const wanted = plain(words).split(/\s+/).filter(Boolean);
  return rows.filter((row) => {
    const text = plain(`${row.title} ${row.number}`);
    return (state === "" || row.state === state) && wanted.every((word) => text.includes(word));
  });
}
