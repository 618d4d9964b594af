import type { Database, Reader } from "#db/database.ts";
import { openCheckpoint } from "./checkpoint.ts";
import { lineHash, publicLine, sealedHash } from "./line.ts";
import { appended, EMPTY_ROOT, rootOf } from "./merkle.ts";
import { countLines, type Head, listHeads, listLeaves, listUnaccounted } from "./store.ts";

/** What is wrong, and where. `position` counts leaves from 0; `size` names the signed head. */
export type Finding =
  | { kind: "lineAltered" | "lineMissing" | "sealedAltered"; position: number; lineId: string }
  | { kind: "leafMissing"; position: number }
  | { kind: "lineUnaccounted"; lineId: string }
  /** The rows up to `size` are not those that were signed; those up to `goodUpTo` still are. */
  | { kind: "headDiffers"; size: number; goodUpTo: number }
  | { kind: "signatureWrong"; size: number }
  | { kind: "logShortened"; size: number };

export type Verification = {
  size: number;
  rootHash: string;
  heads: number;
  /** Lines committed and not sealed yet: they will be within a minute. */
  waiting: number;
  findings: Finding[];
};

const PAGE = 1_000;
/** Enough to see what happened; one finding is already a reason to stop and look. */
const MOST_FINDINGS = 100;

/**
 * Computes the whole log again from the rows of the journal and compares it with every signed head, and with the heads
 * that somebody kept elsewhere (`kept`, signed notes): who can change rows and heads here cannot change those.
 */
export function verifyJournal(
  database: Database,
  verifierKey: string,
  kept: readonly string[] = [],
): Promise<Verification> {
  return database.snapshot(async (reader) => {
    const findings: Finding[] = [];
    const heads = new Map<number, string[]>();
    const count = await readHeads(reader, verifierKey, heads, findings);
    for (const note of kept) {
      const head = openCheckpoint(note, verifierKey);
      if (!head) findings.push({ kind: "signatureWrong", size: Number(note.split("\n")[1]) });
      else heads.set(head.size, [...(heads.get(head.size) ?? []), head.rootHash]);
    }
    const { size, rootHash } = await walk(reader, heads, findings);
    for (const signed of heads.keys())
      if (signed > size) findings.push({ kind: "logShortened", size: signed });
    for (const lineId of await listUnaccounted(reader, MOST_FINDINGS))
      findings.push({ kind: "lineUnaccounted", lineId });
    const { waiting } = await countLines(reader);
    return { size, rootHash, heads: count, waiting, findings: findings.slice(0, MOST_FINDINGS) };
  });
}

/** Collects the roots that the signed heads say, by size. */
async function readHeads(
  reader: Reader,
  verifierKey: string,
  heads: Map<number, string[]>,
  findings: Finding[],
): Promise<number> {
  let read = 0;
  for (let page: Head[] = []; ; read += page.length) {
    page = await listHeads(reader, page.at(-1)?.size ?? 0, PAGE);
    if (page.length === 0) return read;
    for (const { size, rootHash, note } of page) {
      const signed = openCheckpoint(note, verifierKey);
      if (signed?.size !== size || signed.rootHash !== rootHash)
        findings.push({ kind: "signatureWrong", size });
      heads.set(size, [signed?.rootHash ?? rootHash]);
    }
  }
}

/** Walks the leaves in order, hashing each line again from its row. */
async function walk(reader: Reader, heads: ReadonlyMap<number, string[]>, findings: Finding[]) {
  let size = 0;
  let goodUpTo = 0;
  let edge: string[] = [];
  for (;;) {
    const page = await listLeaves(reader, size, PAGE);
    for (const { leaf, line } of page) {
      for (; size < leaf.position; size++) {
        findings.push({ kind: "leafMissing", position: size });
        edge = appended(edge, size, EMPTY_ROOT);
      }
      const at = { position: leaf.position, lineId: leaf.lineId };
      const hash = line ? lineHash(publicLine(line)) : leaf.hash;
      if (!line) findings.push({ kind: "lineMissing", ...at });
      else if (hash !== leaf.hash) findings.push({ kind: "lineAltered", ...at });
      else if (sealedHash(line) !== line.sealedHash) findings.push({ kind: "sealedAltered", ...at });
      edge = appended(edge, size, hash);
      size++;
      const roots = heads.get(size) ?? [];
      if (roots.some((root) => root !== rootOf(edge))) findings.push({ kind: "headDiffers", size, goodUpTo });
      else if (roots.length > 0) goodUpTo = size;
      if (findings.length >= MOST_FINDINGS) return { size, rootHash: rootOf(edge) };
    }
    if (page.length < PAGE) return { size, rootHash: rootOf(edge) };
  }
}
