import type { KeyObject } from "node:crypto";
import type { TerritoryId } from "#server/accounts/model.ts";
import { isSigned, leafHash, openLayer, readPlaintext, type Vote } from "./box.ts";
import { rawPublic } from "./keys.ts";
import type { CastMessage, PollChoice, Rejection } from "./model.ts";
import { CHOICE_RULES } from "./rules.ts";

/** A ballot of the box with the territory that the roll gives its key. */
export type BoxedBallot = CastMessage & { territoryId: TerritoryId };

/** What opening found. `code` is the ballot's own random code, or `x` and the start of its leaf when it has none to show. */
export type OpenedBallot = { code: string; choices: number[]; rejectedBecause: Rejection | null };

export type Count = {
  opened: OpenedBallot[];
  counted: number;
  blank: number;
  rejected: number;
  replaced: number;
};

/** Everything frozen that a count needs. */
export type CountedVote = Vote & { maxChoices: number; offered: readonly PollChoice[] };

/** The ballot that stands for each key: the one of the highest rank. */
export function standingBallots<Ballot extends Pick<CastMessage, "votingKey" | "rank">>(
  ballots: readonly Ballot[],
): Ballot[] {
  const standing = new Map<string, Ballot>();
  for (const ballot of ballots) {
    const before = standing.get(ballot.votingKey);
    if (!before || before.rank < ballot.rank) standing.set(ballot.votingKey, ballot);
  }
  return [...standing.values()];
}

/** Whether the private keys are those of the locks, in the order of the locks. */
export function keysFit(trusteeKeys: readonly string[], secrets: readonly KeyObject[]): boolean {
  return (
    trusteeKeys.length === secrets.length &&
    secrets.every((secret, index) => rawPublic(secret).toString("hex") === trusteeKeys[index])
  );
}

/**
 * Opens the standing ballots with the trustees' keys (outermost first), each against its territory's choices, and answers them in
 * the order of their own random codes: who cast which cannot be read from the result. Ballots that do not count are listed with
 * their reason. The same box gives the same count, in whatever order it is read.
 */
export function countBox(
  vote: CountedVote,
  secrets: readonly KeyObject[],
  ballots: readonly BoxedBallot[],
): Count {
  const standing = standingBallots(ballots)
    .map((ballot) => ({ ballot, leaf: leafHash(vote, ballot) }))
    .sort((a, b) => (a.leaf < b.leaf ? -1 : 1));
  const seen = new Set<string>();
  const opened = standing.map(({ ballot, leaf }): OpenedBallot => {
    const found = openOne(vote, secrets, ballot);
    if (typeof found === "string")
      return { code: `x${leaf.slice(0, 31)}`, choices: [], rejectedBecause: found };
    if (seen.has(found.code))
      return { code: `x${leaf.slice(0, 31)}`, choices: [], rejectedBecause: "duplicate" };
    seen.add(found.code);
    return found;
  });
  opened.sort((a, b) => (a.code < b.code ? -1 : 1));
  const counted = opened.filter(({ rejectedBecause }) => rejectedBecause === null);
  return {
    opened,
    counted: counted.length,
    blank: counted.filter(({ choices }) => choices.length === 0).length,
    rejected: opened.length - counted.length,
    replaced: ballots.length - standing.length,
  };
}

function openOne(
  vote: CountedVote,
  secrets: readonly KeyObject[],
  ballot: BoxedBallot,
): OpenedBallot | Rejection {
  if (!isSigned(vote, ballot)) return "notSigned";
  let wrapped: Buffer | null = Buffer.from(ballot.box, "base64url");
  for (const [index, secret] of secrets.entries()) {
    wrapped = openLayer(vote, index + 1, secret, wrapped, ballot);
    if (wrapped === null) return "doesNotOpen";
  }
  const plaintext = readPlaintext(vote.scrutin, wrapped);
  if (plaintext === null) return "malformed";
  const choices = [...plaintext.choices];
  const { territoryId } = ballot;
  const allowed = CHOICE_RULES["VOT-7"]({ ...vote, territoryId, choices });
  return { code: plaintext.code, choices, rejectedBecause: allowed ? null : "choices" };
}
