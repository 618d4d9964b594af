import { and, asc, count, desc, eq, gt, gte, isNull, lt, or, type SQL } from "drizzle-orm";
import type { Reader } from "#db/database.ts";
import {
  FUND_WIDE,
  journalCheckpoints,
  journalLeaves,
  journalLines,
  journalUnsealed,
} from "#db/schema/journal.ts";
import type { Id } from "#server/kernel/ids.ts";
import { NotFound } from "#server/kernel/rulebook.ts";
import { type PublicLine, publicLine } from "./line.ts";
import { inclusionProof } from "./merkle.ts";

/** A line of the public journal; `position` is its place in the log, null until the sealer has been by. */
export type ListedLine = PublicLine & { position: number | null };

export type LineFilter = {
  /** Null asks for the acts of the fund as a whole. */
  editionId?: string | null;
  subjectId?: string;
  event?: string;
  /** The `next` of the page before. */
  after?: string;
  /** 1 to 100 lines; 50 unless told. */
  limit?: number;
};

const ofLeaf = and(
  eq(journalLeaves.editionId, journalLines.editionId),
  eq(journalLeaves.lineId, journalLines.id),
);

/** The newest lines first; `next` asks for the page that follows and is null on the last. */
export async function listLines(
  reader: Reader,
  { editionId, subjectId, event, after, limit = 50 }: LineFilter = {},
): Promise<{ lines: ListedLine[]; next: string | null }> {
  const size = Math.min(Math.max(limit, 1), 100);
  const filters: (SQL | undefined)[] = [
    editionId === undefined ? undefined : eq(journalLines.editionId, editionId ?? FUND_WIDE),
    subjectId === undefined ? undefined : eq(journalLines.subjectId, subjectId),
    event === undefined ? undefined : eq(journalLines.event, event),
    after === undefined ? undefined : olderThan(after),
  ];
  const rows = await reader
    .select({ line: journalLines, position: journalLeaves.position })
    .from(journalLines)
    .leftJoin(journalLeaves, ofLeaf)
    .where(and(...filters))
    .orderBy(desc(journalLines.at), desc(journalLines.id))
    .limit(size + 1);
  const lines = rows.slice(0, size).map(({ line, position }) => ({ ...publicLine(line), position }));
  const last = lines.at(-1);
  return { lines, next: rows.length > size && last ? `${last.at}.${last.id}` : null };
}

/** Lines before the one that a cursor names; a cursor that says nothing is the beginning. */
function olderThan(cursor: string): SQL | undefined {
  const [, at, id] = /^(\d{1,15})\.(jou_\w+)$/.exec(cursor) ?? [];
  if (at === undefined || id === undefined) return undefined;
  const sameMoment = and(eq(journalLines.at, Number(at)), lt(journalLines.id, id as Id<"jou">));
  return or(lt(journalLines.at, Number(at)), sameMoment);
}

/** One line by its id and edition (null: the fund as a whole); null when there is none. */
export async function findLine(
  reader: Reader,
  editionId: string | null,
  id: string,
): Promise<ListedLine | null> {
  const [row] = await reader
    .select({ line: journalLines, position: journalLeaves.position })
    .from(journalLines)
    .leftJoin(journalLeaves, ofLeaf)
    .where(and(eq(journalLines.editionId, editionId ?? FUND_WIDE), eq(journalLines.id, id as Id<"jou">)));
  return row ? { ...publicLine(row.line), position: row.position } : null;
}

export type Head = { size: number; rootHash: string; note: string; at: number };

/** The newest signed head of the log; null before the first line is sealed. */
export async function findHead(reader: Reader): Promise<Head | null> {
  const [head] = await reader
    .select({
      size: journalCheckpoints.size,
      rootHash: journalCheckpoints.rootHash,
      note: journalCheckpoints.note,
      at: journalCheckpoints.at,
    })
    .from(journalCheckpoints)
    .orderBy(desc(journalCheckpoints.size))
    .limit(1);
  return head ?? null;
}

/** How long the log is, and how many committed lines wait for the sealer. */
export async function countLines(reader: Reader): Promise<{ sealed: number; waiting: number }> {
  const [sealed] = await reader.select({ n: count() }).from(journalLeaves);
  const [waiting] = await reader.select({ n: count() }).from(journalUnsealed);
  return { sealed: sealed?.n ?? 0, waiting: waiting?.n ?? 0 };
}

/** What proves to anyone that the leaf at `position` is under the newest signed head (RFC 6962 §2.1.1). Read in a snapshot. */
export async function getProof(reader: Reader, position: number): Promise<{ head: Head; proof: string[] }> {
  const head = await findHead(reader);
  if (!head || position < 0 || position >= head.size) throw new NotFound(`leaf ${position}`);
  const leaves = await reader
    .select({ hash: journalLeaves.hash })
    .from(journalLeaves)
    .where(lt(journalLeaves.position, head.size))
    .orderBy(asc(journalLeaves.position));
  return {
    head,
    proof: inclusionProof(
      leaves.map(({ hash }) => hash),
      position,
    ),
  };
}

/** Leaves from `from` on with the lines they stand for, `limit` at most: the log as the verifier walks it. */
export async function listLeaves(reader: Reader, from: number, limit: number) {
  return reader
    .select({ leaf: journalLeaves, line: journalLines })
    .from(journalLeaves)
    .leftJoin(journalLines, ofLeaf)
    .where(gte(journalLeaves.position, from))
    .orderBy(asc(journalLeaves.position))
    .limit(limit);
}

/** The signed heads in order of size, from above `size`. */
export async function listHeads(reader: Reader, aboveSize: number, limit: number): Promise<Head[]> {
  return reader
    .select()
    .from(journalCheckpoints)
    .where(gt(journalCheckpoints.size, aboveSize))
    .orderBy(asc(journalCheckpoints.size))
    .limit(limit);
}

/** Lines that are neither in the log nor waiting for it: no act of ours writes such a line. */
export async function listUnaccounted(reader: Reader, limit: number): Promise<string[]> {
  const rows = await reader
    .select({ id: journalLines.id, leaf: journalLeaves.lineId, waiting: journalUnsealed.lineId })
    .from(journalLines)
    .leftJoin(journalLeaves, ofLeaf)
    .leftJoin(
      journalUnsealed,
      and(eq(journalUnsealed.editionId, journalLines.editionId), eq(journalUnsealed.lineId, journalLines.id)),
    )
    .where(and(isNull(journalLeaves.lineId), isNull(journalUnsealed.lineId)))
    .orderBy(asc(journalLines.at), asc(journalLines.id))
    .limit(limit);
  return rows.map(({ id }) => id);
}
