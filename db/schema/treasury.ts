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
  (t) => [
    uniqueIndex("agreements_award").on(t.awardId),
    uniqueIndex("agreements_number").on(t.number),
    check(
      "agreements_two_people",
      sql`${t.fundSignedBy} is null or ${t.fundSignedBy} <> ${t.collectiveSignedBy}`,
    ),
    check(
      "agreements_signatures",
      sql`(${t.collectiveSignedBy} is null) = (${t.collectiveSignedAt} is null) and (${t.fundSignedBy} is null) = (${t.fundSignedAt} is null) and (${t.fundSignedAt} is null or ${t.collectiveSignedAt} is not null)`,
    ),
  ],
);

/** A part of an award, paid when its condition is met. Certify, order and pay are three acts of three people. */
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
    /** What shows that the condition is met, in a sentence of the case officer. */
    evidence: text(),
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
    // An act is whole or not at all: who, when, and what it rests on.
    check(
      "tranches_certified",
      sql`(${t.certifiedBy} is null) = (${t.certifiedAt} is null) and (${t.evidence} is null) = (${t.certifiedAt} is null)`,
    ),
    check(
      "tranches_ordered",
      sql`(${t.orderedBy} is null) = (${t.orderedAt} is null) and (${t.orderNumber} is null) = (${t.orderedAt} is null)`,
    ),
    check(
      "tranches_paid",
      sql`(${t.paidBy} is null) = (${t.paidAt} is null) and (${t.paidOn} is null) = (${t.paidAt} is null) and (${t.bankLineId} is null) = (${t.paidAt} is null)`,
    ),
  ],
);

/** A bank statement as imported: one of the statements of a file, told by its place in it. The same file is refused twice. */
export const bankStatements = table(
  "bank_statements",
  {
    id: id<"bst">().primaryKey(),
    fileHash: text().notNull(),
    position: integer().notNull(),
    statementId: text().notNull(),
    accountIban: text().notNull(),
    openingCents: cents().notNull(),
    closingCents: cents().notNull(),
    /** Null when it came in from the command line. */
    importedBy: id<"per">().references(() => persons.id),
    importedAt: instant().notNull(),
  },
  (t) => [
    uniqueIndex("bank_statements_file").on(t.fileHash, t.position),
    uniqueIndex("bank_statements_statement").on(t.accountIban, t.statementId),
  ],
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
