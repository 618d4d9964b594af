import assert from "node:assert/strict";
import { test } from "node:test";
import { eq } from "drizzle-orm";
import fc from "fast-check";
import type { Database } from "#db/database.ts";
import { calls } from "#db/schema/fund.ts";
import { journalLines } from "#db/schema/journal.ts";
import { marks, reviews } from "#db/schema/review.ts";
import { freshDatabase } from "#db/testing.ts";
import { DEFAULT_GRID } from "#server/fund/grid.ts";
import { Refusal } from "#server/kernel/rulebook.ts";
import {
  LOCKING_RULES,
  meanHundredths,
  READING_RULES,
  REVIEWING_RULES,
  type Reviewing,
  SEEING_RULES,
  summarise,
  weightedMean,
} from "./rules.ts";
import { smallEdition, WHEN } from "./testing.ts";

const free: Reviewing = {
  hasInterest: false,
  belongsToCollective: false,
  state: "admissible",
  phase: "review",
  lockedAt: null,
};
const full = Object.fromEntries(DEFAULT_GRID.map(({ key }, index) => [`mark.${key}`, String(index % 4)]));

/** Which rules refused, or what else went wrong. */
async function refusal(act: Promise<unknown>): Promise<string[]> {
  try {
    await act;
    return [];
  } catch (problem) {
    const cause = (problem as Error).cause;
    if (cause instanceof Refusal) return cause.broken.map(({ rule }) => rule);
    return [String((problem as { code?: string }).code)];
  }
}

const lines = async (db: Database, event: string) =>
  db.read.select().from(journalLines).where(eq(journalLines.event, event));

test("JUR-1 only a juror who declared no interest, and does not carry the file, reads and scores it", () => {
  assert.ok(REVIEWING_RULES["JUR-1"](free));
  assert.ok(!REVIEWING_RULES["JUR-1"]({ ...free, hasInterest: null }));
  assert.ok(!REVIEWING_RULES["JUR-1"]({ ...free, hasInterest: true }));
  assert.ok(!REVIEWING_RULES["JUR-1"]({ ...free, belongsToCollective: true }));
  // Before the answer, the cover with its question is there; after an interest, or in one's own collective, nothing is.
  const reads = (hasInterest: boolean | null, belongsToCollective = false) =>
    READING_RULES["JUR-1"]({ ...free, hasInterest, belongsToCollective });
  assert.deepEqual([reads(null), reads(false), reads(true)], [true, true, false]);
  assert.deepEqual([reads(null, true), reads(false, true)], [false, false]);
});

test("JUR-2 locking takes every criterion marked or «ne sait pas», and reasons", () => {
  const marked = DEFAULT_GRID.map(({ key }) => ({ criterion: key, mark: 2 as number | null }));
  const rule = (given: typeof marked, reasons: string) =>
    LOCKING_RULES["JUR-2"]({ ...free, grid: DEFAULT_GRID, marks: given, reasons });
  assert.ok(rule(marked, "Parce que."));
  assert.ok(
    rule(
      marked.map((mark) => ({ ...mark, mark: null })),
      "Je ne sais rien.",
    ),
  );
  assert.ok(!rule(marked.slice(1), "Parce que."));
  assert.ok(!rule(marked, "  "));
});

test("JUR-3 others' scores open with one's own lock, or when reviewing is over", () => {
  for (const [phase, ownLockedAt, seen] of [
    ["review", null, false],
    ["review", 1, true],
    ["submissions", null, false],
    ["before_vote", null, true],
    ["closed", null, true],
  ] as const)
    assert.equal(SEEING_RULES["JUR-3"]({ phase, ownLockedAt }), seen, `${phase} ${ownLockedAt}`);
});

test("JUR-4 a locked review stays as it is", () => {
  assert.ok(REVIEWING_RULES["JUR-4"](free));
  assert.ok(!REVIEWING_RULES["JUR-4"]({ ...free, lockedAt: 1 }));
});

test("JUR-5 only admissible files are scored, only while reviewing lasts", () => {
  assert.ok(REVIEWING_RULES["JUR-5"](free));
  for (const phase of ["before", "submissions", "before_vote", "vote", "closed"])
    assert.ok(!REVIEWING_RULES["JUR-5"]({ ...free, phase }));
  for (const state of ["submitted", "inadmissible", "in_vote"])
    assert.ok(!REVIEWING_RULES["JUR-5"]({ ...free, state }));
});

test("the mean is exact, leaves out «ne sait pas», and is rounded once, half up", () => {
  const grid = [
    { key: "a", label: "A", weight: 2, anchors: [] },
    { key: "b", label: "B", weight: 1, anchors: [] },
  ];
  const review = (a: number | null, b: number | null) => ({
    marks: [
      { criterion: "a", mark: a },
      { criterion: "b", mark: b },
    ],
  });
  assert.equal(meanHundredths(grid, [review(3, 0)]), 200);
  assert.equal(meanHundredths(grid, [review(1, 0)]), 67);
  assert.equal(meanHundredths(grid, [review(3, null)]), 300);
  assert.equal(meanHundredths(grid, [review(null, null)]), null);
  assert.equal(meanHundredths(grid, [review(3, 0), review(null, null)]), 200);
  assert.equal(meanHundredths(grid, []), null);
  // 3, 3, 3, 3, 2, 2, 2, 2 and one 1/3: the mean of readers, not of marks.
  assert.equal(meanHundredths(grid, [review(3, 3), review(2, 2), review(0, 1)]), 178);
  // Half a hundredth exactly goes up.
  const even = [{ key: "a", label: "A", weight: 1, anchors: [] }];
  const many = Array.from({ length: 200 }, (_, index) => ({
    marks: [{ criterion: "a", mark: index < 1 ? 1 : 0 }],
  }));
  assert.equal(meanHundredths(even, many), 1);
  assert.equal(meanHundredths(even, [...many, ...many.slice(1, 2)]), 0);
});

test("the exact mean agrees with a slow one on any marks", () => {
  const grid = DEFAULT_GRID;
  const mark = fc.option(fc.integer({ min: 0, max: 3 }), { nil: null });
  fc.assert(
    fc.property(
      fc.array(fc.array(mark, { minLength: grid.length, maxLength: grid.length }), { maxLength: 8 }),
      (all) => {
        const given = all.map((row) => ({
          marks: row.map((value, index) => ({ criterion: grid[index]?.key ?? "", mark: value })),
        }));
        const means = given.flatMap(({ marks: own }) => {
          const mean = weightedMean(grid, own);
          return mean ? [Number(mean.over) / Number(mean.under)] : [];
        });
        const slow = means.length ? (100 * means.reduce((a, b) => a + b, 0)) / means.length : null;
        const exact = meanHundredths(grid, given);
        if (slow === null) assert.equal(exact, null);
        else assert.ok(exact !== null && Math.abs(exact - slow) <= 0.5 + 1e-9, `${exact} ${slow}`);
      },
    ),
  );
});

test("a summary counts locked reviews only, and none of a recused juror", () => {
  const marked = DEFAULT_GRID.map(({ key }) => ({ criterion: key, mark: 3 }));
  const review = (id: string, lockedAt: number | null) => ({
    jurorId: `per_${id}` as const,
    marks: marked,
    reasons: "x",
    lockedAt,
  });
  const given = [review("a", 1), review("b", null), review("c", 1)];
  assert.deepEqual(summarise(DEFAULT_GRID, { reviews: given, recusedIds: new Set(["per_c"]) }), {
    meanHundredths: 300,
    readers: 1,
    recused: 1,
    unknown: 0,
  });
});

test("JUR-1 an interest makes the file vanish, and the journal says that somebody was recused", async (t) => {
  const db = await freshDatabase(t);
  const { as, people } = await smallEdition(db);
  const awa = await as("Awa", WHEN.review);
  assert.equal((await awa.review.file({ number: "2026-AAAA" })).content, null);
  assert.deepEqual(await refusal(awa.review.save({ number: "2026-AAAA", reasons: "x", ...full })), ["JUR-1"]);
  assert.deepEqual(await awa.review.declare({ number: "2026-AAAA", interest: "neighbour" }), {
    number: "2026-AAAA",
    isRecused: true,
  });
  for (const act of [
    () => awa.review.file({ number: "2026-AAAA" }),
    () => awa.review.save({ number: "2026-AAAA", reasons: "x", ...full }),
    () => awa.review.lock({ number: "2026-AAAA", confirmed: "yes" }),
    () => awa.review.declare({ number: "2026-AAAA", interest: "none" }),
  ])
    assert.deepEqual(await refusal(act()), ["NOT_FOUND"]);
  const queue = await awa.review.queue();
  assert.equal(queue.recused, 1);
  assert.ok(!JSON.stringify(queue).includes("2026-AAAA"));
  const [line, ...more] = await lines(db, "interest.declared");
  assert.equal(more.length, 0);
  assert.deepEqual(line?.public, { number: "2026-AAAA" });
  assert.deepEqual(line?.sealed, { kind: "neighbour" });
  assert.ok(!JSON.stringify(line?.public).includes(people.Awa ?? ""));
});

test("JUR-1 whoever carries a file never sees it as a juror", async (t) => {
  const { as } = await smallEdition(await freshDatabase(t));
  const fatou = await as("Fatou", WHEN.review);
  assert.deepEqual(await refusal(fatou.review.file({ number: "2026-AAAA" })), ["NOT_FOUND"]);
  assert.deepEqual(
    (await fatou.review.queue()).files.map(({ number }) => number),
    ["2026-BBBB", "2026-CCCC", "2026-DDDD"],
  );
});

test("JUR-2 JUR-3 JUR-4 a juror scores, locks once, and only then sees what the others locked", async (t) => {
  const db = await freshDatabase(t);
  const { as } = await smallEdition(db);
  const number = "2026-BBBB";
  const [awa, samira] = [await as("Awa", WHEN.review), await as("Samira", WHEN.review)];
  for (const juror of [awa, samira]) await juror.review.declare({ number, interest: "none" });
  await awa.review.save({ number, reasons: "Très utile.", ...full });
  await awa.review.lock({ number, confirmed: "yes" });

  // Samira has begun: nothing of Awa's may reach her, whatever she asks.
  await samira.review.save({
    number,
    reasons: "",
    "mark.besoin": "3",
    "mark.unknown": "3",
    "mark.habitants": "7",
  });
  const before = await samira.review.file({ number });
  assert.equal(before.reading, "started");
  assert.equal(before.content?.others, null);
  assert.ok(!JSON.stringify([before, await samira.review.queue()]).includes("Très utile."));
  assert.deepEqual(before.content?.review?.marks, [{ criterion: "besoin", mark: 3 }]);
  assert.deepEqual(await refusal(samira.review.lock({ number, confirmed: "yes" })), ["JUR-2"]);
  const nadia = await as("Nadia", WHEN.review);
  assert.ok((await nadia.review.progress()).every(({ meanHundredths: mean }) => mean === null));
  assert.ok((await nadia.voting.preparation()).candidates.every(({ meanHundredths: mean }) => mean === null));
  assert.equal(await (await as(null, WHEN.review)).review.ofInitiative({ number }), null);

  await samira.review.save({ number, reasons: "Utile.", ...full, "mark.besoin": "unknown" });
  await samira.review.lock({ number, confirmed: "yes" });
  const after = await samira.review.file({ number });
  assert.equal(after.reading, "locked");
  assert.deepEqual(
    after.content?.others?.reviews.map(({ reasons }) => reasons),
    ["Très utile."],
  );
  assert.ok(!JSON.stringify(after).includes("Awa"));

  assert.deepEqual(await refusal(samira.review.save({ number, reasons: "Autre.", ...full })), ["JUR-4"]);
  assert.deepEqual(await refusal(samira.review.lock({ number, confirmed: "yes" })), ["JUR-4"]);
  assert.equal((await samira.review.file({ number })).content?.review?.reasons, "Utile.");
  assert.equal((await lines(db, "review.locked")).length, 2);
  const summary = await (await as(null, WHEN.beforeVote)).review.ofInitiative({ number });
  assert.equal(summary?.readers, 2);
});

test("JUR-5 outside the review phase, or on another file, nothing is written", async (t) => {
  const db = await freshDatabase(t);
  const { as } = await smallEdition(db);
  const number = "2026-BBBB";
  await (await as("Awa", WHEN.review)).review.declare({ number, interest: "none" });
  for (const now of [WHEN.submissions, WHEN.beforeVote, WHEN.vote, WHEN.after]) {
    const awa = await as("Awa", now);
    assert.deepEqual(await refusal(awa.review.save({ number, reasons: "x", ...full })), ["JUR-5"]);
    assert.deepEqual(await refusal(awa.review.declare({ number: "2026-CCCC", interest: "none" })), ["JUR-5"]);
  }
  const awa = await as("Awa", WHEN.review);
  assert.deepEqual(await refusal(awa.review.declare({ number: "2026-EEEE", interest: "none" })), [
    "NOT_FOUND",
  ]);
  assert.equal(await db.read.$count(reviews), 0);
  assert.equal(await db.read.$count(marks), 0);
  assert.equal((await lines(db, "review.saved")).length, 0);
});

test("a juror of one territory does not know the others'; no other office opens a file", async (t) => {
  const { as } = await smallEdition(await freshDatabase(t));
  const julien = await as("Julien", WHEN.review);
  assert.deepEqual(
    (await julien.review.queue()).files.map(({ number }) => number),
    ["2026-AAAA", "2026-BBBB"],
  );
  assert.deepEqual(await refusal(julien.review.file({ number: "2026-CCCC" })), ["NOT_FOUND"]);
  assert.deepEqual(await refusal((await as("Nadia", WHEN.review)).review.queue()), ["FORBIDDEN"]);
  assert.deepEqual(await refusal((await as(null, WHEN.review)).review.queue()), ["UNAUTHORIZED"]);
  assert.deepEqual(await refusal((await as("Awa", WHEN.review)).review.progress()), ["FORBIDDEN"]);
  assert.deepEqual(await refusal((await as("Omar", WHEN.review)).review.progress()), ["NOT_FOUND"]);
});

test("an interest found after locking undoes the review in the mean", async (t) => {
  const db = await freshDatabase(t);
  const { as } = await smallEdition(db);
  const number = "2026-BBBB";
  for (const name of ["Awa", "Samira"] as const) {
    const juror = await as(name, WHEN.review);
    await juror.review.declare({ number, interest: "none" });
    await juror.review.save({ number, reasons: "x", ...full });
    await juror.review.lock({ number, confirmed: "yes" });
  }
  await (await as("Awa", WHEN.review)).review.declare({ number, interest: "family" });
  const summary = await (await as(null, WHEN.beforeVote)).review.ofInitiative({ number });
  assert.equal(summary?.readers, 1);
  assert.equal(summary?.recused, 1);
});

test("a grid is the call's own: criteria it does not name are not kept", async (t) => {
  const db = await freshDatabase(t);
  const { as, callId } = await smallEdition(db);
  const grid = [
    {
      key: "seul",
      label: "Seul",
      weight: 1,
      anchors: ["a", "b", "c", "d"] as [string, string, string, string],
    },
  ];
  await db.write((tx) => tx.update(calls).set({ grid }).where(eq(calls.id, callId)));
  const awa = await as("Awa", WHEN.review);
  await awa.review.declare({ number: "2026-CCCC", interest: "none" });
  await awa.review.save({ number: "2026-CCCC", reasons: "x", ...full, "mark.seul": "2" });
  await awa.review.lock({ number: "2026-CCCC", confirmed: "yes" });
  assert.equal((await awa.review.file({ number: "2026-CCCC" })).content?.review?.meanHundredths, 200);
});
