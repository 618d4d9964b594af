import { cents, check, choice, id, index, instant, sql, table, text } from "#db/columns.ts";
import { persons } from "#db/schema/accounts.ts";
import { awards } from "#db/schema/allocation.ts";
import { editions, envelopes } from "#db/schema/fund.ts";
import { tranches } from "#db/schema/treasury.ts";

/**
 * The budgetary ledger: append-only. Each entry moves an amount from one account of an envelope to another, so that every
 * entry sums to zero by construction and endowment = available + committed + ordered + paid at every line. `endowment` is
 * the source: what left it is what the envelope was given.
 */
export const ledgerEntries = table(
  "ledger_entries",
  {
    id: id<"led">().primaryKey(),
    editionId: id<"edi">()
      .notNull()
      .references(() => editions.id),
    envelopeId: id<"env">()
      .notNull()
      .references(() => envelopes.id),
    kind: choice(["opening", "commitment", "order", "payment", "release", "reversal"]).notNull(),
    fromAccount: choice(["endowment", "available", "committed", "ordered", "paid"]).notNull(),
    toAccount: choice(["endowment", "available", "committed", "ordered", "paid"]).notNull(),
    amountCents: cents().notNull(),
    awardId: id<"awd">().references(() => awards.id),
    trancheId: id<"trn">().references(() => tranches.id),
    label: text().notNull(),
    postedBy: id<"per">().references(() => persons.id),
    postedAt: instant().notNull(),
  },
  (t) => [
    index("ledger_entries_edition").on(t.editionId, t.envelopeId),
    check("ledger_entries_amount", sql`${t.amountCents} > 0`),
    check("ledger_entries_accounts", sql`${t.fromAccount} <> ${t.toAccount}`),
  ],
);
