import type { Json } from "#server/kernel/hash.ts";
import { check, hex, id, index, instant, integer, json, sql, table, text } from "../columns.ts";

/**
 * One line per act, written in the act's own transaction and never changed (see APPEND_ONLY).
 * `public` is for everybody; `actorId` and `sealed` are bound by `sealedHash` only. `editionId` is null for the fund as a whole.
 */
export const journalLines = table(
  "journal_lines",
  {
    id: id<"jou">().primaryKey(),
    at: instant().notNull(),
    event: text().notNull(),
    actorRole: text(),
    actorId: text(),
    subjectId: text().notNull(),
    editionId: text(),
    public: json<{ [field: string]: Json }>().notNull(),
    sealed: json<{ [field: string]: Json }>().notNull(),
    salt: hex().notNull(),
    sealedHash: hex().notNull(),
  },
  (t) => [
    index("journal_lines_by_time").on(t.at, t.id),
    index("journal_lines_by_edition").on(t.editionId, t.at, t.id),
    index("journal_lines_by_subject").on(t.subjectId, t.at, t.id),
    check("journal_lines_sealed_hash", sql`length(${t.sealedHash}) = 64`),
  ],
);

/** Lines committed and not yet in the log: written with the line, removed by the sealer. */
export const journalUnsealed = table("journal_unsealed", {
  lineId: id<"jou">()
    .primaryKey()
    .references(() => journalLines.id),
});

/** The leaves of the Merkle log, in order from 0. */
export const journalLeaves = table("journal_leaves", {
  position: integer().primaryKey(),
  lineId: id<"jou">()
    .notNull()
    .unique()
    .references(() => journalLines.id),
  hash: hex().notNull(),
});

/** Signed heads of the log: `note` is a C2SP checkpoint; `edge` holds the roots of the perfect subtrees, largest first. */
export const journalCheckpoints = table("journal_checkpoints", {
  size: integer().primaryKey(),
  rootHash: hex().notNull(),
  edge: json<string[]>().notNull(),
  note: text().notNull(),
  at: instant().notNull(),
});

/**
 * Commands already carried out. Neither key nor body is kept in clear: without the key, which only the sender has,
 * the body cannot be found by trying, so that a cast ballot's command does not betray the ballot.
 */
export const commands = table("commands", {
  keyHash: hex().primaryKey(),
  bodyCheck: hex().notNull(),
  answer: json<Json>().notNull(),
  at: instant().notNull(),
});

/** Messages to send. `dueAt` is when to try next and doubles as the lease; it is null once sent or given up. */
export const outbox = table(
  "outbox",
  {
    id: id<"out">().primaryKey(),
    to: text().notNull(),
    subject: text().notNull(),
    text: text(),
    createdAt: instant().notNull(),
    dueAt: instant(),
    attempts: integer().notNull().default(0),
    sentAt: instant(),
    failedAt: instant(),
    problem: text(),
  },
  (t) => [index("outbox_due").on(t.dueAt)],
);
