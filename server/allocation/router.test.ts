import assert from "node:assert/strict";
import { test } from "node:test";
import { eq } from "drizzle-orm";
import type { Database } from "#db/database.ts";
import { allocationRuns } from "#db/schema/allocation.ts";
import { journalLines, outbox } from "#db/schema/journal.ts";
import { freshDatabase } from "#db/testing.ts";
import * as initiatives from "#server/initiatives/store.ts";
import { sha256 } from "#server/kernel/hash.ts";
import * as ledger from "#server/ledger/store.ts";
import { callerFor, votedEdition } from "./edition.test-helper.ts";
import { publishedResult } from "./published.ts";
import * as store from "./store.ts";

const range = (from: number, to: number) => Array.from({ length: to - from }, (_, at) => from + at);

/**
 * 26 voters share 5 000 €, 192,30 € each. The garden asks 2 400 € of 15 people, the workshop 1 900 € of 10 others, the
 * choir 1 500 € of 5 of the garden's: what they have left is not enough. One voter is blank.
 */
const THREE = {
  budgetCents: 5_000_00,
  voters: 26,
  candidates: [
    { title: "Le jardin", requestedCents: 2_400_00, voters: range(0, 15) },
    { title: "L’atelier", requestedCents: 1_900_00, voters: range(15, 25) },
    { title: "La chorale", requestedCents: 1_500_00, voters: range(0, 5) },
  ],
};

const journal = (database: Database, event: string) =>
  database.read.$count(journalLines, eq(journalLines.event, event));

test("ALL-4 the allocation runs on frozen inputs, is kept as text, and gives the same bytes again", async (t) => {
  const database = await freshDatabase(t);
  const { edition } = await votedEdition(database, THREE);
  const nadia = await callerFor(database, "nadia@demo.test");
  assert.deepEqual(await nadia.allocation.run({ edition: "2026" }), { edition: "2026", envelopes: 1 });
  assert.equal(await journal(database, "allocation.ran"), 1);
  const [summary] = await store.findRuns(database.read, edition.id);
  assert.ok(summary);
  const run = await store.getRun(database.read, summary.id);
  assert.equal(run.inputHash, sha256(run.inputPb));
  assert.equal(run.resultHash, sha256(run.result));
  assert.equal(run.result, publishedResult(run.inputPb, run.options as never));
  const { allocation, election } = JSON.parse(run.result);
  assert.deepEqual(allocation.winners, ["2026-0001", "2026-0002"]);
  // ALL-8: the blank ballot is a voter.
  assert.equal(election.voters, 26);
  assert.match(run.inputPb, /^num_votes;26$/m);
  assert.deepEqual(await nadia.allocation.recompute({ runId: run.id }), {
    resultHash: run.resultHash,
    inputHash: run.inputHash,
    recomputedHash: run.resultHash,
    isSame: true,
  });
});

test("ALL-11 before the count the calculation is refused and nothing is written", async (t) => {
  const database = await freshDatabase(t);
  await votedEdition(database, { ...THREE, counted: false });
  const nadia = await callerFor(database, "nadia@demo.test");
  await assert.rejects(nadia.allocation.run({ edition: "2026" }), /ALL-11/);
  assert.equal(await database.read.$count(allocationRuns), 0);
  assert.equal(await journal(database, "allocation.ran"), 0);
});

test("ALL-12 another person adopts: awards, commitments, states, mails, once", async (t) => {
  const database = await freshDatabase(t);
  const { edition, envelope, initiativeIds } = await votedEdition(database, THREE);
  const nadia = await callerFor(database, "nadia@demo.test");
  const helene = await callerFor(database, "helene@demo.test");
  const visitor = await callerFor(database, null);
  await nadia.allocation.run({ edition: "2026" });
  assert.deepEqual((await visitor.allocation.results({ edition: "2026" })).parts, [], "not public before");
  await assert.rejects(nadia.allocation.adopt({ edition: "2026", confirm: "on" }), /ALL-12/);
  await assert.rejects(visitor.allocation.bundle({ edition: "2026", part: "goutte-d-or" }), /not found/);

  assert.deepEqual(await helene.allocation.adopt({ edition: "2026", confirm: "on" }), {
    edition: "2026",
    awards: 2,
  });
  const states = await Promise.all(
    initiativeIds.map(async (id) => (await initiatives.getInitiative(database.read, id)).state),
  );
  assert.deepEqual(states, ["awarded", "awarded", "refused"]);
  assert.deepEqual(
    (await store.listAwards(database.read, edition.id)).map(({ number, amountCents }) => [
      number,
      amountCents,
    ]),
    [
      ["A-2026-0001", 2_400_00],
      ["A-2026-0002", 1_900_00],
    ],
  );
  assert.deepEqual(await ledger.findBalance(database.read, envelope.id), {
    endowmentCents: 5_000_00,
    availableCents: 700_00,
    committedCents: 4_300_00,
    orderedCents: 0,
    paidCents: 0,
  });
  const mails = await database.read.select().from(outbox);
  assert.deepEqual(mails.map(({ to }) => to).sort(), [
    "membre1@demo.test",
    "membre2@demo.test",
    "membre3@demo.test",
  ]);
  assert.equal(await journal(database, "allocation.adopted"), 1);

  // ALL-13: neither again nor anew.
  await assert.rejects(helene.allocation.adopt({ edition: "2026", confirm: "on" }), /ALL-13/);
  await assert.rejects(nadia.allocation.run({ edition: "2026" }), /ALL-13/);
  assert.equal(await journal(database, "allocation.adopted"), 1);

  const [part] = (await visitor.allocation.results({ edition: "2026" })).parts;
  assert.equal(part?.part, "goutte-d-or");
  const bundle = await visitor.allocation.bundle({ edition: "2026", part: "goutte-d-or" });
  assert.equal(bundle.result, publishedResult(bundle.pb, bundle.options));
});

test("VOT-6 a published part says its turnout from 20 voters on; its counted ballots are there without name or time", async (t) => {
  for (const [voters, roll] of [
    [19, null],
    [20, { entries: 20, voters: 20 }],
  ] as const) {
    const database = await freshDatabase(t);
    const few = { title: "Le jardin", requestedCents: 2_400_00, voters: range(0, 15) };
    await votedEdition(database, { budgetCents: 5_000_00, voters, candidates: [few] });
    await (await callerFor(database, "nadia@demo.test")).allocation.run({ edition: "2026" });
    const helene = await callerFor(database, "helene@demo.test");
    await helene.allocation.adopt({ edition: "2026", confirm: "on" });
    const visitor = await callerFor(database, null);
    const [part] = (await visitor.allocation.results({ edition: "2026" })).parts;
    assert.deepEqual(part?.roll, roll);
    // Recomputation needs every ballot: each is a code of its own and its choices, nothing else.
    const { pb } = await visitor.allocation.bundle({ edition: "2026", part: "goutte-d-or" });
    const ballots = pb.slice(pb.indexOf("VOTES")).trim().split("\n").slice(1);
    assert.equal(ballots[0], "voter_id;vote");
    assert.equal(ballots.length - 1, voters);
  }
});

test("ALL-14 a result that was tampered with is not adopted", async (t) => {
  const database = await freshDatabase(t);
  const { edition } = await votedEdition(database, THREE);
  const nadia = await callerFor(database, "nadia@demo.test");
  const helene = await callerFor(database, "helene@demo.test");
  await nadia.allocation.run({ edition: "2026" });
  const [run] = await store.findRuns(database.read, edition.id);
  assert.ok(run);
  await database.write((tx) =>
    tx
      .update(allocationRuns)
      .set({ resultHash: "0".repeat(64) })
      .where(eq(allocationRuns.id, run.id)),
  );
  await assert.rejects(helene.allocation.adopt({ edition: "2026", confirm: "on" }), /ALL-14/);
  assert.deepEqual(await store.listAwards(database.read, edition.id), []);
});

test("ALL-16 nothing is adopted before the calculation", async (t) => {
  const database = await freshDatabase(t);
  await votedEdition(database, THREE);
  const helene = await callerFor(database, "helene@demo.test");
  await assert.rejects(helene.allocation.adopt({ edition: "2026", confirm: "on" }), /ALL-16/);
});

test("running is the administrator's of the whole fund, adopting the authorising officer's or another administrator's", async (t) => {
  const database = await freshDatabase(t);
  await votedEdition(database, THREE);
  const input = { edition: "2026", confirm: "on" } as const;
  for (const email of ["karim", "helene", "membre1"]) {
    const caller = await callerFor(database, `${email}@demo.test`);
    await assert.rejects(caller.allocation.run(input), { code: "FORBIDDEN" }, email);
  }
  for (const email of ["karim", "membre1"]) {
    const caller = await callerFor(database, `${email}@demo.test`);
    await assert.rejects(caller.allocation.adopt(input), { code: "FORBIDDEN" }, email);
  }
  const visitor = await callerFor(database, null);
  await assert.rejects(visitor.allocation.run(input), { code: "UNAUTHORIZED" });
  await assert.rejects(visitor.allocation.desk(), { code: "UNAUTHORIZED" });
  await assert.rejects((await callerFor(database, "karim@demo.test")).allocation.desk(), {
    code: "FORBIDDEN",
  });
  // The right office in one territory is not the office of the whole fund.
  const paula = await callerFor(database, "paula@demo.test");
  await assert.rejects(paula.allocation.run(input), { code: "NOT_FOUND" });
  await assert.rejects(paula.allocation.adopt(input), { code: "NOT_FOUND" });
  await assert.rejects(paula.allocation.desk(), { code: "NOT_FOUND" });
  assert.equal(await database.read.$count(allocationRuns), 0);
});

test("an adoption that is not confirmed is sent back to its box", async (t) => {
  const database = await freshDatabase(t);
  await votedEdition(database, THREE);
  const helene = await callerFor(database, "helene@demo.test");
  await assert.rejects(
    helene.allocation.adopt({ edition: "2026", confirm: "" as never }),
    /allocation\.problems\.confirm/,
  );
});
