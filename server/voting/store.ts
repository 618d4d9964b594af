import { and, asc, count, countDistinct, eq, gte, lt, max } from "drizzle-orm";
import type { Reader, Transaction } from "#db/database.ts";
import {
  ballots,
  demoCodes,
  openedBallots,
  pollChoices,
  pollClosings,
  pollCounts,
  polls,
  rollKeys,
} from "#db/schema/voting.ts";
import type { TerritoryId } from "#server/accounts/model.ts";
import { type Id, newId } from "#server/kernel/ids.ts";
import { NotFound } from "#server/kernel/rulebook.ts";
import type { BoxedBallot, Count } from "./count.ts";
import type { CastMessage, InitiativeId, PollChoice, PollId } from "./model.ts";

type EditionId = Id<"edi">;

/** Rows that one statement may carry: both engines count the values of a statement. */
const BATCH = 500;

function* batches<Row>(rows: readonly Row[]): Generator<Row[]> {
  for (let at = 0; at < rows.length; at += BATCH) yield rows.slice(at, at + BATCH);
}

const columns = {
  id: polls.id,
  editionId: polls.editionId,
  manifest: polls.manifest,
  manifestHash: polls.manifestHash,
  trusteeKeys: polls.trusteeKeys,
  maxChoices: polls.maxChoices,
  opensAt: polls.opensAt,
  closesAt: polls.closesAt,
  openedAt: polls.openedAt,
  closedAt: pollClosings.closedAt,
  countedAt: pollCounts.countedAt,
  counted: pollCounts.counted,
  blank: pollCounts.blank,
  rejected: pollCounts.rejected,
  replaced: pollCounts.replaced,
};

const selectPolls = (read: Reader) =>
  read
    .select(columns)
    .from(polls)
    .leftJoin(pollClosings, eq(pollClosings.pollId, polls.id))
    .leftJoin(pollCounts, eq(pollCounts.pollId, polls.id));

/** The vote of an edition, or null while it is not opened. */
export async function findPoll(read: Reader, editionId: EditionId): Promise<Poll | null> {
  const [poll] = await selectPolls(read).where(eq(polls.editionId, editionId));
  return poll ?? null;
}

export async function getPoll(read: Reader, id: PollId) {
  const [poll] = await selectPolls(read).where(eq(polls.id, id));
  if (!poll) throw new NotFound("poll");
  return poll;
}
export type Poll = Awaited<ReturnType<typeof getPoll>>;

/** Writes a vote as frozen: manifest, choices and roll together. */
export async function insertPoll(
  tx: Transaction,
  poll: Omit<typeof polls.$inferInsert, "id">,
  choices: readonly Omit<PollChoice, "territoryId">[],
  keys: readonly { votingKey: string; territoryId: TerritoryId }[],
): Promise<PollId> {
  const pollId = newId("pol");
  await tx.insert(polls).values({ id: pollId, ...poll });
  for (const rows of batches(choices))
    await tx.insert(pollChoices).values(rows.map((row) => ({ pollId, ...row })));
  for (const rows of batches(keys)) await tx.insert(rollKeys).values(rows.map((row) => ({ pollId, ...row })));
  return pollId;
}

/** What is chosen among, in the order of the numbers. */
export async function listPollChoices(read: Reader, pollId: PollId) {
  return read
    .select({ number: pollChoices.number, initiativeId: pollChoices.initiativeId })
    .from(pollChoices)
    .where(eq(pollChoices.pollId, pollId))
    .orderBy(asc(pollChoices.number));
}

/** The territory that the roll gives a key; null when the key is not on it. */
export async function findTerritoryOfKey(
  read: Reader,
  pollId: PollId,
  votingKey: string,
): Promise<TerritoryId | null> {
  const [entry] = await read
    .select({ territoryId: rollKeys.territoryId })
    .from(rollKeys)
    .where(and(eq(rollKeys.pollId, pollId), eq(rollKeys.votingKey, votingKey)));
  return entry?.territoryId ?? null;
}

/** The highest rank cast with a key; 0 when it has not voted. */
export async function findLastRank(read: Reader, pollId: PollId, votingKey: string): Promise<number> {
  const [last] = await read
    .select({ rank: max(ballots.rank) })
    .from(ballots)
    .where(and(eq(ballots.pollId, pollId), eq(ballots.votingKey, votingKey)));
  return Number(last?.rank ?? 0);
}

export async function insertBallot(
  tx: Transaction,
  ballot: CastMessage & { pollId: PollId; leafHash: string; channel: "online" | "paper" },
): Promise<void> {
  await tx.insert(ballots).values(ballot);
}

/** The rank of the ballot with that leaf, or null when it is not in the box. */
export async function findRankOfLeaf(read: Reader, pollId: PollId, leafHash: string): Promise<number | null> {
  const [found] = await read
    .select({ rank: ballots.rank })
    .from(ballots)
    .where(and(eq(ballots.pollId, pollId), eq(ballots.leafHash, leafHash)));
  return found?.rank ?? null;
}

/** Every ballot of the box with its key's territory, in the order of the leaves. */
export async function listBallots(read: Reader, pollId: PollId): Promise<BoxedBallot[]> {
  return read
    .select({
      votingKey: ballots.votingKey,
      rank: ballots.rank,
      box: ballots.box,
      signature: ballots.signature,
      territoryId: rollKeys.territoryId,
    })
    .from(ballots)
    .innerJoin(rollKeys, and(eq(rollKeys.pollId, ballots.pollId), eq(rollKeys.votingKey, ballots.votingKey)))
    .where(eq(ballots.pollId, pollId))
    .orderBy(asc(ballots.leafHash));
}

/** Leaves of the box in their order, with what tells a standing ballot from a replaced one; all, or those that start so. */
export async function listLeaves(read: Reader, pollId: PollId, start = "") {
  return read
    .select({ leafHash: ballots.leafHash, votingKey: ballots.votingKey, rank: ballots.rank })
    .from(ballots)
    .where(
      and(
        eq(ballots.pollId, pollId),
        // A range, which the index answers in both engines: `g` stands after every hexadecimal digit.
        start ? and(gte(ballots.leafHash, start), lt(ballots.leafHash, `${start}g`)) : undefined,
      ),
    )
    .orderBy(asc(ballots.leafHash));
}

/** How many boxes there are, replaced ones included. */
export async function countBoxes(read: Reader, pollId: PollId): Promise<number> {
  const [row] = await read.select({ boxes: count() }).from(ballots).where(eq(ballots.pollId, pollId));
  return Number(row?.boxes ?? 0);
}

/** Entries and voters by territory: how many keys the roll has there, and how many of them have cast. */
export async function listTurnout(read: Reader, pollId: PollId) {
  const rows = await read
    .select({
      territoryId: rollKeys.territoryId,
      entries: countDistinct(rollKeys.votingKey),
      voters: countDistinct(ballots.votingKey),
    })
    .from(rollKeys)
    .leftJoin(ballots, and(eq(ballots.pollId, rollKeys.pollId), eq(ballots.votingKey, rollKeys.votingKey)))
    .where(eq(rollKeys.pollId, pollId))
    .groupBy(rollKeys.territoryId);
  return rows.map(({ territoryId, entries, voters }) => ({
    territoryId,
    entries: Number(entries),
    voters: Number(voters),
  }));
}

export async function insertClosing(tx: Transaction, pollId: PollId, closedAt: number): Promise<void> {
  await tx.insert(pollClosings).values({ pollId, closedAt });
}

/** Writes what the count found; nothing here says which voter a ballot came from. */
export async function insertCount(
  tx: Transaction,
  pollId: PollId,
  { opened, ...found }: Count,
  countedAt: number,
): Promise<void> {
  await tx.insert(pollCounts).values({ pollId, countedAt, ...found });
  for (const rows of batches(opened))
    await tx.insert(openedBallots).values(rows.map((row) => ({ pollId, ...row })));
}

/** The opened ballots, invalid ones with their reason, in the order of their codes. */
export async function listOpenedBallots(read: Reader, pollId: PollId) {
  return read
    .select({
      code: openedBallots.code,
      choices: openedBallots.choices,
      rejectedBecause: openedBallots.rejectedBecause,
    })
    .from(openedBallots)
    .where(eq(openedBallots.pollId, pollId))
    .orderBy(asc(openedBallots.code));
}

/** The ballots that count, blank ones included, as initiatives chosen; empty until the vote is counted. */
export async function listCountedBallots(
  read: Reader,
  pollId: PollId,
): Promise<{ code: string; choices: InitiativeId[] }[]> {
  const initiativeOf = new Map(
    (await listPollChoices(read, pollId)).map(({ number, initiativeId }) => [number, initiativeId]),
  );
  const opened = await listOpenedBallots(read, pollId);
  return opened
    .filter(({ rejectedBecause }) => rejectedBecause === null)
    .map(({ code, choices }) => ({
      code,
      choices: choices.flatMap((number) => initiativeOf.get(number) ?? []),
    }));
}

export async function insertDemoCodes(
  tx: Transaction,
  codes: readonly (typeof demoCodes.$inferInsert)[],
): Promise<void> {
  for (const rows of batches(codes)) await tx.insert(demoCodes).values(rows);
}

/** The demo's letters; none in a real fund. */
export async function listDemoCodes(read: Reader, editionId: EditionId) {
  return read
    .select({
      code: demoCodes.code,
      residentName: demoCodes.residentName,
      territoryId: demoCodes.territoryId,
    })
    .from(demoCodes)
    .where(eq(demoCodes.editionId, editionId))
    .orderBy(asc(demoCodes.residentName));
}
