import {
  boolean,
  check,
  choice,
  id,
  instant,
  integer,
  primaryKey,
  sql,
  table,
  text,
  uniqueIndex,
} from "#db/columns.ts";
import { persons } from "#db/schema/accounts.ts";
import { initiatives } from "#db/schema/initiatives.ts";

/** Said before the file opens: has the juror an interest in it, and which. An interest recuses. */
export const interestDeclarations = table(
  "interest_declarations",
  {
    initiativeId: id<"ini">()
      .notNull()
      .references(() => initiatives.id),
    jurorId: id<"per">()
      .notNull()
      .references(() => persons.id),
    hasInterest: boolean().notNull(),
    kind: choice(["none", "family", "employer", "neighbour", "collective", "incubator", "other"]).notNull(),
    declaredAt: instant().notNull(),
  },
  (t) => [primaryKey({ columns: [t.initiativeId, t.jurorId] })],
);

/** A juror's mark on one criterion: 0 to 3, or null for "je ne sais pas". */
export const marks = table(
  "marks",
  {
    initiativeId: id<"ini">()
      .notNull()
      .references(() => initiatives.id),
    jurorId: id<"per">()
      .notNull()
      .references(() => persons.id),
    criterion: text().notNull(),
    mark: integer(),
    savedAt: instant().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.initiativeId, t.jurorId, t.criterion] }),
    check("marks_scale", sql`${t.mark} is null or (${t.mark} >= 0 and ${t.mark} <= 3)`),
  ],
);

/** A juror's whole review of a file: reasons, and the moment it was locked. */
export const reviews = table(
  "reviews",
  {
    id: id<"rev">().primaryKey(),
    initiativeId: id<"ini">()
      .notNull()
      .references(() => initiatives.id),
    jurorId: id<"per">()
      .notNull()
      .references(() => persons.id),
    reasons: text().notNull(),
    lockedAt: instant(),
  },
  (t) => [uniqueIndex("reviews_juror").on(t.initiativeId, t.jurorId)],
);
