import { randomBytes } from "node:crypto";
import { eq } from "drizzle-orm";
import type { Database, Transaction } from "#db/database.ts";
import {
  commandAnswers,
  commands,
  FUND_WIDE,
  journalLines,
  journalUnsealed,
  outbox,
} from "#db/schema/journal.ts";
import { civilDateOf, instantInParis } from "#server/kernel/dates.ts";
import { canonicalJson, type Json, sha256 } from "#server/kernel/hash.ts";
import { newId } from "#server/kernel/ids.ts";
import { checkedFacts, type EventShape, type Events, type Facts } from "./events.ts";
import { sealedHash } from "./line.ts";
import { type Actor, type Command, Conflict, type OutboxMessage } from "./model.ts";

/** What a change hands back: what it was about, what the journal says of it, whom to tell, what to answer. */
export type Outcome<Event extends EventShape, Answer extends Json> = {
  subjectId: string;
  /** Null for an act of the fund as a whole. */
  editionId: string | null;
  public: Facts<Event["public"]>;
  messages?: readonly OutboxMessage[];
  answer: Answer;
} & (Event["sealed"] extends object ? { sealed: Facts<Event["sealed"]> } : { sealed?: undefined });

type Act<Declared extends Events, Name extends keyof Declared & string> = {
  events: Declared;
  event: Name;
  actor: Actor | null;
  command: Command | null;
  /** Milliseconds since 1970. */
  now: number;
};

/**
 * The only door to write. In one transaction: the command's key is looked up, the change runs, its line is appended to the
 * journal (JOU-1), its messages are put into the outbox (JOU-6), its answer is kept. If anything fails, nothing happened. A key
 * that comes back with the same body gets the kept answer (JOU-3); with another body it is a `Conflict`.
 * The change awaits its `tx` only, and may be run again where the database asks for it.
 */
export function commit<
  const Declared extends Events,
  Name extends keyof Declared & string,
  const Answer extends Json,
>(
  database: Pick<Database, "write">,
  act: Act<Declared, Name>,
  change: (tx: Transaction) => Promise<Outcome<Declared[Name], Answer>>,
): Promise<Answer> {
  const command = act.command && secretly(act.command, act.actor);
  return database.write(async (tx) => {
    if (command && !(await claim(tx, command, act.now))) return keptAnswer<Answer>(tx, command);
    const outcome = await change(tx);
    await appendLine(tx, act, outcome);
    const messages = outcome.messages ?? [];
    // Mail leaves by the real clock: a demo whose calendar runs ahead would keep it for years.
    const dueAt = Math.min(act.now, Date.now());
    if (messages.length > 0)
      await tx
        .insert(outbox)
        .values(messages.map((m) => ({ ...m, id: newId("out"), createdAt: act.now, dueAt })));
    if (command)
      await tx
        .insert(commandAnswers)
        .values({ keyHash: command.keyHash, answer: JSON.stringify(outcome.answer) });
    return outcome.answer;
  });
}

type SecretCommand = ReturnType<typeof secretly>;

/**
 * Whether the command is new, in which case it is ours now. It is written before anything is read: two transactions that
 * look up neighbouring keys would conflict on PostgreSQL, two that write them do not. Of two with the same key at once, one
 * waits for the other and then finds the answer.
 */
async function claim(tx: Transaction, command: SecretCommand, now: number): Promise<boolean> {
  const claimed = await tx
    .insert(commands)
    .values({ ...command, at: now })
    .onConflictDoNothing()
    .returning({ keyHash: commands.keyHash });
  return claimed.length === 1;
}

/** JOU-3: the answer that the command was given when it was carried out. */
async function keptAnswer<Answer>(tx: Transaction, { keyHash, bodyCheck }: SecretCommand): Promise<Answer> {
  const [done] = await tx
    .select({ bodyCheck: commands.bodyCheck, answer: commandAnswers.answer })
    .from(commands)
    .innerJoin(commandAnswers, eq(commandAnswers.keyHash, commands.keyHash))
    .where(eq(commands.keyHash, keyHash));
  if (done?.bodyCheck !== bodyCheck) throw new Conflict();
  return JSON.parse(done.answer) as Answer;
}

/** The command as it is kept: bound to who sent it, and telling nothing to whoever does not hold the key. */
function secretly({ key, bodyHash }: Command, actor: Actor | null) {
  return {
    keyHash: sha256(canonicalJson(["quotepart/command", actor?.personId ?? null, key])),
    bodyCheck: sha256(canonicalJson(["quotepart/body", key, bodyHash])),
  };
}

async function appendLine<Declared extends Events, Name extends keyof Declared & string>(
  tx: Transaction,
  { events, event, actor, now }: Act<Declared, Name>,
  outcome: Outcome<Declared[Name], Json>,
): Promise<void> {
  const shape = events[event];
  if (!shape) throw new Error(`no event ${event}`);
  const isUnwritten = shape.actor === "unwritten";
  const actorId = isUnwritten ? null : (actor?.personId ?? null);
  const sealed = checkedFacts(shape.sealed, outcome.sealed);
  const salt = randomBytes(16).toString("hex");
  const line = {
    editionId: outcome.editionId ?? FUND_WIDE,
    id: newId("jou"),
    // Where nobody may be known, the minute would tell who was at the keyboard: only the day is kept.
    at: isUnwritten ? instantInParis(civilDateOf(now)) : now,
    event,
    actorRole: actor?.role ?? null,
    actorId,
    subjectId: outcome.subjectId,
    public: checkedFacts(shape.public, outcome.public),
    sealed,
    salt,
    sealedHash: sealedHash({ salt, actorId, sealed }),
  };
  await tx.insert(journalLines).values(line);
  await tx.insert(journalUnsealed).values({ editionId: line.editionId, lineId: line.id });
}
