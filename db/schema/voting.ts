import {
  check,
  choice,
  id,
  instant,
  integer,
  json,
  primaryKey,
  sql,
  table,
  text,
  uniqueIndex,
} from "#db/columns.ts";
import { editions } from "#db/schema/fund.ts";
import { initiatives } from "#db/schema/initiatives.ts";
import { territories } from "#db/schema/territories.ts";

/**
 * A vote of an edition. The manifest is everything that matters; its hash is printed on every page and receipt. Rows are never
 * changed (VOT-3): closing and counting are rows of their own.
 */
export const polls = table(
  "polls",
  {
    id: id<"pol">().primaryKey(),
    editionId: id<"edi">()
      .notNull()
      .references(() => editions.id),
    manifest: json<Record<string, unknown>>().notNull(),
    manifestHash: text().notNull(),
    /** X25519 public keys of the trustees, outermost lock first, in hexadecimal. */
    trusteeKeys: json<string[]>().notNull(),
    maxChoices: integer().notNull(),
    opensAt: instant().notNull(),
    closesAt: instant().notNull(),
    openedAt: instant().notNull(),
  },
  (t) => [
    uniqueIndex("polls_edition").on(t.editionId),
    check("polls_window", sql`${t.opensAt} < ${t.closesAt}`),
  ],
);

/** The act of closing: what is in the box by then is what counts. */
export const pollClosings = table("poll_closings", {
  pollId: id<"pol">()
    .primaryKey()
    .references(() => polls.id),
  closedAt: instant().notNull(),
});

/** The act of counting, with what it found. `replaced` ballots gave way to a later one of the same code. */
export const pollCounts = table("poll_counts", {
  pollId: id<"pol">()
    .primaryKey()
    .references(() => polls.id),
  countedAt: instant().notNull(),
  counted: integer().notNull(),
  blank: integer().notNull(),
  rejected: integer().notNull(),
  replaced: integer().notNull(),
});

/** What residents choose among: the number is the same on paper and on every screen. */
export const pollChoices = table(
  "poll_choices",
  {
    pollId: id<"pol">()
      .notNull()
      .references(() => polls.id),
    number: integer().notNull(),
    initiativeId: id<"ini">()
      .notNull()
      .references(() => initiatives.id),
  },
  (t) => [
    primaryKey({ columns: [t.pollId, t.number] }),
    uniqueIndex("poll_choices_initiative").on(t.pollId, t.initiativeId),
  ],
);

/** The key list: one voting key per entry on the roll. No name stands beside a key. */
export const rollKeys = table(
  "roll_keys",
  {
    pollId: id<"pol">()
      .notNull()
      .references(() => polls.id),
    /** Ed25519 public key derived from the code, in hexadecimal. */
    votingKey: text().notNull(),
    territoryId: id<"ter">()
      .notNull()
      .references(() => territories.id),
  },
  (t) => [primaryKey({ columns: [t.pollId, t.votingKey] })],
);

/**
 * The box: ciphertexts only. No time, no order, no person. A re-vote has the next rank under the same key;
 * the highest rank counts. Rows live in the order of their leaf hash.
 */
export const ballots = table(
  "ballots",
  {
    pollId: id<"pol">()
      .notNull()
      .references(() => polls.id),
    leafHash: text().notNull(),
    votingKey: text().notNull(),
    rank: integer().notNull(),
    box: text().notNull(),
    signature: text().notNull(),
    channel: choice(["online", "paper"]).notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.pollId, t.leafHash] }),
    uniqueIndex("ballots_rank").on(t.pollId, t.votingKey, t.rank),
  ],
);

/** What the count found when the locks were opened: in the order of the ballots' own random codes. */
export const openedBallots = table(
  "opened_ballots",
  {
    pollId: id<"pol">()
      .notNull()
      .references(() => polls.id),
    code: text().notNull(),
    choices: json<number[]>().notNull(),
    /** Why the ballot does not count; null when it counts. */
    rejectedBecause: choice(["notSigned", "doesNotOpen", "malformed", "choices", "duplicate"]),
  },
  (t) => [primaryKey({ columns: [t.pollId, t.code] })],
);

/** The demo's letters, shown to whoever tries it out; a real fund's codes are made elsewhere and never come here. */
export const demoCodes = table(
  "demo_codes",
  {
    editionId: id<"edi">()
      .notNull()
      .references(() => editions.id),
    code: text().notNull(),
    residentName: text().notNull(),
    territoryId: id<"ter">()
      .notNull()
      .references(() => territories.id),
  },
  (t) => [primaryKey({ columns: [t.editionId, t.code] })],
);

/** Ballots of an imported election: already public, already anonymous. */
export const importedBallots = table(
  "imported_ballots",
  {
    editionId: id<"edi">()
      .notNull()
      .references(() => editions.id),
    position: integer().notNull(),
    /** Project identifiers of the file, in the ballot's order. */
    choices: json<string[]>().notNull(),
    points: json<string[]>(),
    /** Every other column of the row, kept as it was. */
    extra: json<Record<string, string>>().notNull(),
  },
  (t) => [primaryKey({ columns: [t.editionId, t.position] })],
);
