import { cents, check, id, index, instant, json, sql, table, text, uniqueIndex } from "#db/columns.ts";
import { persons } from "#db/schema/accounts.ts";
import { editions, envelopes } from "#db/schema/fund.ts";
import { initiatives } from "#db/schema/initiatives.ts";

/** One run of the rule on frozen inputs. Inputs are stored whole, so that anybody can run it again to the same bytes. */
export const allocationRuns = table(
  "allocation_runs",
  {
    id: id<"run">().primaryKey(),
    editionId: id<"edi">()
      .notNull()
      .references(() => editions.id),
    /** Null in imported editions, which have one budget and no tree. */
    envelopeId: id<"env">().references(() => envelopes.id),
    /** The election in `.pb`, exactly the bytes that were run. */
    inputPb: text().notNull(),
    inputHash: text().notNull(),
    options: json<Record<string, unknown>>().notNull(),
    /** Result and trace as canonical JSON text: these bytes are what a recomputation must equal. */
    result: text().notNull(),
    resultHash: text().notNull(),
    ranBy: id<"per">().references(() => persons.id),
    ranAt: instant().notNull(),
    adoptedBy: id<"per">().references(() => persons.id),
    adoptedAt: instant(),
  },
  (t) => [
    index("allocation_runs_edition").on(t.editionId),
    check(
      "allocation_runs_two_people",
      sql`${t.adoptedBy} is null or ${t.ranBy} is null or ${t.adoptedBy} <> ${t.ranBy}`,
    ),
  ],
);

/** Money granted to an initiative by an adopted run. */
export const awards = table(
  "awards",
  {
    id: id<"awd">().primaryKey(),
    number: text().notNull(),
    editionId: id<"edi">()
      .notNull()
      .references(() => editions.id),
    envelopeId: id<"env">()
      .notNull()
      .references(() => envelopes.id),
    runId: id<"run">()
      .notNull()
      .references(() => allocationRuns.id),
    initiativeId: id<"ini">()
      .notNull()
      .references(() => initiatives.id),
    amountCents: cents().notNull(),
    decidedAt: instant().notNull(),
  },
  (t) => [
    uniqueIndex("awards_number").on(t.number),
    uniqueIndex("awards_initiative").on(t.initiativeId),
    check("awards_amount", sql`${t.amountCents} > 0`),
  ],
);
