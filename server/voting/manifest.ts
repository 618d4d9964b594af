import { canonicalJson, type Json, sha256 } from "#server/kernel/hash.ts";
import { PLAINTEXT_BYTES } from "./box.ts";
import { type RollLine, writeKeyList } from "./codes.ts";
import { SMALLEST_CELL } from "./rules.ts";

/** Everything that a vote is decided by, gathered at its opening. Instants in ms, amounts in cents. */
export type Frozen = {
  edition: { id: string; slug: string; name: string };
  opensAt: number;
  closesAt: number;
  maxChoices: number;
  choices: readonly {
    number: number;
    initiative: string;
    title: string;
    territory: string;
    requestedCents: number;
  }[];
  envelopes: readonly { territory: string; amountCents: number }[];
  roll: readonly RollLine[];
  trusteeKeys: readonly string[];
  /** The least mean of the jury, in hundredths of a mark, for an initiative to be put to the vote. */
  minMeanHundredths: number;
  allocationRule: Record<string, unknown>;
};

/**
 * The manifest: one public document that freezes the vote. Who keeps its hash, printed on every page and receipt, can tell later
 * that nothing moved: questions, calendar, roll (its size by territory and its hash), locks, rule of allocation.
 */
export function buildManifest(frozen: Frozen): Record<string, Json> {
  const { edition, opensAt, closesAt, maxChoices, roll } = frozen;
  const keysByTerritory: Record<string, number> = {};
  for (const { territoryCode } of roll)
    keysByTerritory[territoryCode] = (keysByTerritory[territoryCode] ?? 0) + 1;
  return {
    v: 1,
    protocol: "fic/v1",
    scrutin: edition.id,
    edition: { slug: edition.slug, name: edition.name },
    window: { opensAt: new Date(opensAt).toISOString(), closesAt: new Date(closesAt).toISOString() },
    ballot: { kind: "approval", maxChoices, blank: true, ownTerritoryOnly: true, bytes: PLAINTEXT_BYTES },
    doors: ["code"],
    sealedBy: ["device", "server"],
    choices: frozen.choices.map((choice) => ({ ...choice })),
    envelopes: frozen.envelopes.map((envelope) => ({ ...envelope })),
    roll: { entries: roll.length, byTerritory: keysByTerritory, sha256: sha256(writeKeyList(roll)) },
    trusteeKeys: [...frozen.trusteeKeys],
    jury: { minMeanHundredths: frozen.minMeanHundredths },
    allocation: frozen.allocationRule as Json,
    smallestPublishedFigure: SMALLEST_CELL,
  };
}

/** The manifest as the bytes that are published and hashed. */
export function manifestText(manifest: Record<string, unknown>): string {
  return canonicalJson(manifest as Json);
}

/** M: what every ballot, page and receipt is bound to. */
export function manifestHash(manifest: Record<string, unknown>): string {
  return sha256(manifestText(manifest));
}
