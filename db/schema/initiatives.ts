import {
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
import { calls, editions } from "#db/schema/fund.ts";
import { territories } from "#db/schema/territories.ts";

/** Residents who carry an initiative together; no legal form needed. */
export const collectives = table("collectives", {
  id: id<"col">().primaryKey(),
  name: text().notNull(),
  territoryId: id<"ter">()
    .notNull()
    .references(() => territories.id),
  createdAt: instant().notNull(),
});

export const members = table(
  "members",
  {
    id: id<"mem">().primaryKey(),
    collectiveId: id<"col">()
      .notNull()
      .references(() => collectives.id),
    personId: id<"per">()
      .notNull()
      .references(() => persons.id),
    role: choice(["referent", "treasurer", "member"]).notNull(),
    joinedOn: civilDate().notNull(),
    leftOn: civilDate(),
  },
  (t) => [index("members_person").on(t.personId), index("members_collective").on(t.collectiveId)],
);

/** A way in for one more member: a code to type or a link to open, used once. */
export const invitations = table(
  "invitations",
  {
    id: id<"inv">().primaryKey(),
    collectiveId: id<"col">()
      .notNull()
      .references(() => collectives.id),
    codeHash: text().notNull(),
    role: choice(["treasurer", "member"]).notNull(),
    invitedBy: id<"per">()
      .notNull()
      .references(() => persons.id),
    expiresAt: instant().notNull(),
    usedBy: id<"per">().references(() => persons.id),
    usedAt: instant(),
  },
  (t) => [uniqueIndex("invitations_code").on(t.codeHash)],
);

export const initiatives = table(
  "initiatives",
  {
    id: id<"ini">().primaryKey(),
    /** Public number, `2026-K7Q4`: short enough to say on the telephone. */
    number: text().notNull(),
    editionId: id<"edi">()
      .notNull()
      .references(() => editions.id),
    callId: id<"cal">().references(() => calls.id),
    /** Null in imported editions, whose projects have no collective of ours. */
    collectiveId: id<"col">().references(() => collectives.id),
    territoryId: id<"ter">().references(() => territories.id),
    /** The identifier in the imported file, kept as it was. */
    externalId: text(),
    title: text().notNull(),
    state: choice([
      "draft",
      "submitted",
      "to_complete",
      "admissible",
      "inadmissible",
      "in_vote",
      "awarded",
      "reserve_list",
      "refused",
      "withdrawn",
    ]).notNull(),
    requestedCents: cents().notNull(),
    createdAt: instant().notNull(),
    submittedAt: instant(),
    /** The number that the applicants read on their receipt when they submit. */
    receiptNumber: text(),
    /** The number of sendings so far: each has its own receipt. */
    sendings: integer().notNull().default(0),
    withdrawnAt: instant(),
  },
  (t) => [
    uniqueIndex("initiatives_number").on(t.number),
    index("initiatives_edition").on(t.editionId, t.state),
    index("initiatives_collective").on(t.collectiveId),
    check("initiatives_requested", sql`${t.requestedCents} >= 0`),
  ],
);

/** One answer of the file; who wrote it last and when. `savedAt` only grows: it tells two versions apart. */
export const answers = table(
  "answers",
  {
    initiativeId: id<"ini">()
      .notNull()
      .references(() => initiatives.id),
    question: text().notNull(),
    value: json<string | string[]>().notNull(),
    savedBy: id<"per">()
      .notNull()
      .references(() => persons.id),
    savedAt: instant().notNull(),
  },
  (t) => [primaryKey({ columns: [t.initiativeId, t.question] })],
);

/** A line of the forecast budget in the official accounts: charges 60-69 and 86, resources 70-79 and 87. */
export const forecastLines = table(
  "forecast_lines",
  {
    id: id<"fli">().primaryKey(),
    initiativeId: id<"ini">()
      .notNull()
      .references(() => initiatives.id),
    side: choice(["charge", "resource"]).notNull(),
    account: text().notNull(),
    label: text().notNull(),
    amountCents: cents().notNull(),
    position: integer().notNull(),
    /** Who wrote the line last and when; null in files that were not written here. */
    savedBy: id<"per">().references(() => persons.id),
    savedAt: instant(),
  },
  (t) => [
    index("forecast_lines_initiative").on(t.initiativeId),
    check("forecast_lines_amount", sql`${t.amountCents} > 0`),
  ],
);

/** A doubt of the case officer: what is missing, under which article; the collective answers; the clock stands still meanwhile. */
export const doubts = table(
  "doubts",
  {
    id: id<"dou">().primaryKey(),
    initiativeId: id<"ini">()
      .notNull()
      .references(() => initiatives.id),
    article: text().notNull(),
    question: text().notNull(),
    askedBy: id<"per">()
      .notNull()
      .references(() => persons.id),
    askedAt: instant().notNull(),
    answer: text(),
    answeredBy: id<"per">().references(() => persons.id),
    answeredAt: instant(),
    /** When the collective sent the file back with this answer: the clock runs again from here. */
    returnedAt: instant(),
  },
  (t) => [index("doubts_initiative").on(t.initiativeId)],
);

/** The officer's decision on admissibility; a refusal cites its article. */
export const admissibilityDecisions = table(
  "admissibility_decisions",
  {
    id: id<"adm">().primaryKey(),
    initiativeId: id<"ini">()
      .notNull()
      .references(() => initiatives.id),
    outcome: choice(["admissible", "inadmissible"]).notNull(),
    article: text(),
    reason: text().notNull(),
    decidedBy: id<"per">()
      .notNull()
      .references(() => persons.id),
    decidedAt: instant().notNull(),
  },
  (t) => [
    uniqueIndex("admissibility_decisions_initiative").on(t.initiativeId),
    check("admissibility_decisions_article", sql`${t.outcome} = 'admissible' or ${t.article} is not null`),
  ],
);
