import assert from "node:assert/strict";
import { generateKeyPairSync } from "node:crypto";
import { type TestContext, test } from "node:test";
import { eq } from "drizzle-orm";
import fc from "fast-check";
import type { Database } from "#db/database.ts";
import { commands, journalLines, outbox } from "#db/schema/journal.ts";
import { ballots, openedBallots } from "#db/schema/voting.ts";
import { freshDatabase } from "#db/testing.ts";
import type { PersonId, TerritoryId } from "#server/accounts/model.ts";
import { insertFundIdentity } from "#server/accounts/store.ts";
import { getInitiative, upsertAnswer } from "#server/initiatives/store.ts";
import { sha256 } from "#server/kernel/hash.ts";
import { Refusal } from "#server/kernel/rulebook.ts";
import { smallEdition, WHEN } from "#server/review/testing.ts";
import { firstBadLock, sealBallot } from "./box.ts";
import { makeCode, votingKeyOf, writeKeyList } from "./codes.ts";
import { rawPrivate, rawPublic } from "./keys.ts";
import {
  CASTING_RULES,
  type Casting,
  CHOICE_RULES,
  CLOSING_RULES,
  COUNTING_RULES,
  JURY_RULES,
  OPENING_RULES,
  PUBLICATION_RULES,
  pollState,
  publishedTurnout,
} from "./rules.ts";
import * as store from "./store.ts";

async function refusal(act: Promise<unknown>): Promise<string[]> {
  try {
    await act;
    return [];
  } catch (problem) {
    const { cause } = problem as Error;
    return cause instanceof Refusal
      ? cause.broken.map(({ rule }) => rule)
      : [String((problem as { code?: string }).code)];
  }
}

const casting: Casting = {
  territoryId: "ter_1",
  rank: 1,
  lastRank: 0,
  isSigned: true,
  opensAt: 100,
  closesAt: 200,
  closedAt: null,
  now: 100,
};

test("VOT-1 only a key on the roll casts", () => {
  assert.ok(CASTING_RULES["VOT-1"](casting));
  assert.ok(!CASTING_RULES["VOT-1"]({ ...casting, territoryId: null }));
});

test("VOT-2 the rank is the next one, neither used nor skipped", () => {
  for (const [lastRank, rank, ok] of [
    [0, 1, true],
    [0, 0, false],
    [0, 2, false],
    [3, 3, false],
    [3, 4, true],
    [3, 5, false],
  ] as const)
    assert.equal(CASTING_RULES["VOT-2"]({ ...casting, lastRank, rank }), ok, `${lastRank} ${rank}`);
});

test("VOT-3 a vote is frozen once, and a ballot is signed for what was frozen", () => {
  const opening = { alreadyOpen: false, phase: "before_vote", choices: 1, badLine: 0, keys: 1, badLock: 0 };
  assert.ok(OPENING_RULES["VOT-3"](opening));
  assert.ok(!OPENING_RULES["VOT-3"]({ ...opening, alreadyOpen: true }));
  assert.ok(!CASTING_RULES["VOT-3"]({ ...casting, isSigned: false }));
});

test("VOT-4 nothing closes before the hour, nothing is counted before the close", () => {
  const closing = { closesAt: 200, closedAt: null };
  for (const [now, ok] of [
    [199, false],
    [200, true],
    [201, true],
  ] as const)
    assert.equal(CLOSING_RULES["VOT-4"]({ ...closing, now }), ok, String(now));
  assert.ok(!COUNTING_RULES["VOT-4"]({ closedAt: null, countedAt: null, keysFit: true }));
  assert.ok(COUNTING_RULES["VOT-4"]({ closedAt: 200, countedAt: null, keysFit: true }));
});

test("VOT-5 the window is the server's: from its first millisecond to the one before its last", () => {
  for (const [now, ok] of [
    [99, false],
    [100, true],
    [199, true],
    [200, false],
  ] as const)
    assert.equal(CASTING_RULES["VOT-5"]({ ...casting, now }), ok, String(now));
  assert.ok(!CASTING_RULES["VOT-5"]({ ...casting, now: 150, closedAt: 150 }));
});

test("VOT-6 during the vote no turnout under 20 voters is published, alone or by subtraction", () => {
  const rule = (voters: number) => PUBLICATION_RULES["VOT-6"]({ territoryIds: [], voters });
  assert.deepEqual([rule(19), rule(20), rule(21)], [false, true, true]);
  const publish = (...voters: number[]) =>
    publishedTurnout(new Map(voters.map((count, index) => [`ter_${index}` as TerritoryId, count]))).map(
      (cell) => [cell.territoryIds.length, cell.voters],
    );
  assert.deepEqual(publish(20, 30), [
    [1, 20],
    [1, 30],
  ]);
  assert.deepEqual(publish(19, 30), [[2, 49]]);
  assert.deepEqual(publish(10, 15, 30), [
    [1, 30],
    [2, 25],
  ]);
  assert.deepEqual(publish(5, 6), []);
  fc.assert(
    fc.property(fc.array(fc.nat(60), { maxLength: 12 }), (voters) => {
      const cells = publishedTurnout(new Map(voters.map((count, at) => [`ter_${at}` as TerritoryId, count])));
      const total = voters.reduce((a, b) => a + b, 0);
      const shown = cells.reduce((sum, cell) => sum + cell.voters, 0);
      // Whole or nothing: what is not shown cannot be found by subtraction from a total that is not there either.
      assert.ok(shown === total || shown === 0);
      assert.ok(cells.every((cell) => cell.voters >= 20));
      const named = cells.flatMap((cell) => cell.territoryIds);
      assert.equal(new Set(named).size, named.length);
    }),
  );
});

test("VOT-7 a ballot chooses at most the allowed number, in its own territory", () => {
  const offered = [1, 2, 3].map((number) => ({
    number,
    initiativeId: `ini_${number}` as const,
    territoryId: (number < 3 ? "ter_1" : "ter_2") as TerritoryId,
  }));
  const rule = (choices: number[], maxChoices = 2) =>
    CHOICE_RULES["VOT-7"]({ choices, maxChoices, offered, territoryId: "ter_1" });
  assert.deepEqual([rule([]), rule([1]), rule([1, 2])], [true, true, true]);
  assert.deepEqual([rule([1, 2], 1), rule([3]), rule([4])], [false, false, false]);
});

test("VOT-8 a vote opens between the end of reviewing and its close, on one initiative at least", () => {
  const opening = { alreadyOpen: false, choices: 1, badLine: 0, keys: 1, badLock: 0 };
  const allowed = ["before", "submissions", "review", "before_vote", "vote", "closed"].filter((phase) =>
    OPENING_RULES["VOT-8"]({ ...opening, phase }),
  );
  assert.deepEqual(allowed, ["before_vote", "vote"]);
  assert.ok(!OPENING_RULES["VOT-8"]({ ...opening, phase: "vote", choices: 0 }));
});

test("VOT-9 the key list is well formed and not empty", () => {
  const opening = { alreadyOpen: false, phase: "vote", choices: 1, badLock: 0 };
  assert.ok(OPENING_RULES["VOT-9"]({ ...opening, badLine: 0, keys: 1 }));
  assert.ok(!OPENING_RULES["VOT-9"]({ ...opening, badLine: 0, keys: 0 }));
  assert.ok(!OPENING_RULES["VOT-9"]({ ...opening, badLine: 2, keys: 1 }));
});

test("VOT-12 the jury's mark reaches the call's threshold or not; without a threshold no mark is needed", () => {
  const rule = (meanHundredths: number | null, minMeanHundredths: number) =>
    JURY_RULES["VOT-12"]({ meanHundredths, minMeanHundredths });
  assert.deepEqual([rule(199, 200), rule(200, 200), rule(201, 200)], [false, true, true]);
  assert.deepEqual([rule(null, 0), rule(0, 0), rule(null, 1)], [true, true, false]);
});

test("VOT-10 VOT-11 a vote is closed once and counted once, with the keys of its locks", () => {
  assert.ok(!CLOSING_RULES["VOT-10"]({ closesAt: 200, closedAt: 201, now: 202 }));
  assert.ok(!COUNTING_RULES["VOT-10"]({ closedAt: 200, countedAt: 201, keysFit: true }));
  assert.ok(!COUNTING_RULES["VOT-11"]({ closedAt: 200, countedAt: null, keysFit: false }));
});

test("a vote is before, open, ended, closed, counted, in that order", () => {
  const poll = { opensAt: 100, closesAt: 200, closedAt: null, countedAt: null };
  assert.deepEqual(
    [99, 100, 199, 200].map((now) => pollState(poll, now)),
    ["before", "open", "open", "ended"],
  );
  assert.equal(pollState({ ...poll, closedAt: 200 }, 201), "closed");
  assert.equal(pollState({ ...poll, closedAt: 200, countedAt: 201 }, 202), "counted");
});

/** A vote opened on the small edition, with letters for the south and one for the north, behind `locks` locks. */
async function openedVote(t: TestContext, { letters = 3, locks = 1 } = {}) {
  const db = await freshDatabase(t);
  const edition = await smallEdition(db);
  const trustees = Array.from({ length: locks }, () => generateKeyPairSync("x25519").privateKey);
  const codes = Array.from({ length: letters }, () => makeCode());
  const northern = makeCode();
  const roll = writeKeyList([
    ...codes.map((code) => ({ votingKey: votingKeyOf(code, edition.editionId), territoryCode: "QN00001M" })),
    { votingKey: votingKeyOf(northern, edition.editionId), territoryCode: "QN00002M" },
  ]);
  const opening = {
    editionId: edition.editionId,
    trusteeKeys: trustees.map((key) => rawPublic(key).toString("hex")).join("\n"),
    roll,
  };
  const nadia = await edition.as("Nadia", WHEN.beforeVote);
  const { pollId, manifestHash } = await nadia.voting.openPoll(opening);
  const secrets = trustees.map((key) => rawPrivate(key).toString("hex")).join("\n");
  const resident = (now = WHEN.vote) => edition.as(null, now);
  const count = async () => {
    const after = await edition.as("Nadia", WHEN.after);
    await after.voting.closePoll({ pollId });
    return after.voting.countPoll({ pollId, secrets });
  };
  const vote = { scrutin: edition.editionId, manifestHash, trusteeKeys: opening.trusteeKeys.split("\n") };
  return { db, ...edition, codes, northern, opening, pollId, manifestHash, secrets, resident, count, vote };
}

const events = async (db: Database, event: string) =>
  db.read.select().from(journalLines).where(eq(journalLines.event, event));

test("ALL-3 opening freezes everything, the allocation rule too, in a manifest whose bytes anybody can hash", async (t) => {
  const { db, codes, pollId, manifestHash, opening, resident, as } = await openedVote(t);
  const visitor = await resident();
  const { text, hash } = await visitor.voting.manifest({ pollId });
  assert.equal(hash, manifestHash);
  assert.equal(sha256(text), manifestHash);
  const manifest = JSON.parse(text);
  assert.deepEqual(manifest.roll.byTerritory, { QN00001M: 3, QN00002M: 1 });
  assert.equal(manifest.roll.sha256, sha256(opening.roll));
  assert.deepEqual(manifest.allocation, { rule: "equal-shares" });
  assert.deepEqual(
    manifest.choices.map((choice: { initiative: string }) => choice.initiative),
    ["2026-AAAA", "2026-BBBB", "2026-CCCC", "2026-DDDD"],
  );
  assert.equal((await getInitiative(db.read, "2026-AAAA")).state, "in_vote");
  assert.equal((await getInitiative(db.read, "2026-EEEE")).state, "inadmissible");
  assert.equal((await events(db, "poll.opened")).length, 1);
  // VOT-3: neither a second opening nor the database itself moves anything.
  assert.deepEqual(await refusal((await as("Nadia", WHEN.vote)).voting.openPoll(opening)), ["VOT-3"]);
  await visitor.voting.castWithCode({ pollId, code: codes[0] ?? "", choices: [] });
  for (const statement of [
    "update polls set closes_at = closes_at + 1",
    "delete from poll_choices",
    "delete from roll_keys",
    "update ballots set rank = 2",
  ])
    await assert.rejects(db.sql(statement), /append-only/, statement);
});

test("who administers one territory neither prepares, opens, closes nor counts the vote of the whole fund", async (t) => {
  const db = await freshDatabase(t);
  const { as, editionId } = await smallEdition(db);
  const trustee = generateKeyPairSync("x25519").privateKey;
  const opening = {
    editionId,
    trusteeKeys: rawPublic(trustee).toString("hex"),
    roll: `${"a".repeat(64)};QN00001M\n`,
  };
  const secrets = rawPrivate(trustee).toString("hex");
  const before = await as("Omar", WHEN.beforeVote);
  assert.deepEqual(await refusal(before.voting.preparation()), ["NOT_FOUND"]);
  assert.deepEqual(await refusal(before.voting.openPoll(opening)), ["NOT_FOUND"]);
  assert.equal(await store.findPoll(db.read, editionId), null);
  const { pollId } = await (await as("Nadia", WHEN.beforeVote)).voting.openPoll(opening);
  const after = await as("Omar", WHEN.after);
  assert.deepEqual(await refusal(after.voting.closePoll({ pollId })), ["NOT_FOUND"]);
  assert.equal((await store.getPoll(db.read, pollId)).closedAt, null);
  await (await as("Nadia", WHEN.after)).voting.closePoll({ pollId });
  assert.deepEqual(await refusal(after.voting.countPoll({ pollId, secrets })), ["NOT_FOUND"]);
  assert.equal((await store.getPoll(db.read, pollId)).countedAt, null);
  assert.deepEqual(
    (await db.read.select({ event: journalLines.event }).from(journalLines)).map(({ event }) => event).sort(),
    ["poll.closed", "poll.opened"],
  );
});

test("opening refuses a bad key list, a wrong moment and a wrong office, and writes nothing", async (t) => {
  const db = await freshDatabase(t);
  const { as, editionId } = await smallEdition(db);
  const trusteeKeys = rawPublic(generateKeyPairSync("x25519").privateKey).toString("hex");
  const line = `${"a".repeat(64)};QN00001M\n`;
  const nadia = await as("Nadia", WHEN.beforeVote);
  const open = (roll: string) => nadia.voting.openPoll({ editionId, trusteeKeys, roll });
  assert.deepEqual(await refusal(open("")), ["VOT-9"]);
  assert.deepEqual(await refusal(open(line + line)), ["VOT-9"]);
  assert.deepEqual(await refusal(open(`${"a".repeat(64)};QN99999M`)), ["VOT-9"]);
  const early = await as("Nadia", WHEN.review);
  assert.deepEqual(await refusal(early.voting.openPoll({ editionId, trusteeKeys, roll: line })), ["VOT-8"]);
  assert.deepEqual(
    await refusal((await as("Awa", WHEN.beforeVote)).voting.openPoll({ editionId, trusteeKeys, roll: line })),
    ["FORBIDDEN"],
  );
  assert.deepEqual(await refusal(nadia.voting.openPoll({ editionId, trusteeKeys: "abc", roll: line })), [
    "BAD_REQUEST",
  ]);
  assert.equal(await store.findPoll(db.read, editionId), null);
  assert.equal((await getInitiative(db.read, "2026-AAAA")).state, "admissible");
});

test("VOT-12 the call's threshold decides on files below it, and their collectives are told why", async (t) => {
  const db = await freshDatabase(t);
  const { as, editionId } = await smallEdition(db, { minMeanHundredths: 200 });
  const awa = await as("Awa", WHEN.review);
  for (const [number, mark] of [
    ["2026-AAAA", "1"],
    ["2026-BBBB", "2"],
  ] as const) {
    await awa.review.declare({ number, interest: "none" });
    const { content } = await awa.review.file({ number });
    const given = Object.fromEntries((content?.grid ?? []).map(({ key }) => [`mark.${key}`, mark]));
    await awa.review.save({ number, reasons: "x", ...given });
    await awa.review.lock({ number, confirmed: "yes" });
  }
  const nadia = await as("Nadia", WHEN.beforeVote);
  const { pollId } = await nadia.voting.openPoll({
    editionId,
    trusteeKeys: rawPublic(generateKeyPairSync("x25519").privateKey).toString("hex"),
    roll: `${"a".repeat(64)};QN00001M`,
  });
  assert.equal((await getInitiative(db.read, "2026-BBBB")).state, "in_vote");
  for (const number of ["2026-AAAA", "2026-CCCC"])
    assert.equal((await getInitiative(db.read, number)).state, "refused");
  const { text } = await nadia.voting.manifest({ pollId });
  assert.equal(JSON.parse(text).jury.minMeanHundredths, 200);
  const [line] = await events(db, "poll.opened");
  assert.match(JSON.stringify(line), /leftOut[\\"]*:3/);
  const told = await db.read.select().from(outbox);
  assert.deepEqual(
    told.map(({ to, subject }) => [to, subject]),
    [["fatou@exemple.fr", "Votre initiative 2026-AAAA ne va pas au vote"]],
  );
  assert.match(told[0]?.text ?? "", /La note du jury est 1,00 sur 3\. L’appel demande au moins 2,00/);
  // The public page has the decision at the opening, and no vote.
  const steps = await (await as(null, WHEN.vote)).transparency.initiativeSteps({ number: "2026-AAAA" });
  assert.deepEqual(
    [steps.voteAt, steps.decidedAt, steps.leftOut],
    [null, WHEN.beforeVote, { minMeanHundredths: 200 }],
  );
});

test("VOT-13 a lock given twice, or one with which no ballot could be sealed, is refused before anything is frozen", async (t) => {
  const db = await freshDatabase(t);
  const { as, editionId } = await smallEdition(db);
  const nadia = await as("Nadia", WHEN.beforeVote);
  const roll = `${"a".repeat(64)};QN00001M`;
  const open = (...keys: string[]) =>
    nadia.voting.openPoll({ editionId, trusteeKeys: keys.join("\n"), roll });
  const good = rawPublic(generateKeyPairSync("x25519").privateKey).toString("hex");
  const other = rawPublic(generateKeyPairSync("x25519").privateKey);
  // The same point with the bit that X25519 ignores: it would seal, and no private key would fit it.
  const masked = Buffer.from(other);
  masked[31] = (masked[31] ?? 0) | 0x80;
  const bad = [
    // The points of small order, as https://cr.yp.to/ecdh.html lists them.
    "00".repeat(32),
    `01${"00".repeat(31)}`,
    "e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800",
    "5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157",
    `ec${"ff".repeat(30)}7f`,
    `ed${"ff".repeat(30)}7f`,
    `ee${"ff".repeat(30)}7f`,
    `d9${"ff".repeat(31)}`,
    masked.toString("hex"),
  ];
  for (const key of bad) {
    assert.equal(firstBadLock([good, key]), 2, key);
    assert.deepEqual(await refusal(open(key, good)), ["VOT-13"], key);
  }
  assert.equal(firstBadLock([good, other.toString("hex"), good]), 3);
  assert.deepEqual(await refusal(open(good, good)), ["VOT-13"]);
  assert.deepEqual(await refusal(open(good, good.toUpperCase())), ["VOT-13"]);
  assert.equal(await store.findPoll(db.read, editionId), null);
  assert.equal((await events(db, "poll.opened")).length, 0);
  assert.equal(firstBadLock([good, other.toString("hex")]), 0);
  await open(good, other.toString("hex"));
});

test("VOT-12 with no file at the threshold the vote does not open and nobody is decided upon", async (t) => {
  const db = await freshDatabase(t);
  const { as, editionId } = await smallEdition(db, { minMeanHundredths: 100 });
  const trusteeKeys = rawPublic(generateKeyPairSync("x25519").privateKey).toString("hex");
  const roll = `${"a".repeat(64)};QN00001M`;
  const nadia = await as("Nadia", WHEN.beforeVote);
  assert.deepEqual(await refusal(nadia.voting.openPoll({ editionId, trusteeKeys, roll })), ["VOT-8"]);
  assert.equal((await getInitiative(db.read, "2026-AAAA")).state, "admissible");
  assert.equal(await db.read.$count(outbox), 0);
});

test("VOT-2 a code used again replaces its ballot and never adds one", async (t) => {
  const { db, codes, pollId, resident, count, manifestHash } = await openedVote(t);
  const visitor = await resident();
  const [code = "", other = ""] = codes;
  const first = await visitor.voting.castWithCode({ pollId, code, choices: ["1"] });
  const second = await visitor.voting.castWithCode({ pollId, code: code.toLowerCase(), choices: ["1", "2"] });
  await visitor.voting.castWithCode({ pollId, code: other, choices: [] });
  assert.deepEqual([first.rank, second.rank, second.sealedBy], [1, 2, "server"]);
  assert.equal(second.manifestHash, manifestHash);
  const find = async (tracker: string) => (await visitor.voting.findReceipt({ pollId, tracker })).state;
  assert.equal(await find(first.tracker), "replaced");
  assert.equal(await find(second.tracker.toLowerCase()), "counted");
  assert.equal(await find("0".repeat(16)), "unknown");
  assert.equal((await visitor.voting.receipts({ pollId })).length, 3);
  const cast = await events(db, "ballot.cast");
  assert.equal(cast.length, 3);
  assert.ok(
    cast.every((line) => line.actorId === null && JSON.stringify([line.public, line.sealed]) === "[{},{}]"),
  );
  assert.deepEqual(await count(), { counted: 2, blank: 1, rejected: 0, replaced: 1 });
  const counted = await store.listCountedBallots(db.read, pollId);
  const titles = await Promise.all(
    counted.map(async ({ choices }) =>
      Promise.all(choices.map(async (id) => (await getInitiative(db.read, id)).number)),
    ),
  );
  assert.deepEqual(
    titles.sort((a, b) => a.length - b.length),
    [[], ["2026-AAAA", "2026-BBBB"]],
  );
});

test("VOT-1 VOT-5 VOT-7 wrong codes, wrong moments and wrong choices are refused and leave nothing", async (t) => {
  const { db, codes, northern, pollId, resident } = await openedVote(t);
  const [code = ""] = codes;
  const visitor = await resident();
  const cast = (given: string, choices: string[]) =>
    visitor.voting.castWithCode({ pollId, code: given, choices });
  assert.deepEqual(await refusal(cast(makeCode(), ["1"])), ["VOT-1"]);
  assert.deepEqual(await refusal(cast("ABC", ["1"])), ["BAD_REQUEST"]);
  assert.deepEqual(await refusal(cast(code, ["1", "2", "3"])), ["VOT-7"]);
  assert.deepEqual(await refusal(cast(northern, ["1"])), ["VOT-7"]);
  assert.deepEqual(await refusal(cast(code, ["99"])), ["VOT-7"]);
  assert.deepEqual(await refusal(cast(code, ["1e9", "x"])), ["BAD_REQUEST"]);
  for (const now of [WHEN.voteOpensAt - 1, WHEN.voteClosesAt])
    assert.deepEqual(
      await refusal((await resident(now)).voting.castWithCode({ pollId, code, choices: ["1"] })),
      ["VOT-5"],
    );
  assert.equal(await db.read.$count(ballots), 0);
  assert.equal((await events(db, "ballot.cast")).length, 0);
  for (const now of [WHEN.voteOpensAt, WHEN.voteClosesAt - 1])
    await (await resident(now)).voting.castWithCode({ pollId, code, choices: ["1"] });
  assert.equal(await db.read.$count(ballots), 2);
});

test("guessing codes is slowed down by address, and locks nobody else out", async (t) => {
  const { codes, pollId, as } = await openedVote(t);
  const guesser = await as(null, WHEN.vote, { address: "198.51.100.7" });
  const outcomes = [];
  for (let guess = 0; guess < 32; guess++)
    outcomes.push(...(await refusal(guesser.voting.castWithCode({ pollId, code: makeCode(), choices: [] }))));
  assert.deepEqual(outcomes.slice(0, 30), Array(30).fill("VOT-1"));
  assert.deepEqual(outcomes.slice(30), ["TOO_MANY_REQUESTS", "TOO_MANY_REQUESTS"]);
  // A polling station behind one address: the right codes still pass.
  await guesser.voting.castWithCode({ pollId, code: codes[0] ?? "", choices: [] });
  const elsewhere = await as(null, WHEN.vote, { address: "203.0.113.9" });
  assert.deepEqual(await refusal(elsewhere.voting.castWithCode({ pollId, code: makeCode(), choices: [] })), [
    "VOT-1",
  ]);
});

test("VOT-2 200 parallel casts with one code: one ballot stands, none acknowledged is missing", async (t) => {
  const { db, codes, pollId, resident, count } = await openedVote(t);
  const [code = ""] = codes;
  const visitor = await resident();
  const outcomes = await Promise.allSettled(
    Array.from({ length: 200 }, (_, index) =>
      visitor.voting.castWithCode({ pollId, code, choices: [String((index % 2) + 1)] }),
    ),
  );
  const receipts = outcomes.flatMap((outcome) => (outcome.status === "fulfilled" ? [outcome.value] : []));
  assert.ok(receipts.length > 0);
  if (db.engine === "sqlite") assert.equal(receipts.length, 200);
  const ranks = receipts.map(({ rank }) => rank).sort((a, b) => a - b);
  assert.deepEqual(
    ranks,
    ranks.map((_, index) => index + 1),
  );
  const listed = await visitor.voting.receipts({ pollId });
  assert.equal(listed.length, receipts.length);
  assert.equal(listed.filter(({ state }) => state === "counted").length, 1);
  assert.deepEqual(await count(), { counted: 1, blank: 0, rejected: 0, replaced: receipts.length - 1 });
});

test("VOT-2 VOT-3 a device's ballot is taken once; replays add nothing; altered, copied and foreign ones are refused", async (t) => {
  const { db, codes, pollId, resident, vote } = await openedVote(t, { locks: 3 });
  const [code = "", other = ""] = codes;
  const visitor = await resident();
  const message = sealBallot(vote, code, 1, [1]);
  const receipts = await Promise.all([
    visitor.voting.cast({ pollId, ...message }),
    ...Array.from({ length: 20 }, () => visitor.voting.cast({ pollId, ...message }).catch(() => null)),
  ]);
  assert.deepEqual(await visitor.voting.cast({ pollId, ...message }), receipts[0]);
  assert.equal(await db.read.$count(ballots), 1);
  assert.equal((await events(db, "ballot.cast")).length, 1);

  const next = sealBallot(vote, code, 2, [2]);
  const flip = (text: string) => (text.startsWith("0") ? "1" : "0") + text.slice(1);
  const bytes = Buffer.from(next.box, "base64url");
  bytes[50] = (bytes[50] ?? 0) ^ 1;
  const refused: [string, typeof next, ...string[]][] = [
    ["altered box", { ...next, box: bytes.toString("base64url") }, "VOT-3"],
    ["altered signature", { ...next, signature: flip(next.signature) }, "VOT-3"],
    ["cut", { ...next, box: next.box.slice(0, -40) }, "VOT-3"],
    ["copied under another key", { ...next, votingKey: votingKeyOf(other, vote.scrutin) }, "VOT-3", "VOT-2"],
    [
      "made for another manifest",
      sealBallot({ ...vote, manifestHash: "0".repeat(64) }, code, 2, [2]),
      "VOT-3",
    ],
    ["used rank", sealBallot(vote, code, 1, [2]), "VOT-2"],
    ["skipped rank", sealBallot(vote, code, 3, [2]), "VOT-2"],
    ["not on the roll", sealBallot(vote, makeCode(), 1, [1]), "VOT-1"],
  ];
  for (const [name, forged, ...rules] of refused)
    assert.deepEqual(await refusal(visitor.voting.cast({ pollId, ...forged })), rules, name);
  assert.deepEqual(
    await refusal(visitor.voting.cast({ pollId, ...next, box: "A".repeat(5_000) })),
    ["BAD_REQUEST"],
    "oversized",
  );
  assert.equal(await db.read.$count(ballots), 1);
});

test("VOT-4 the count waits for the close, takes the right keys, and happens once", async (t) => {
  const { codes, pollId, as, resident, secrets, count } = await openedVote(t, { locks: 3 });
  await (await resident()).voting.castWithCode({ pollId, code: codes[0] ?? "", choices: ["2"] });
  const during = await as("Nadia", WHEN.vote);
  assert.deepEqual(await refusal(during.voting.closePoll({ pollId })), ["VOT-4"]);
  assert.deepEqual(await refusal(during.voting.countPoll({ pollId, secrets })), ["VOT-4"]);
  const after = await as("Nadia", WHEN.after);
  const swapped = secrets.split("\n").reverse().join("\n");
  assert.deepEqual(await refusal(after.voting.countPoll({ pollId, secrets: swapped })), ["VOT-4", "VOT-11"]);
  assert.deepEqual(await refusal((await as("Awa", WHEN.after)).voting.closePoll({ pollId })), ["FORBIDDEN"]);
  assert.deepEqual(await count(), { counted: 1, blank: 0, rejected: 0, replaced: 0 });
  assert.deepEqual(await refusal(after.voting.closePoll({ pollId })), ["VOT-10"]);
  assert.deepEqual(await refusal(after.voting.countPoll({ pollId, secrets })), ["VOT-10"]);
  // Closed is closed, even for a request that says it came in time.
  assert.deepEqual(
    await refusal((await resident()).voting.castWithCode({ pollId, code: codes[1] ?? "", choices: [] })),
    ["VOT-5"],
  );
});

test("each initiative of a ballot is shown with its own summary, and a territory sees only its own", async (t) => {
  const { db, pollId, resident, people } = await openedVote(t);
  const numbers = ["2026-AAAA", "2026-BBBB", "2026-CCCC"];
  for (const number of numbers) {
    const { id } = await getInitiative(db.read, number);
    for (const [question, value] of [
      ["summary", `Résumé de ${number}`],
      ["place", "Ailleurs"],
    ] as const)
      await db.write((tx) =>
        upsertAnswer(tx, {
          initiativeId: id,
          question,
          value,
          savedBy: people.Fatou as PersonId,
          savedAt: WHEN.submissions,
        }),
      );
  }
  const visitor = await resident();
  assert.deepEqual(await visitor.voting.summaries({ pollId, territorySlug: "qn00001m" }), [
    { number: 1, summary: "Résumé de 2026-AAAA" },
    { number: 2, summary: "Résumé de 2026-BBBB" },
  ]);
  assert.deepEqual(await visitor.voting.summaries({ pollId, territorySlug: "qn00002m" }), [
    { number: 3, summary: "Résumé de 2026-CCCC" },
    { number: 4, summary: "" },
  ]);
  assert.deepEqual(await visitor.voting.summaries({ pollId, territorySlug: "nowhere" }), []);
});

test("ballots that do not count are listed with their reason", async (t) => {
  const { db, codes, pollId, resident, vote, count } = await openedVote(t, { letters: 4 });
  const [first = "", second = "", third = "", fourth = ""] = codes;
  const visitor = await resident();
  const stranger = rawPublic(generateKeyPairSync("x25519").privateKey).toString("hex");
  await visitor.voting.cast({ pollId, ...sealBallot(vote, first, 1, [1]) });
  await visitor.voting.cast({ pollId, ...sealBallot(vote, second, 1, [3]) });
  await visitor.voting.cast({ pollId, ...sealBallot(vote, third, 1, [1, 2, 3]) });
  await visitor.voting.cast({ pollId, ...sealBallot({ ...vote, trusteeKeys: [stranger] }, fourth, 1, [1]) });
  assert.deepEqual(await count(), { counted: 1, blank: 0, rejected: 3, replaced: 0 });
  const opened = await db.read.select().from(openedBallots);
  assert.deepEqual(opened.map(({ rejectedBecause }) => rejectedBecause ?? "").sort(), [
    "",
    "choices",
    "choices",
    "doesNotOpen",
  ]);
  assert.equal((await store.listCountedBallots(db.read, pollId)).length, 1);
});

test("nothing in the database ties a ballot to a moment, an address, a person or its place in the queue", async (t) => {
  const { db, codes, pollId, as } = await openedVote(t, { letters: 12 });
  const forms = [];
  for (const [index, code] of codes.entries()) {
    // Somebody signed in, with a form's key, from an address of their own: none of it may stay beside the ballot.
    const voter = await as("Fatou", WHEN.vote + index, {
      address: `192.0.2.${index}`,
      idempotencyKey: `form-${index}`,
    });
    forms.push(await voter.voting.castWithCode({ pollId, code, choices: [] }));
  }
  assert.equal(await db.read.$count(commands), 0);
  const columnsOf = async (table: string) =>
    Object.keys((await db.sql(`select * from ${table} limit 1`))[0] ?? {}).sort();
  assert.deepEqual(await columnsOf("ballots"), [
    "box",
    "channel",
    "leaf_hash",
    "poll_id",
    "rank",
    "signature",
    "voting_key",
  ]);
  assert.deepEqual(await columnsOf("roll_keys"), ["poll_id", "territory_id", "voting_key"]);
  // No other table knows a key, a leaf, a receipt or a code.
  const tables = await db.sql(
    db.engine === "sqlite"
      ? "select name from sqlite_master where type = 'table'"
      : "select table_name as name from information_schema.tables where table_schema = 'public'",
  );
  for (const { name } of tables) {
    if (["ballots", "roll_keys"].includes(String(name))) continue;
    const text = JSON.stringify(await db.sql(`select * from ${name}`));
    for (const [index, { tracker, leafHash }] of forms.entries())
      for (const trace of [tracker, leafHash, codes[index] ?? "-", votingKeyOf(codes[index] ?? "", "x")])
        assert.ok(!text.includes(trace), `${name} holds a trace`);
  }
  const [row] = await db.read.select().from(ballots);
  assert.ok(!(row?.box ?? "").includes("choices"));
  // Physically too: SQLite keeps the rows in the order of their leaves, with no hidden number of arrival.
  if (db.engine === "sqlite") await assert.rejects(db.sql("select rowid from ballots"));
});

test("the vote model holds for any interleaving of casts, re-votes, replays and closing", async (t) => {
  type Step = { kind: "cast" | "replay" | "wrong"; voter: number; choices: number[] } | { kind: "close" };
  const step: fc.Arbitrary<Step> = fc.oneof(
    {
      weight: 12,
      arbitrary: fc.record({
        kind: fc.constant("cast" as const),
        voter: fc.nat(2),
        choices: fc.subarray([1, 2]),
      }),
    },
    {
      weight: 3,
      arbitrary: fc.record({
        kind: fc.constant("replay" as const),
        voter: fc.nat(2),
        choices: fc.constant<number[]>([]),
      }),
    },
    {
      weight: 2,
      arbitrary: fc.record({
        kind: fc.constant("wrong" as const),
        voter: fc.nat(2),
        choices: fc.constant<number[]>([1, 2, 3]),
      }),
    },
    { weight: 1, arbitrary: fc.constant({ kind: "close" as const }) },
  );
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
      const { db, codes, pollId, as, resident, vote, secrets } = await openedVote(t);
      const visitor = await resident();
      const nadia = await as("Nadia", WHEN.voteClosesAt);
      const standing = new Map<number, number[]>();
      const sent = new Map<number, ReturnType<typeof sealBallot>>();
      let cast = 0;
      let isClosed = false;
      for (const step of steps) {
        if (step.kind === "close") {
          assert.deepEqual(await refusal(nadia.voting.closePoll({ pollId })), isClosed ? ["VOT-10"] : []);
          isClosed = true;
          continue;
        }
        const { voter, choices } = step;
        const code = codes[voter] ?? "";
        if (step.kind === "replay") {
          const message = sent.get(voter);
          if (message) await visitor.voting.cast({ pollId, ...message });
        } else if (step.kind === "wrong") {
          const texts = choices.map(String);
          const broken = await refusal(visitor.voting.castWithCode({ pollId, code, choices: texts }));
          assert.deepEqual(broken, ["VOT-7"]);
        } else {
          const rank = (await store.findLastRank(db.read, pollId, votingKeyOf(code, vote.scrutin))) + 1;
          const message = sealBallot(vote, code, rank, choices);
          const broken = await refusal(visitor.voting.cast({ pollId, ...message }));
          assert.deepEqual(broken, isClosed ? ["VOT-5"] : []);
          if (isClosed) continue;
          sent.set(voter, message);
          standing.set(voter, choices);
          cast++;
        }
      }
      if (!isClosed) await nadia.voting.closePoll({ pollId });
      const found = await nadia.voting.countPoll({ pollId, secrets });
      assert.equal(found.counted, standing.size);
      assert.equal(found.replaced, cast - standing.size);
      const opened = (await store.listOpenedBallots(db.read, pollId)).map(({ choices }) => choices.join());
      assert.deepEqual(opened.sort(), [...standing.values()].map((choices) => choices.join()).sort());
      const inOrder = (await store.listOpenedBallots(db.read, pollId)).map(({ code }) => code);
      assert.deepEqual(inOrder, [...inOrder].sort());
    }),
    { numRuns: 15 },
  );
});

test("the demo's letters exist only in a fund born as a demo", async (t) => {
  const { db, codes, editionId, south, resident } = await openedVote(t);
  await db.write((tx) =>
    store.insertDemoCodes(tx, [
      { editionId, code: codes[0] ?? "", residentName: "Aminata", territoryId: south },
    ]),
  );
  const visitor = await resident();
  assert.deepEqual(await visitor.voting.demoLetters({ editionId }), []);
  await db.write((tx) => insertFundIdentity(tx, { name: "Démo", bornAs: "demo", bornAt: 0 }));
  assert.equal((await visitor.voting.demoLetters({ editionId })).length, 1);
});
