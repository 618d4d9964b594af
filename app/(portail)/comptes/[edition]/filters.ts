import { ENTRY_KINDS, type EntryKind } from "#server/ledger/model.ts";

/** The filters of the ledger as the address says them, in French: `?enveloppe=env_…&nature=order&mois=2026-06&page=2`. */
export type Search = { enveloppe?: string; nature?: string; mois?: string; page?: string };

/** What the procedure understands; a filter that says nothing known is no filter. */
export function filtersOf({ enveloppe, nature, mois }: Search) {
  const kind = ENTRY_KINDS.find((one) => one === nature) as EntryKind | undefined;
  return {
    ...(enveloppe ? { envelope: enveloppe } : {}),
    ...(kind ? { kind } : {}),
    ...(mois && /^\d{4}-\d{2}$/.test(mois) ? { month: mois } : {}),
  };
}

/** The address of the ledger with those filters. */
export function searchOf(search: Search): string {
  const query = new URLSearchParams(Object.entries(search).filter(([, value]) => value)).toString();
  return query === "" ? "" : `?${query}`;
}
