import { and, desc, eq, inArray } from "drizzle-orm";
import type { Database, Transaction } from "#db/database.ts";
import { loggable } from "#db/errors.ts";
import { journalCheckpoints, journalLeaves, journalLines, journalUnsealed } from "#db/schema/journal.ts";
import { type LogIdentity, signCheckpoint } from "./checkpoint.ts";
import { lineHash, publicLine } from "./line.ts";
import { appended, rootOf } from "./merkle.ts";

/** No more lines than this are sealed in one transaction, so that no writer waits long for it. */
const BATCH = 500;

/** How often the sealer looks: a committed line is in the log and under a signature at most a minute later (JOU-5). */
export const SEAL_EVERY_MS = 30_000;

/**
 * Appends every line committed so far to the log and signs its new head; answers how many were appended. It happens apart
 * from the acts: a shared head in their own transactions would make them wait for, and fail because of, each other.
 */
export async function seal(database: Database, identity: LogIdentity, now = Date.now()): Promise<number> {
  let appendedLines = 0;
  for (;;) {
    const batch = await database.write((tx) => sealBatch(tx, identity, now));
    appendedLines += batch;
    if (batch < BATCH) return appendedLines;
  }
}

async function sealBatch(tx: Transaction, identity: LogIdentity, now: number): Promise<number> {
  const waiting = await tx
    .select({ line: journalLines })
    .from(journalUnsealed)
    .innerJoin(
      journalLines,
      and(eq(journalLines.editionId, journalUnsealed.editionId), eq(journalLines.id, journalUnsealed.lineId)),
    )
    .orderBy(journalLines.at, journalLines.id)
    .limit(BATCH);
  if (waiting.length === 0) return 0;

  const [head] = await tx.select().from(journalCheckpoints).orderBy(desc(journalCheckpoints.size)).limit(1);
  let size = head?.size ?? 0;
  let edge = head?.edge ?? [];
  if (head && rootOf(edge) !== head.rootHash)
    throw new Error(`the head of size ${size} was altered: verify the journal`);
  const leaves = waiting.map(({ line }) => {
    const leaf = {
      position: size,
      editionId: line.editionId,
      lineId: line.id,
      hash: lineHash(publicLine(line)),
    };
    edge = appended(edge, size, leaf.hash);
    size++;
    return leaf;
  });
  const rootHash = rootOf(edge);
  // Two sealers at once meet here: a position is taken once.
  await tx.insert(journalLeaves).values(leaves);
  await tx
    .insert(journalCheckpoints)
    .values({ size, rootHash, edge, note: signCheckpoint({ size, rootHash }, identity), at: now });
  const ids = leaves.map(({ lineId }) => lineId);
  await tx.delete(journalUnsealed).where(inArray(journalUnsealed.lineId, ids));
  return leaves.length;
}

/** Seals now and then every `everyMs`, until stopped; a failure is logged and tried again at the next turn. */
export function startSealer(
  database: Database,
  identity: LogIdentity,
  everyMs = SEAL_EVERY_MS,
): { stop: () => Promise<void> } {
  let turn: Promise<unknown> = Promise.resolve();
  const next = () => {
    turn = turn
      .then(() => seal(database, identity))
      .catch((error) => console.error(`the journal could not be sealed: ${loggable(error)}`));
  };
  next();
  const timer = setInterval(next, everyMs);
  timer.unref();
  return {
    async stop() {
      clearInterval(timer);
      await turn;
    },
  };
}
