import assert from "node:assert/strict";
import { type TestContext, test } from "node:test";
import { TRPCError } from "@trpc/server";
import { eq } from "drizzle-orm";
import fc from "fast-check";
import { ZodError } from "zod";
import type { Database } from "#db/database.ts";
import { invitations } from "#db/schema/initiatives.ts";
import { commands, journalLines, outbox } from "#db/schema/journal.ts";
import { freshDatabase } from "#db/testing.ts";
import { Refusal } from "#server/kernel/rulebook.ts";
import { DAY_MS, REQUEST_ACCOUNT } from "./model.ts";
import * as store from "./store.ts";
import { CLOSES_AT, OPENS_AT, openFund } from "./testing.ts";

/** The rules that the refusal names. */
async function rulesOf(attempt: Promise<unknown>): Promise<string[]> {
  try {
    await attempt;
  } catch (problem) {
    if (problem instanceof TRPCError && problem.cause instanceof Refusal)
      return problem.cause.broken.map(({ rule }) => rule);
    throw problem;
  }
  return [];
}

const refusedAs = (code: string) => (problem: unknown) =>
  problem instanceof TRPCError && problem.code === code;

/** What a procedure that says no must leave as it was. */
async function written(db: Database) {
  return {
    lines: await db.read.$count(journalLines),
    mails: await db.read.$count(outbox),
    commands: await db.read.$count(commands),
  };
}

async function eventsOf(db: Database, event: string) {
  return db.read.select().from(journalLines).where(eq(journalLines.event, event));
}

/** Fatou and Mehdi, their collective and their file; Thomas, who instructs in the whole fund. */
async function withFile(t: TestContext) {
  const db = await freshDatabase(t);
  const house = await openFund(db);
  const fatou = await house.person("Fatou");
  const mehdi = await house.person("Mehdi");
  const thomas = await house.officer("Thomas", null);
  const { collectiveId, code } = await house.collectiveOf(fatou, mehdi);
  const { initiativeId, number } = await (await house.as(fatou)).initiatives.startFile({ collectiveId });
  const call = async (who: typeof fatou | null, key: string | null = null) =>
    (await house.as(who, key)).initiatives;
  return { db, ...house, fatou, mehdi, thomas, collectiveId, code, initiativeId, number, call };
}

async function withSentFile(t: TestContext) {
  const house = await withFile(t);
  await house.fillIn(house.fatou, house.initiativeId);
  await (await house.call(house.mehdi)).submit({ initiativeId: house.initiativeId });
  return house;
}

const CONFIRMED = ["INS-4", "INS-5", "INS-6"];

test("a collective of two: its founder is referent, the invited one a member, each with their own way in", async (t) => {
  const { call, fatou, collectiveId, db } = await withFile(t);
  const seen = await (await call(fatou)).collective({ collectiveId });
  assert.deepEqual(
    seen.members.map(({ name, role, isMe }) => [name, role, isMe]),
    [
      ["Fatou", "referent", true],
      ["Mehdi", "member", false],
    ],
  );
  assert.equal((await eventsOf(db, "collective.created")).length, 1);
  assert.equal((await eventsOf(db, "member.joined")).length, 1);
  const [line] = await eventsOf(db, "collective.created");
  assert.ok(
    !JSON.stringify(line?.public).includes("jardins"),
    "the name stays sealed until a file is admitted",
  );
});

test("DOS-12 a code is never kept in clear, opens once, and not after its date", async (t) => {
  const { call, clock, code, collectiveId, db, fatou, person } = await withFile(t);
  const awa = await person("Awa");
  const kept = JSON.stringify([
    await db.read.select().from(invitations),
    await db.read.select().from(journalLines),
    await db.read.select().from(commands),
  ]);
  assert.ok(!kept.includes(code) && !kept.includes(code.replaceAll("-", "")));
  const before = await written(db);
  assert.deepEqual(await rulesOf((await call(awa)).join({ code })), ["DOS-12"]);
  assert.deepEqual(await rulesOf((await call(awa)).join({ code: "ABCD-EFGH-JKMN" })), ["DOS-12"]);
  assert.deepEqual(await written(db), before);
  const second = await (await call(fatou)).inviteMember({ collectiveId });
  clock.now = second.expiresAt + 1;
  assert.deepEqual(await rulesOf((await call(awa)).join({ code: second.code })), ["DOS-12"]);
  clock.now = second.expiresAt;
  const typed = second.code.toLowerCase().replaceAll("-", " ");
  assert.deepEqual(await (await call(awa)).join({ code: typed }), { collectiveId });
});

test("the same sending of an invitation makes the same code, and one invitation", async (t) => {
  const { call, collectiveId, db, fatou } = await withFile(t);
  const first = await (await call(fatou, "key-1")).inviteMember({ collectiveId });
  const again = await (await call(fatou, "key-1")).inviteMember({ collectiveId });
  assert.deepEqual(again, first);
  assert.equal((await eventsOf(db, "member.invited")).length, 2);
  assert.notEqual((await (await call(fatou, "key-2")).inviteMember({ collectiveId })).code, first.code);
});

test("a visitor, a stranger and an officer do not see a draft", async (t) => {
  const { call, collectiveId, initiativeId, number, person, thomas } = await withFile(t);
  const awa = await person("Awa");
  await assert.rejects((await call(null)).file({ initiativeId }), refusedAs("UNAUTHORIZED"));
  await assert.rejects((await call(awa)).file({ initiativeId }), refusedAs("NOT_FOUND"));
  await assert.rejects((await call(awa)).file({ initiativeId: "ini_NOBODY" }), refusedAs("NOT_FOUND"));
  await assert.rejects((await call(awa)).collective({ collectiveId }), refusedAs("NOT_FOUND"));
  await assert.rejects((await call(awa)).startFile({ collectiveId }), refusedAs("NOT_FOUND"));
  await assert.rejects((await call(thomas)).sentFile({ initiativeId }), refusedAs("NOT_FOUND"));
  await assert.rejects((await call(null)).publicPage({ number }), refusedAs("NOT_FOUND"));
  assert.deepEqual((await (await call(null)).list({})).initiatives, []);
});

test("a stranger writes nothing in a file", async (t) => {
  const { call, db, initiativeId, person } = await withFile(t);
  const awa = await person("Awa");
  const before = await written(db);
  const stranger = await call(awa);
  for (const attempt of [
    () => stranger.saveAnswer({ initiativeId, question: "title", value: "À moi" }),
    () => stranger.saveForecastLine({ initiativeId, account: "60", label: "x", amount: "1" }),
    () => stranger.removeForecastLine({ initiativeId, lineId: "fli_X" }),
    () => stranger.submit({ initiativeId }),
    () => stranger.resend({ initiativeId }),
    () => stranger.withdraw({ initiativeId }),
    () => stranger.answerDoubt({ initiativeId, doubtId: "dou_X", answer: "x" }),
  ])
    await assert.rejects(attempt, refusedAs("NOT_FOUND"));
  assert.deepEqual(await written(db), before);
});

test("DOS-4 a second file in the same call is refused; after a withdrawal another may be started", async (t) => {
  const { call, collectiveId, db, fatou, initiativeId } = await withFile(t);
  const caller = await call(fatou);
  const before = await written(db);
  assert.deepEqual(await rulesOf(caller.startFile({ collectiveId })), ["DOS-4"]);
  assert.deepEqual(await written(db), before);
  await caller.withdraw({ initiativeId });
  const second = await caller.startFile({ collectiveId });
  assert.notEqual(second.initiativeId, initiativeId);
});

test("DOS-4 DOS-12 of two at the same instant, one starts the file and one uses the code", async (t) => {
  const { call, collectiveId, db, fatou, initiativeId, mehdi, person } = await withFile(t);
  await (await call(fatou)).withdraw({ initiativeId });
  const starts = await Promise.all(
    [fatou, mehdi].map(async (who) => rulesOf((await call(who)).startFile({ collectiveId }))),
  );
  assert.deepEqual(starts.sort(), [[], ["DOS-4"]]);
  const { code } = await (await call(fatou)).inviteMember({ collectiveId });
  const strangers = [await person("Awa"), await person("Julien")];
  const joins = await Promise.all(strangers.map(async (who) => rulesOf((await call(who)).join({ code }))));
  assert.deepEqual(joins.sort(), [[], ["DOS-12"]]);
  assert.equal((await store.listMemberIds(db.read, collectiveId)).length, 3);
});

test("answers are kept as they are given, with who and when; the title names the file", async (t) => {
  const { call, db, fatou, initiativeId, mehdi, clock } = await withFile(t);
  await (await call(fatou)).saveAnswer({ initiativeId, question: "title", value: " Un four à pain 🍞 " });
  clock.now += 1000;
  await (await call(mehdi)).saveAnswer({ initiativeId, question: "audience", value: ["young", "children"] });
  const { answers, file, lastSavedAt } = await (await call(fatou)).file({ initiativeId });
  assert.equal(file.title, "Un four à pain 🍞");
  assert.equal(answers.title?.savedByName, "Fatou");
  assert.deepEqual(answers.audience?.value, ["children", "young"]);
  assert.equal(lastSavedAt, clock.now);
  assert.equal((await eventsOf(db, "answer.saved")).length, 2);
});

test("what cannot be kept is refused with its field, and nothing is written", async (t) => {
  const { call, db, fatou, initiativeId } = await withFile(t);
  const caller = await call(fatou);
  const before = await written(db);
  const problemOf = async (attempt: Promise<unknown>) => {
    try {
      await attempt;
    } catch (problem) {
      if (problem instanceof TRPCError && problem.cause instanceof ZodError)
        return problem.cause.issues.map(({ path, message }) => `${path.join(".")} ${message}`);
    }
    return [];
  };
  assert.deepEqual(
    await problemOf(caller.saveAnswer({ initiativeId, question: "title", value: "x".repeat(91) })),
    ["value initiatives.problems.tooLong"],
  );
  assert.deepEqual(
    await problemOf(caller.saveAnswer({ initiativeId, question: "participants", value: "1e3" })),
    ["value initiatives.problems.notANumber"],
  );
  const line = { initiativeId, account: "60", label: "Bois" };
  for (const [amount, problem] of [
    ["", "common.problems.euros.empty"],
    ["1e3", "common.problems.euros.notAnAmount"],
    ["-5", "common.problems.euros.negative"],
    ["1,005", "common.problems.euros.tooManyDecimals"],
    ["9999999999", "common.problems.euros.tooLarge"],
    ["0", "initiatives.problems.amountZero"],
  ] as const)
    assert.deepEqual(await problemOf(caller.saveForecastLine({ ...line, amount })), [`amount ${problem}`]);
  assert.deepEqual(await problemOf(caller.saveForecastLine({ ...line, account: "42", amount: "1" })), [
    "account initiatives.problems.account",
  ]);
  assert.deepEqual(await written(db), before);
  await caller.saveForecastLine({ ...line, amount: "1 500,50" });
  assert.equal((await caller.file({ initiativeId })).totals.chargesCents, 1_500_50);
});

test("DOS-11 who has not seen the other's version is shown it, and nothing is written", async (t) => {
  const { call, db, fatou, mehdi, initiativeId } = await withFile(t);
  const first = await (await call(fatou)).saveAnswer({ initiativeId, question: "place", value: "Au jardin" });
  const save = async (seenAt: string) =>
    (await call(mehdi)).saveAnswer({ initiativeId, question: "place", value: "À la salle", seenAt });
  const before = await written(db);
  await assert.rejects(save(""), (problem) => {
    assert.ok(problem instanceof TRPCError && problem.cause instanceof Refusal);
    assert.deepEqual(problem.cause.broken[0]?.facts, {
      theirs: "Au jardin",
      savedAt: first.savedAt,
      who: "Fatou",
    });
    return true;
  });
  assert.deepEqual(await written(db), before);
  // In the same millisecond as Fatou: the version still tells them apart.
  const second = await save(String(first.savedAt));
  assert.ok(second.savedAt > first.savedAt);
});

test("random interleavings of two members' savings never lose a confirmed answer", async (t) => {
  const { call, clock, fatou, mehdi, initiativeId } = await withFile(t);
  const callers = [await call(fatou), await call(mehdi)];
  const QUESTION_KEYS = ["title", "place", "period"] as const;
  let run = 0;
  const step = fc.record({
    who: fc.nat(1),
    question: fc.constantFrom(...QUESTION_KEYS),
    act: fc.constantFrom("open", "save", "save", "wait"),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
      run++;
      // What each one's form has seen, and the chain of confirmed versions of each question.
      const seen: Record<string, string>[] = [{}, {}];
      const at = async (question: string) => (await callers[0]?.file({ initiativeId }))?.answers[question];
      for (const [index, { who, question, act }] of steps.entries()) {
        if (act === "wait") clock.now += 1;
        else if (act === "open")
          seen[who] = { ...seen[who], [question]: String((await at(question))?.savedAt ?? "") };
        else {
          const before = await at(question);
          const value = `${question} ${run}.${index} par ${who}`;
          const seenAt = seen[who]?.[question] ?? "";
          const rules = await rulesOf(
            callers[who]?.saveAnswer({ initiativeId, question, value, seenAt }) ?? Promise.resolve(),
          );
          const after = await at(question);
          const hadSeen = before === undefined || seenAt === String(before.savedAt);
          // Confirmed exactly when the writer had seen what was there: a version disappears only under the eyes of its successor.
          assert.deepEqual(rules, hadSeen ? [] : ["DOS-11"]);
          assert.equal(after?.value, hadSeen ? value : before?.value);
          if (hadSeen) {
            assert.ok(after && (before === undefined || after.savedAt > before.savedAt));
            seen[who] = { ...seen[who], [question]: String(after.savedAt) };
          }
        }
      }
    }),
    { numRuns: 20 },
  );
});

test("two members who save different questions at once both keep theirs", async (t) => {
  const { call, fatou, mehdi, initiativeId } = await withFile(t);
  const [one, other] = [await call(fatou), await call(mehdi)];
  await Promise.all([
    one.saveAnswer({ initiativeId, question: "title", value: "Le four" }),
    other.saveAnswer({ initiativeId, question: "place", value: "La cour" }),
    one.saveForecastLine({ initiativeId, account: "60", label: "Briques", amount: "10" }),
    other.saveForecastLine({ initiativeId, account: "61", label: "Salle", amount: "20" }),
  ]);
  const { answers, totals } = await one.file({ initiativeId });
  assert.deepEqual([answers.title?.value, answers.place?.value], ["Le four", "La cour"]);
  assert.equal(totals.chargesCents, 30_00);
});

test("DOS-9 the fund is asked once; the request of the file follows its budget", async (t) => {
  const { call, fatou, initiativeId } = await withFile(t);
  const caller = await call(fatou);
  const request = { initiativeId, account: REQUEST_ACCOUNT, label: "Fonds" };
  await caller.saveForecastLine({ ...request, amount: "100" });
  assert.deepEqual(await rulesOf(caller.saveForecastLine({ ...request, amount: "50" })), ["DOS-9"]);
  const line = (await caller.file({ initiativeId })).lines[0];
  assert.ok(line);
  const change = { ...request, lineId: line.id, amount: "120", seenAt: String(line.savedAt) };
  await caller.saveForecastLine(change);
  assert.equal((await caller.file({ initiativeId })).file.requestedCents, 120_00);
  assert.deepEqual(await rulesOf(caller.saveForecastLine({ ...change, amount: "130" })), ["DOS-11"]);
  await caller.removeForecastLine({ initiativeId, lineId: line.id });
  await caller.removeForecastLine({ initiativeId, lineId: line.id });
  assert.equal((await caller.file({ initiativeId })).file.requestedCents, 0);
});

test("DOS-5 only the referent accepts the contract", async (t) => {
  const { call, fatou, initiativeId, mehdi } = await withFile(t);
  const accept = { initiativeId, question: "commitment", value: "on" };
  assert.deepEqual(await rulesOf((await call(mehdi)).saveAnswer(accept)), ["DOS-5"]);
  await (await call(fatou)).saveAnswer(accept);
  const { tasks } = await (await call(mehdi)).file({ initiativeId });
  assert.equal(tasks.find(({ key }) => key === "commitment")?.status, "done");
});

test("an unfinished file is refused with everything at once, and nothing is lost or written", async (t) => {
  const { call, db, fatou, initiativeId } = await withFile(t);
  const caller = await call(fatou);
  await caller.saveAnswer({ initiativeId, question: "title", value: "Le four" });
  await caller.saveForecastLine({ initiativeId, account: "60", label: "Briques", amount: "3 000" });
  await caller.saveForecastLine({ initiativeId, account: REQUEST_ACCOUNT, label: "Fonds", amount: "2 900" });
  const before = await written(db);
  const rules = await rulesOf(caller.submit({ initiativeId }));
  assert.deepEqual([...new Set(rules)], ["DOS-1", "DOS-2", "DOS-5", "DOS-8"]);
  assert.equal(rules.filter((rule) => rule === "DOS-2").length, 2, "over the ceiling and over the share");
  assert.deepEqual(await written(db), before);
  const { file, answers } = await caller.file({ initiativeId });
  assert.deepEqual([file.state, answers.title?.value], ["draft", "Le four"]);
});

test("DOS-6 a complete file counts at the closing instant, and not after", async (t) => {
  const { call, clock, db, fatou, fillIn, initiativeId } = await withFile(t);
  await fillIn(fatou, initiativeId);
  clock.now = CLOSES_AT + 1;
  assert.deepEqual(await rulesOf((await call(fatou)).submit({ initiativeId })), ["DOS-6"]);
  clock.now = CLOSES_AT;
  await (await call(fatou)).submit({ initiativeId });
  assert.equal((await store.getInitiative(db.read, initiativeId)).submittedAt, CLOSES_AT);
});

test("sending leaves one line, one receipt and one mail to each member; a double click nothing more", async (t) => {
  const { call, db, fatou, fillIn, initiativeId, number } = await withFile(t);
  await fillIn(fatou, initiativeId);
  const first = await (await call(fatou, "key-1")).submit({ initiativeId });
  const again = await (await call(fatou, "key-1")).submit({ initiativeId });
  assert.deepEqual(again, first);
  assert.equal(first.receiptNumber, `${number}-R1`);
  const sent = await eventsOf(db, "file.submitted");
  assert.deepEqual(
    sent.map((line) => line.public),
    [{ number, territory: "Goutte d’Or" }],
  );
  const mails = await db.read.select().from(outbox);
  assert.deepEqual(mails.map(({ to }) => to).sort(), ["fatou@exemple.fr", "mehdi@exemple.fr"]);
  assert.ok(mails.every(({ text }) => text?.includes(first.receiptNumber)));
  assert.deepEqual(await rulesOf((await call(fatou)).submit({ initiativeId })), ["DOS-10"]);
  assert.deepEqual(
    await rulesOf((await call(fatou)).saveAnswer({ initiativeId, question: "title", value: "Trop tard" })),
    ["DOS-10"],
  );
});

test("INS-2 the officer asks under an article; the clock stands still; the collective completes and sends back", async (t) => {
  const { call, clock, db, fatou, initiativeId, mehdi, thomas } = await withSentFile(t);
  const officer = await call(thomas);
  const sentAt = clock.now;
  const before = await written(db);
  assert.deepEqual(await rulesOf(officer.ask({ initiativeId, article: "XYZ-1", question: "Quoi ?" })), [
    "INS-2",
  ]);
  assert.deepEqual(await written(db), before);

  clock.now = sentAt + 2 * DAY_MS;
  const { doubtId } = await officer.ask({ initiativeId, article: "DOS-8", question: "Quelle salle ?" });
  const seen = await (await call(fatou)).file({ initiativeId });
  assert.deepEqual([seen.file.state, seen.where.who], ["to_complete", "collective"]);
  assert.equal(seen.where.untilAt, clock.now + 15 * DAY_MS);
  assert.ok(
    !JSON.stringify(seen.doubts).includes(thomas),
    "the officer's id is not the collective's business",
  );
  const asked = await db.read.select().from(outbox).where(eq(outbox.createdAt, clock.now));
  assert.equal(asked.length, 2);
  assert.ok(asked.every(({ text }) => text?.includes("DOS-8") && text.includes("Quelle salle ?")));

  clock.now += 4 * DAY_MS;
  const member = await call(mehdi);
  assert.deepEqual(await rulesOf(member.resend({ initiativeId })), ["INS-8"]);
  await member.answerDoubt({ initiativeId, doubtId, answer: "La salle Saint-Bruno." });
  await member.saveAnswer({
    initiativeId,
    question: "place",
    value: "Salle Saint-Bruno",
    seenAt: String(seen.answers.place?.savedAt),
  });
  const { receiptNumber } = await member.resend({ initiativeId });
  assert.ok(receiptNumber.endsWith("-R2"));
  const again = await officer.sentFile({ initiativeId });
  assert.equal(again.dueAt, sentAt + 25 * DAY_MS);
  assert.equal(again.doubts[0]?.answer, "La salle Saint-Bruno.");
  assert.equal(again.file.submittedAt, sentAt, "the first sending is what counts");
});

test("INS-4 the officer confirms each point to admit; then everybody sees the file, and no names", async (t) => {
  const { call, db, initiativeId, number, thomas } = await withSentFile(t);
  const officer = await call(thomas);
  assert.deepEqual(await rulesOf(officer.admit({ initiativeId, confirmed: ["INS-5"] })), ["INS-4", "INS-6"]);
  assert.deepEqual(await rulesOf(officer.admit({ initiativeId })), CONFIRMED);
  await officer.admit({ initiativeId, confirmed: CONFIRMED });
  assert.equal((await eventsOf(db, "file.admitted")).length, 1);
  const page = await (await call(null)).publicPage({ number });
  assert.equal(page.initiative.state, "admissible");
  assert.equal(page.totals.requestedCents, 2_400_00);
  const shown = JSON.stringify([page, await (await call(null)).list({ territory: "goutte-d-or" })]);
  assert.ok(shown.includes("Réponse à title"));
  for (const name of ["Fatou", "Mehdi", "Thomas", "per_"]) assert.ok(!shown.includes(name), name);
  assert.equal((await (await call(null)).list({ territory: "croix-blanche" })).initiatives.length, 0);
  assert.equal((await (await call(null)).list({ state: "inadmissible" })).initiatives.length, 0);
});

test("DOS-7 a refusal needs its article and its reason; both become public, without names", async (t) => {
  const { call, db, fatou, initiativeId, number, thomas } = await withSentFile(t);
  const officer = await call(thomas);
  const before = await written(db);
  assert.deepEqual(await rulesOf(officer.refuse({ initiativeId, article: "INS-6", reason: " " })), ["DOS-7"]);
  assert.deepEqual(await rulesOf(officer.refuse({ initiativeId, reason: "Non" })), ["DOS-7"]);
  assert.deepEqual(await written(db), before);
  await officer.refuse({ initiativeId, article: "INS-6", reason: "La fête a eu lieu en mai." });
  const page = await (await call(null)).publicPage({ number });
  assert.deepEqual([page.decision?.article, page.decision?.reason], ["INS-6", "La fête a eu lieu en mai."]);
  assert.equal((await eventsOf(db, "file.refused")).length, 1);
  assert.deepEqual(await rulesOf((await call(fatou)).withdraw({ initiativeId })), ["DOS-10"]);
  const mails = await db.read.select().from(outbox);
  assert.equal(mails.filter(({ text }) => text?.includes("La fête a eu lieu en mai.")).length, 2);
});

test("INS-3 no refusal while the collective may still answer", async (t) => {
  const { call, clock, initiativeId, thomas } = await withSentFile(t);
  const officer = await call(thomas);
  await officer.ask({ initiativeId, article: "DOS-8", question: "Quelle salle ?" });
  const refusal = { initiativeId, article: "DOS-8", reason: "Sans réponse." };
  clock.now += 15 * DAY_MS;
  assert.deepEqual(await rulesOf(officer.refuse(refusal)), ["INS-3"]);
  clock.now += 1;
  await officer.refuse(refusal);
});

test("INS-1 an officer does not instruct their own collective's file", async (t) => {
  const { as, call, collectiveId, fatou, initiativeId, thomas } = await withSentFile(t);
  const { code } = await (await call(fatou)).inviteMember({ collectiveId });
  await (await call(thomas)).join({ code });
  const officer = (await as(thomas)).initiatives;
  assert.deepEqual(await rulesOf(officer.admit({ initiativeId, confirmed: CONFIRMED })), ["INS-1"]);
  assert.deepEqual(await rulesOf(officer.ask({ initiativeId, article: "DOS-8", question: "?" })), ["INS-1"]);
  assert.deepEqual(await rulesOf(officer.refuse({ initiativeId, article: "DOS-8", reason: "?" })), ["INS-1"]);
});

test("the wrong role is forbidden; the right role elsewhere finds nothing", async (t) => {
  const { call, db, elsewhere, fatou, here, initiativeId, officer } = await withSentFile(t);
  const acts = async (who: Parameters<typeof call>[0]) => {
    const caller = await call(who);
    return [
      () => caller.sentFile({ initiativeId }),
      () => caller.ask({ initiativeId, article: "DOS-8", question: "?" }),
      () => caller.admit({ initiativeId, confirmed: CONFIRMED }),
      () => caller.refuse({ initiativeId, article: "DOS-8", reason: "?" }),
    ];
  };
  const before = await written(db);
  for (const attempt of await acts(null)) await assert.rejects(attempt, refusedAs("UNAUTHORIZED"));
  for (const attempt of await acts(fatou)) await assert.rejects(attempt, refusedAs("FORBIDDEN"));
  const juror = await officer("Awa", here.id, "juror");
  for (const attempt of await acts(juror)) await assert.rejects(attempt, refusedAs("FORBIDDEN"));
  const neighbour = await officer("Léa", elsewhere.id);
  for (const attempt of await acts(neighbour)) await assert.rejects(attempt, refusedAs("NOT_FOUND"));
  assert.deepEqual((await (await call(neighbour)).queue()).waiting, []);
  assert.deepEqual(await written(db), before);
  const local = await officer("Inès", here.id);
  assert.equal((await (await call(local)).queue()).waiting.length, 1);
});

test("INS-7 the queue puts the most urgent first and says who is late", async (t) => {
  const house = await withSentFile(t);
  const { as, call, clock, collectiveOf, fillIn, initiativeId, person, thomas } = house;
  const awa = await person("Awa");
  const julien = await person("Julien");
  clock.now += 3 * DAY_MS;
  const { collectiveId } = await collectiveOf(awa, julien);
  const second = await (await as(awa)).initiatives.startFile({ collectiveId });
  await fillIn(awa, second.initiativeId);
  await (await as(awa)).initiatives.submit({ initiativeId: second.initiativeId });
  const order = async () =>
    (await (await call(thomas)).queue()).waiting.map(({ id, isLate }) => [id, isLate]);
  assert.deepEqual(await order(), [
    [initiativeId, false],
    [second.initiativeId, false],
  ]);
  await (await call(thomas)).ask({ initiativeId, article: "DOS-8", question: "Quelle salle ?" });
  clock.now += 21 * DAY_MS + 1;
  assert.deepEqual(await order(), [
    [second.initiativeId, true],
    [initiativeId, false],
  ]);
});

test("a member withdraws before the decision; the file stays theirs to read and nobody else's", async (t) => {
  const { call, db, initiativeId, mehdi, number, thomas } = await withSentFile(t);
  await (await call(mehdi)).withdraw({ initiativeId });
  const seen = await (await call(mehdi)).file({ initiativeId });
  assert.equal(seen.file.state, "withdrawn");
  assert.deepEqual((await (await call(thomas)).queue()).waiting, []);
  await assert.rejects((await call(null)).publicPage({ number }), refusedAs("NOT_FOUND"));
  assert.equal((await eventsOf(db, "file.withdrawn")).length, 1);
});

test("a file withdrawn after it was admitted stays public as withdrawn", async (t) => {
  const { call, fatou, initiativeId, number, thomas } = await withSentFile(t);
  await (await call(thomas)).admit({ initiativeId, confirmed: CONFIRMED });
  await (await call(fatou)).withdraw({ initiativeId });
  const page = await (await call(null)).publicPage({ number });
  assert.deepEqual(
    page.steps.map(({ key }) => key),
    ["submitted", "admissible", "withdrawn"],
  );
});

test("the call tells its calendar, open or not", async (t) => {
  const { call, clock } = await withFile(t);
  for (const [now, isOpen] of [
    [OPENS_AT - 1, false],
    [OPENS_AT, true],
    [CLOSES_AT, true],
    [CLOSES_AT + 1, false],
  ] as const) {
    clock.now = now;
    assert.equal((await (await call(null)).openCall())?.isOpen, isOpen);
  }
});

test("a file never leaves its table of states, whoever insists", async (t) => {
  const { db, initiativeId } = await withFile(t);
  await assert.rejects(
    db.write((tx) => store.setInitiativeState(tx, initiativeId, "awarded")),
    /cannot go/,
  );
  assert.equal((await store.getInitiative(db.read, initiativeId)).state, "draft");
});

test("a collective without a neighbourhood is asked to choose one", async (t) => {
  const { as, fatou } = await withFile(t);
  const { initiatives } = await as(fatou);
  await assert.rejects(
    initiatives.createCollective({ name: "Les voisins du 12" } as never),
    (problem) =>
      problem instanceof TRPCError &&
      problem.cause instanceof ZodError &&
      problem.cause.issues.map(({ path, message }) => `${path} ${message}`).join() ===
        "territoryId initiatives.problems.neighbourhood",
  );
});
