import {
  cents,
  check,
  choice,
  id,
  index,
  instant,
  integer,
  sql,
  table,
  text,
  uniqueIndex,
} from "#db/columns.ts";
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
    /** The rank of the entry in its envelope, from 1 without a gap: the order in which balances run. */
    position: integer().notNull(),
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
    uniqueIndex("ledger_entries_position").on(t.envelopeId, t.position),
    index("ledger_entries_edition").on(t.editionId, t.postedAt),
    check("ledger_entries_amount", sql`${t.amountCents} > 0`),
    check("ledger_entries_accounts", sql`${t.fromAccount} <> ${t.toAccount}`),
  ],
);

/**
 * What the entries of an envelope sum to, written with each of them: a balance is read in one row however long the ledger,
 * and the database itself refuses an account below zero (LED-3) or an equation that does not hold (LED-1). It holds nothing
 * that the entries do not say; `quotepart verify` recomputes it from them.
 */
export const ledgerBalances = table(
  "ledger_balances",
  {
    envelopeId: id<"env">()
      .primaryKey()
      .references(() => envelopes.id),
    editionId: id<"edi">()
      .notNull()
      .references(() => editions.id),
    entries: integer().notNull(),
    endowmentCents: cents().notNull(),
    availableCents: cents().notNull(),
    committedCents: cents().notNull(),
    orderedCents: cents().notNull(),
    paidCents: cents().notNull(),
  },
  (t) => [
    index("ledger_balances_edition").on(t.editionId),
    check(
      "ledger_balances_never_below_zero",
      sql`${t.endowmentCents} >= 0 and ${t.availableCents} >= 0 and ${t.committedCents} >= 0 and ${t.orderedCents} >= 0 and ${t.paidCents} >= 0`,
    ),
    check(
      "ledger_balances_equation",
      sql`${t.endowmentCents} = ${t.availableCents} + ${t.committedCents} + ${t.orderedCents} + ${t.paidCents}`,
    ),
  ],
);
