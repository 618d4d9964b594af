import type { Json } from "#server/kernel/hash.ts";
import {
  check,
  hex,
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
} from "../columns.ts";

/** The edition of an act that belongs to none: it stands first in the key, and a key holds no null. */
export const FUND_WIDE = "fund";

/**
 * One line per act, written in the act's own transaction and never changed (see APPEND_ONLY).
 * `public` is for everybody; `actorId` and `sealed` are bound by `sealedHash` only. The edition leads the key, so that the
 * lines of one edition can live on one machine.
 */
export const journalLines = table(
  "journal_lines",
  {
    editionId: text().notNull(),
    id: id<"jou">().notNull(),
    at: instant().notNull(),
    event: text().notNull(),
    actorRole: text(),
    actorId: text(),
    subjectId: text().notNull(),
    public: json<{ [field: string]: Json }>().notNull(),
    sealed: json<{ [field: string]: Json }>().notNull(),
    salt: hex().notNull(),
    sealedHash: hex().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.editionId, t.id] }),
    index("journal_lines_by_time").on(t.at, t.id),
    index("journal_lines_by_edition").on(t.editionId, t.at, t.id),
    index("journal_lines_by_subject").on(t.subjectId, t.at, t.id),
    check("journal_lines_sealed_hash", sql`length(${t.sealedHash}) = 64`),
  ],
);

/**
 * Lines committed and not yet in the log: written with the line, removed by the sealer. No foreign key: on PostgreSQL its
 * check would make acts that have nothing to do with each other conflict; the verifier accounts for every line instead.
 */
export const journalUnsealed = table(
  "journal_unsealed",
  { editionId: text().notNull(), lineId: id<"jou">().notNull() },
  (t) => [primaryKey({ columns: [t.editionId, t.lineId] })],
);

/** The leaves of the Merkle log, in order from 0: which line, and the hash it had when it was sealed. */
export const journalLeaves = table(
  "journal_leaves",
  {
    position: integer().primaryKey(),
    editionId: text().notNull(),
    lineId: id<"jou">().notNull(),
    hash: hex().notNull(),
  },
  (t) => [uniqueIndex("journal_leaves_line").on(t.editionId, t.lineId)],
);

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
  at: instant().notNull(),
});

/** What was answered to them, as JSON text. Apart, because a command is claimed before its answer is known. */
export const commandAnswers = table("command_answers", {
  keyHash: hex().primaryKey(),
  answer: text().notNull(),
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
