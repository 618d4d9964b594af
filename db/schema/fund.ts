import {
  type AnySQLiteColumn,
  boolean,
  cents,
  check,
  choice,
  civilDate,
  id,
  index,
  instant,
  integer,
  json,
  primaryKey,
  sql,
  table,
  text,
  uniqueIndex,
} from "#db/columns.ts";
import { persons } from "#db/schema/accounts.ts";
import { territories } from "#db/schema/territories.ts";

/** One sourced line of what the country spends on its representative democracy. Lines are added, never edited. */
export const budgetLines = table(
  "budget_lines",
  {
    id: id<"bud">().primaryKey(),
    year: integer().notNull(),
    programme: text().notNull(),
    label: text().notNull(),
    amountCents: cents().notNull(),
    /** Commitment authority (AE) or payment appropriation (CP). */
    kind: choice(["AE", "CP"]).notNull(),
    stage: choice(["PLF", "LFI", "executed"]).notNull(),
    source: text().notNull(),
    /** The source gives a rounded figure: shown as an estimate, never as exact. */
    isEstimate: boolean().notNull(),
    enteredBy: id<"per">().references(() => persons.id),
    enteredAt: instant().notNull(),
    verifiedBy: id<"per">().references(() => persons.id),
    verifiedAt: instant(),
  },
  (t) => [
    index("budget_lines_year").on(t.year),
    check("budget_lines_amount", sql`${t.amountCents} >= 0`),
    check("budget_lines_four_eyes", sql`${t.verifiedBy} is null or ${t.verifiedBy} <> ${t.enteredBy}`),
  ],
);

/** A named, dated decision on which lines count. */
export const perimeters = table("perimeters", {
  id: id<"prm">().primaryKey(),
  year: integer().notNull(),
  name: text().notNull(),
  decidedOn: civilDate().notNull(),
  reason: text().notNull(),
});

export const perimeterLines = table(
  "perimeter_lines",
  {
    perimeterId: id<"prm">()
      .notNull()
      .references(() => perimeters.id),
    lineId: id<"bud">()
      .notNull()
      .references(() => budgetLines.id),
  },
  (t) => [primaryKey({ columns: [t.perimeterId, t.lineId] })],
);

/** One yearly run of the fund, from endowment to accounts. */
export const editions = table(
  "editions",
  {
    id: id<"edi">().primaryKey(),
    slug: text().notNull(),
    name: text().notNull(),
    year: integer().notNull(),
    /** `imported` editions come from a published election and have no endowment, files or payments of ours. */
    origin: choice(["own", "imported"]).notNull(),
    createdAt: instant().notNull(),
  },
  (t) => [uniqueIndex("editions_slug").on(t.slug)],
);

/** The endowment set for an edition. A revision is a new row; the latest by `decidedAt` is in force. */
export const endowments = table(
  "endowments",
  {
    id: id<"end">().primaryKey(),
    editionId: id<"edi">()
      .notNull()
      .references(() => editions.id),
    perimeterId: id<"prm">()
      .notNull()
      .references(() => perimeters.id),
    baseCents: cents().notNull(),
    floorCents: cents().notNull(),
    amountCents: cents().notNull(),
    decidedBy: id<"per">().references(() => persons.id),
    decidedAt: instant().notNull(),
  },
  (t) => [
    index("endowments_edition").on(t.editionId),
    check("endowments_floor", sql`${t.amountCents} >= ${t.floorCents}`),
  ],
);

/** A part of the endowment, in a tree: the whole, its parts, the parts of its parts. */
export const envelopes = table(
  "envelopes",
  {
    id: id<"env">().primaryKey(),
    editionId: id<"edi">()
      .notNull()
      .references(() => editions.id),
    parentId: id<"env">().references((): AnySQLiteColumn => envelopes.id),
    kind: choice([
      "root",
      "territories",
      "territory",
      "running_costs",
      "incubators",
      "theme",
      "fast_lane",
      "appeals",
      "reserve",
    ]).notNull(),
    territoryId: id<"ter">().references(() => territories.id),
    name: text().notNull(),
    amountCents: cents().notNull(),
    /** How the parent was split: the published key and this child's weight in it. */
    splitKey: choice(["whole", "equal", "residents", "by_hand"]).notNull(),
    weight: integer().notNull(),
    position: integer().notNull(),
    createdAt: instant().notNull(),
    /** Replaced by another division before the call opened; its ledger lines are reversed, never removed. */
    retiredAt: instant(),
  },
  (t) => [index("envelopes_edition").on(t.editionId), check("envelopes_amount", sql`${t.amountCents} >= 0`)],
);

/** A call for initiatives with its calendar and its frozen rules. One call an edition for now. */
export const calls = table(
  "calls",
  {
    id: id<"cal">().primaryKey(),
    editionId: id<"edi">()
      .notNull()
      .references(() => editions.id),
    title: text().notNull(),
    opensAt: instant().notNull(),
    submissionsCloseAt: instant().notNull(),
    reviewClosesAt: instant().notNull(),
    voteOpensAt: instant().notNull(),
    voteClosesAt: instant().notNull(),
    /** The most that one initiative may ask for. */
    ceilingCents: cents().notNull(),
    /** The largest share of an initiative's cost that the fund pays, in basis points. */
    maxShareBps: integer().notNull(),
    minMembers: integer().notNull(),
    maxChoices: integer().notNull(),
    /** The least mean of the jury for a file to go to the vote, in hundredths of a mark; 0 lets every admissible file through. */
    minMeanHundredths: integer().notNull().default(0),
    /** The allocation rule and its options, frozen at opening. */
    allocationRule: json<Record<string, unknown>>().notNull(),
    /** The grid of the jury: criteria, weights in points, four worded anchors each. */
    grid: json<
      { key: string; label: string; weight: number; anchors: [string, string, string, string] }[]
    >().notNull(),
    openedBy: id<"per">().references(() => persons.id),
    openedAt: instant().notNull(),
  },
  (t) => [
    uniqueIndex("calls_edition").on(t.editionId),
    check(
      "calls_calendar",
      sql`${t.opensAt} < ${t.submissionsCloseAt} and ${t.submissionsCloseAt} <= ${t.reviewClosesAt} and ${t.reviewClosesAt} <= ${t.voteOpensAt} and ${t.voteOpensAt} < ${t.voteClosesAt}`,
    ),
  ],
);
