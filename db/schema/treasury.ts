import { cents, check, civilDate, id, instant, integer, sql, table, text, uniqueIndex } from "#db/columns.ts";
import { persons } from "#db/schema/accounts.ts";
import { awards } from "#db/schema/allocation.ts";

/** What the fund and the collective promise each other. */
export const agreements = table(
  "agreements",
  {
    id: id<"agr">().primaryKey(),
    number: text().notNull(),
    awardId: id<"awd">()
      .notNull()
      .references(() => awards.id),
    text: text().notNull(),
    preparedBy: id<"per">()
      .notNull()
      .references(() => persons.id),
    preparedAt: instant().notNull(),
    collectiveSignedBy: id<"per">().references(() => persons.id),
    collectiveSignedAt: instant(),
    fundSignedBy: id<"per">().references(() => persons.id),
    fundSignedAt: instant(),
  },
  (t) => [uniqueIndex("agreements_award").on(t.awardId), uniqueIndex("agreements_number").on(t.number)],
);

/** A part of an award, paid when its condition is met. Certify, order and pay are three acts of at least two people. */
export const tranches = table(
  "tranches",
  {
    id: id<"trn">().primaryKey(),
    awardId: id<"awd">()
      .notNull()
      .references(() => awards.id),
    position: integer().notNull(),
    label: text().notNull(),
    condition: text().notNull(),
    amountCents: cents().notNull(),
    /** The reference the bank gives back: at most 35 characters of the SEPA set. */
    endToEndId: text().notNull(),
    certifiedBy: id<"per">().references(() => persons.id),
    certifiedAt: instant(),
    orderedBy: id<"per">().references(() => persons.id),
    orderedAt: instant(),
    orderNumber: text(),
    paidBy: id<"per">().references(() => persons.id),
    paidAt: instant(),
    paidOn: civilDate(),
    bankLineId: id<"bli">().references(() => bankLines.id),
  },
  (t) => [
    uniqueIndex("tranches_position").on(t.awardId, t.position),
    uniqueIndex("tranches_end_to_end").on(t.endToEndId),
    uniqueIndex("tranches_bank_line").on(t.bankLineId),
    uniqueIndex("tranches_order_number").on(t.orderNumber),
    check("tranches_amount", sql`${t.amountCents} > 0`),
    check("tranches_certify_order", sql`${t.orderedBy} is null or ${t.orderedBy} <> ${t.certifiedBy}`),
    check("tranches_certify_pay", sql`${t.paidBy} is null or ${t.paidBy} <> ${t.certifiedBy}`),
    check("tranches_order_pay", sql`${t.paidBy} is null or ${t.paidBy} <> ${t.orderedBy}`),
    check(
      "tranches_order_of_acts",
      sql`(${t.orderedAt} is null or ${t.certifiedAt} is not null) and (${t.paidAt} is null or ${t.orderedAt} is not null)`,
    ),
  ],
);

/** A bank statement as imported; the same file is refused twice. */
export const bankStatements = table(
  "bank_statements",
  {
    id: id<"bst">().primaryKey(),
    fileHash: text().notNull(),
    statementId: text().notNull(),
    accountIban: text().notNull(),
    openingCents: cents().notNull(),
    closingCents: cents().notNull(),
    importedBy: id<"per">()
      .notNull()
      .references(() => persons.id),
    importedAt: instant().notNull(),
  },
  (t) => [uniqueIndex("bank_statements_file").on(t.fileHash)],
);

export const bankLines = table(
  "bank_lines",
  {
    id: id<"bli">().primaryKey(),
    statementId: id<"bst">()
      .notNull()
      .references(() => bankStatements.id),
    position: integer().notNull(),
    /** Negative for money that leaves the account. */
    amountCents: cents().notNull(),
    bookedOn: civilDate().notNull(),
    endToEndId: text(),
    counterparty: text(),
    remittance: text(),
  },
  (t) => [uniqueIndex("bank_lines_position").on(t.statementId, t.position)],
);
