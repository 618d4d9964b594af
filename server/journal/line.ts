import type { journalLines } from "#db/schema/journal.ts";
import { FUND_WIDE } from "#db/schema/journal.ts";
import { canonicalJson, type Json, sha256 } from "#server/kernel/hash.ts";
import { leafHash } from "./merkle.ts";

export type Line = typeof journalLines.$inferSelect;

/** What everybody may read of a line. `editionId` is null for an act of the fund as a whole. */
export type PublicLine = {
  id: string;
  at: number;
  event: string;
  actorRole: string | null;
  subjectId: string;
  editionId: string | null;
  public: { [field: string]: Json };
  sealedHash: string;
};

export function publicLine(line: Line): PublicLine {
  const { id, at, event, actorRole, subjectId, editionId, sealedHash: hash } = line;
  return {
    id,
    at,
    event,
    actorRole,
    subjectId,
    editionId: editionId === FUND_WIDE ? null : editionId,
    public: line.public,
    sealedHash: hash,
  };
}

/** The leaf of a line in the log: the hash of the canonical JSON of its public part, which anyone can compute again. */
export function lineHash(line: PublicLine): string {
  return leafHash(canonicalJson(line));
}

/** What binds the sealed part of a line: SHA-256 of its salt followed by the canonical JSON of who acted and the sealed facts. */
export function sealedHash(line: Pick<Line, "salt" | "actorId" | "sealed">): string {
  return sha256(line.salt + canonicalJson({ actorId: line.actorId, facts: line.sealed }));
}
