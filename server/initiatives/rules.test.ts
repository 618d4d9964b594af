import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { brokenRules } from "#server/kernel/rulebook.ts";
import {
  ACCOUNTS,
  type Act,
  actsIn,
  COMMITMENT_VERSION,
  DAY_MS,
  findQuestion,
  LIVE_STATES,
  PUBLIC_STATES,
  QUESTIONS,
  REQUEST_ACCOUNT,
  readAnswer,
  STATES,
  type State,
  stateAfter,
  TRANSITIONS,
  WRITABLE_STATES,
} from "./model.ts";
import {
  ACT_RULES,
  ADMITTING_RULES,
  ASKING_RULES,
  answerDueAt,
  citing,
  DELAY_RULES,
  explainSending,
  FILE_RULES,
  JOINING_RULES,
  joiningProblem,
  largestShareCents,
  REFUSING_RULES,
  RESENDING_RULES,
  reviewDueAt,
  SAVING_RULES,
  SENDING_RULES,
  type Sending,
  suspendedMs,
  taskList,
  totalsOf,
  whereabouts,
} from "./rules.ts";

const OPENS_AT = Date.UTC(2026, 0, 1);
const CLOSES_AT = Date.UTC(2026, 5, 30, 22);

const line = (account: string, amountCents: number) => ({
  account,
  amountCents,
  side: ACCOUNTS.find(({ code }) => code === account)?.side ?? ("charge" as const),
});

/** A file that breaks no rule: 3 000 € of cost, 2 400 € asked, the call pays at most 80 % and 2 500 €. */
const complete: Sending = {
  now: CLOSES_AT - DAY_MS,
  call: {
    opensAt: OPENS_AT,
    submissionsCloseAt: CLOSES_AT,
    ceilingCents: 2_500_00,
    maxShareBps: 8_000,
    minMembers: 2,
  },
  memberCount: 2,
  referentIds: ["per_fatou"],
  otherFiles: 0,
  lines: [line("60", 3_000_00), line(REQUEST_ACCOUNT, 2_400_00), line("75", 600_00)],
  answers: Object.fromEntries(
    QUESTIONS.filter(({ isMandatory }) => isMandatory).map(({ key, kind }) => [
      key,
      {
        value: kind === "commitment" ? COMMITMENT_VERSION : kind === "choices" ? ["everyone"] : "12",
        savedBy: "per_fatou",
      },
    ]),
  ),
};

const broken = (change: Partial<Sending>) => brokenRules(SENDING_RULES, { ...complete, ...change });
const asking = (requestedCents: number, costCents: number) => [
  line("60", costCents),
  line(REQUEST_ACCOUNT, requestedCents),
  line("75", costCents - requestedCents),
];

test("a complete file breaks no rule", () => assert.deepEqual(broken({}), []));

test("DOS-1 charges equal resources to the cent", () => {
  for (const [ownCents, expected] of [
    [599_99, ["DOS-1"]],
    [600_00, []],
    [600_01, ["DOS-1"]],
  ] as const)
    assert.deepEqual(
      broken({ lines: [line("60", 3_000_00), line(REQUEST_ACCOUNT, 2_400_00), line("75", ownCents)] }),
      expected,
    );
});

test("DOS-1 gifts of time and things are equal on both sides, apart from the money", () => {
  for (const [received, expected] of [
    [199_99, ["DOS-1"]],
    [200_00, []],
    [200_01, ["DOS-1"]],
  ] as const)
    assert.deepEqual(
      broken({ lines: [...complete.lines, line("86", 200_00), line("87", received)] }),
      expected,
    );
  // 200 € of gifts never make up for 200 € of money.
  assert.deepEqual(broken({ lines: [...complete.lines, line("60", 200_00), line("87", 200_00)] }), ["DOS-1"]);
});

test("DOS-1 says which side lacks how much, once for the money and once for the gifts", () => {
  const lines = [line("60", 3_000_00), line(REQUEST_ACCOUNT, 2_400_00), line("87", 50_00)];
  const gaps = explainSending(SENDING_RULES, { ...complete, lines }).filter(({ rule }) => rule === "DOS-1");
  assert.deepEqual(
    gaps.map(({ facts }) => [facts?.what, facts?.missingSide, facts?.missingCents]),
    [
      ["money", "resources", 600_00],
      ["gifts", "charges", 50_00],
    ],
  );
});

test("DOS-2 the request stays within the ceiling", () => {
  for (const [requested, expected] of [
    [2_499_99, []],
    [2_500_00, []],
    [2_500_01, ["DOS-2"]],
  ] as const)
    assert.deepEqual(broken({ lines: asking(requested, 10_000_00) }), expected);
});

test("DOS-2 the request stays within its share of the cost, gifts left out", () => {
  for (const [requested, expected] of [
    [799_99, []],
    [800_00, []],
    [800_01, ["DOS-2"]],
  ] as const)
    assert.deepEqual(
      broken({ lines: [...asking(requested, 1_000_00), line("86", 500_00), line("87", 500_00)] }),
      expected,
    );
  assert.equal(largestShareCents(99_99, 8_000), 79_99);
});

test("DOS-3 the collective has at least the members the call asks for", () => {
  for (const [memberCount, expected] of [
    [1, ["DOS-3"]],
    [2, []],
    [3, []],
  ] as const)
    assert.deepEqual(broken({ memberCount }), expected);
});

test("DOS-4 one file for each collective and call", () => {
  for (const [otherFiles, expected] of [
    [0, []],
    [1, ["DOS-4"]],
  ] as const)
    assert.deepEqual(broken({ otherFiles }), expected);
});

test("DOS-5 the contract in force is accepted, by who is referent", () => {
  const accepted = (value: string, savedBy: string) =>
    broken({ answers: { ...complete.answers, commitment: { value, savedBy } } });
  assert.deepEqual(accepted(COMMITMENT_VERSION, "per_fatou"), []);
  assert.deepEqual(accepted(COMMITMENT_VERSION, "per_mehdi"), ["DOS-5"]);
  assert.deepEqual(accepted("2019-1", "per_fatou"), ["DOS-5"]);
  assert.deepEqual(accepted("", "per_fatou"), ["DOS-5"]);
});

test("DOS-6 sent at the closing instant counts, a millisecond later it does not", () => {
  for (const [now, expected] of [
    [OPENS_AT - 1, ["DOS-6"]],
    [OPENS_AT, []],
    [CLOSES_AT - 1, []],
    [CLOSES_AT, []],
    [CLOSES_AT + 1, ["DOS-6"]],
  ] as const)
    assert.deepEqual(broken({ now }), expected);
});

test("DOS-7 a refusal cites an article and gives a reason", () => {
  const refusal = { officerId: "per_thomas", memberIds: ["per_fatou"], now: 0, answerDueAt: null };
  assert.deepEqual(
    brokenRules(REFUSING_RULES, { ...refusal, article: "INS-6", reason: "La fête a eu lieu." }),
    [],
  );
  assert.deepEqual(brokenRules(REFUSING_RULES, { ...refusal, article: "INS-6", reason: "  " }), ["DOS-7"]);
  assert.deepEqual(brokenRules(REFUSING_RULES, { ...refusal, article: "", reason: "Non." }), ["DOS-7"]);
  assert.deepEqual(brokenRules(REFUSING_RULES, { ...refusal, article: "DOS-99", reason: "Non." }), ["DOS-7"]);
});

test("DOS-8 every mandatory question has an answer, and each hole is named", () => {
  const { title: _title, audience: _audience, ...rest } = complete.answers;
  const answers = { ...rest, audience: { value: [], savedBy: "per_fatou" } };
  assert.deepEqual(broken({ answers }), ["DOS-8"]);
  assert.deepEqual(
    explainSending(SENDING_RULES, { ...complete, answers }).map(({ field }) => field),
    ["title", "audience"],
  );
});

test("DOS-9 the budget asks the fund once, for something", () => {
  const twice = [...asking(800_00, 2_000_00), line(REQUEST_ACCOUNT, 100_00), line("60", 100_00)];
  for (const [lines, expected] of [
    [[line("60", 100_00), line("75", 100_00)], ["DOS-9"]],
    [asking(1, 100_00), []],
    [twice, ["DOS-9"]],
  ] as const)
    assert.deepEqual(broken({ lines }), expected);
});

test("INS-8 a file goes back when every question has its answer", () => {
  for (const [unanswered, expected] of [
    [0, []],
    [1, ["INS-8"]],
  ] as const)
    assert.deepEqual(brokenRules(RESENDING_RULES, { ...complete, unanswered }), expected);
});

test("DOS-10 one writes in a draft and in a file to complete, nowhere else", () => {
  for (const state of STATES)
    assert.equal(
      brokenRules(ACT_RULES, { state, act: "write" }).length === 0,
      state === "draft" || state === "to_complete",
    );
});

test("an empty file is told everything at once, in the order of the rulebook", () => {
  const empty = { ...complete, now: CLOSES_AT + 1, memberCount: 1, otherFiles: 1, lines: [], answers: {} };
  assert.deepEqual(
    [...new Set(explainSending(SENDING_RULES, empty).map(({ rule }) => rule))],
    ["DOS-3", "DOS-4", "DOS-5", "DOS-6", "DOS-8", "DOS-9"],
  );
});

test("sending a completed file again does not depend on the calendar of the call", () => {
  assert.ok(!Object.keys(FILE_RULES).includes("DOS-6"));
  assert.deepEqual(brokenRules(FILE_RULES, { ...complete, now: CLOSES_AT + 1 }), []);
});

test("DOS-10 an act happens only where the table knows it", () => {
  assert.deepEqual(brokenRules(ACT_RULES, { state: "draft", act: "submit" }), []);
  assert.deepEqual(brokenRules(ACT_RULES, { state: "submitted", act: "submit" }), ["DOS-10"]);
  assert.deepEqual(brokenRules(ACT_RULES, { state: "awarded", act: "withdraw" }), ["DOS-10"]);
});

test("DOS-10 random walks: a file never leaves its states, and what is final stays final", () => {
  const acts = Object.keys(TRANSITIONS) as Act[];
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...acts), { maxLength: 40 }), (walk) => {
      let state: State = "draft";
      const seen: State[] = [state];
      for (const act of walk) {
        const next = stateAfter(state, act);
        assert.equal(next !== null, actsIn(state).includes(act));
        if (next === null) continue;
        state = next;
        seen.push(state);
      }
      assert.ok(seen.every((one) => STATES.includes(one)));
      // Nobody is admitted, put to the vote or awarded without having been submitted before.
      const decided = seen.findIndex((one) => PUBLIC_STATES.includes(one));
      if (decided >= 0) assert.ok(seen.slice(0, decided).includes("submitted"));
      for (const final of ["withdrawn", "inadmissible", "refused", "awarded"] as const) {
        const at = seen.indexOf(final);
        if (at >= 0) assert.equal(at, seen.length - 1);
      }
      // A decided file is never written in again.
      if (decided >= 0) assert.ok(seen.slice(decided).every((one) => !WRITABLE_STATES.includes(one)));
    }),
  );
  for (const state of STATES)
    if (actsIn(state).length > 0)
      assert.ok(LIVE_STATES.includes(state), `${state} has a way on, so it is live`);
});

test("DOS-11 what somebody else wrote meanwhile is never wiped out unseen", () => {
  const kept = { text: "Le jardin", savedAt: 1_000 };
  for (const [saving, expected] of [
    [{ kept: null, seenAt: null, text: "Le potager" }, []],
    [{ kept, seenAt: 1_000, text: "Le potager" }, []],
    [{ kept, seenAt: 999, text: "Le potager" }, ["DOS-11"]],
    [{ kept, seenAt: null, text: "Le potager" }, ["DOS-11"]],
    [{ kept, seenAt: null, text: "Le jardin" }, []],
  ] as const)
    assert.deepEqual(brokenRules(SAVING_RULES, saving), expected);
});

test("DOS-12 a code opens once, until its date", () => {
  const good = { expiresAt: 1_000, usedAt: null };
  for (const [now, invitation, problem] of [
    [999, good, null],
    [1_000, good, null],
    [1_001, good, "expired"],
    [999, { ...good, usedAt: 5 }, "used"],
    [999, null, "unknown"],
  ] as const) {
    assert.deepEqual(brokenRules(JOINING_RULES, { now, invitation }), problem ? ["DOS-12"] : []);
    assert.equal(joiningProblem({ now, invitation }), problem);
  }
});

test("INS-1 nobody instructs the file of a collective they belong to", () => {
  const facts = { officerId: "per_thomas", article: "DOS-8", question: "Quelle salle ?" };
  assert.deepEqual(brokenRules(ASKING_RULES, { ...facts, memberIds: ["per_fatou"] }), []);
  assert.deepEqual(brokenRules(ASKING_RULES, { ...facts, memberIds: ["per_fatou", "per_thomas"] }), [
    "INS-1",
  ]);
});

test("INS-2 a question to the collective cites an article and says what is missing", () => {
  const facts = { officerId: "per_thomas", memberIds: [] };
  for (const [article, question, expected] of [
    ["DOS-8", "Quelle salle ?", []],
    ["ABC-1", "Quelle salle ?", ["INS-2"]],
    ["DOS-8", "  ", ["INS-2"]],
  ] as const)
    assert.deepEqual(brokenRules(ASKING_RULES, { ...facts, article, question }), expected);
  assert.deepEqual(citing("", ""), ["article", "words"]);
});

test("INS-3 no refusal while the collective may still answer", () => {
  const facts = { officerId: "per_thomas", memberIds: [], article: "DOS-8", reason: "Sans réponse." };
  for (const [now, expected] of [
    [999, ["INS-3"]],
    [1_000, ["INS-3"]],
    [1_001, []],
  ] as const)
    assert.deepEqual(brokenRules(REFUSING_RULES, { ...facts, now, answerDueAt: 1_000 }), expected);
});

for (const [rule, what] of [
  ["INS-4", "the place"],
  ["INS-5", "openness to all"],
  ["INS-6", "that nothing has begun"],
] as const)
  test(`${rule} a file is admitted only when the officer has confirmed ${what}`, () => {
    const facts = { officerId: "per_thomas", memberIds: [] };
    const others = ["INS-4", "INS-5", "INS-6"].filter((other) => other !== rule);
    assert.deepEqual(brokenRules(ADMITTING_RULES, { ...facts, confirmed: [...others, rule] }), []);
    assert.deepEqual(brokenRules(ADMITTING_RULES, { ...facts, confirmed: others }), [rule]);
  });

test("INS-7 the answer is due 21 days after the sending, and the days of waiting are given back", () => {
  const sentAt = OPENS_AT;
  assert.equal(reviewDueAt(sentAt, [], sentAt), sentAt + 21 * DAY_MS);
  const asked = [{ askedAt: sentAt + 2 * DAY_MS, returnedAt: sentAt + 7 * DAY_MS }];
  assert.equal(reviewDueAt(sentAt, asked, sentAt + 30 * DAY_MS), sentAt + 26 * DAY_MS);
  for (const [now, expected] of [
    [sentAt + 26 * DAY_MS - 1, []],
    [sentAt + 26 * DAY_MS, []],
    [sentAt + 26 * DAY_MS + 1, ["INS-7"]],
  ] as const)
    assert.deepEqual(brokenRules(DELAY_RULES, { now, dueAt: reviewDueAt(sentAt, asked, now) }), expected);
});

test("INS-7 questions that overlap suspend the clock once: compared with counting each moment", () => {
  const doubt = fc
    .tuple(fc.integer({ min: 0, max: 60 }), fc.option(fc.integer({ min: 0, max: 60 }), { nil: null }))
    .map(([askedAt, after]) => ({ askedAt, returnedAt: after === null ? null : askedAt + after }));
  fc.assert(
    fc.property(fc.array(doubt, { maxLength: 6 }), (doubts) => {
      const now = 200;
      let moments = 0;
      for (let at = 0; at < now; at++)
        if (doubts.some(({ askedAt, returnedAt }) => askedAt <= at && at < (returnedAt ?? now))) moments++;
      assert.equal(suspendedMs(doubts, now), moments);
    }),
  );
});

test("the collective may answer for fifteen days after the last question", () => {
  assert.equal(answerDueAt([{ askedAt: 5, returnedAt: 9 }]), null);
  assert.equal(
    answerDueAt([
      { askedAt: 5, returnedAt: null },
      { askedAt: 8, returnedAt: null },
    ]),
    8 + 15 * DAY_MS,
  );
});

test("the sums of a budget are those of its lines, whatever their order", () => {
  const lineOf = fc
    .tuple(fc.constantFrom(...ACCOUNTS), fc.integer({ min: 1, max: 99_999_999_999 }))
    .map(([{ code, side }, amountCents]) => ({ account: code, side, amountCents }));
  fc.assert(
    fc.property(fc.array(lineOf, { maxLength: 40 }), (lines) => {
      const totals = totalsOf(lines);
      const { requestedCents: _part, ...sides } = totals;
      const all = lines.reduce((sum, { amountCents }) => sum + amountCents, 0);
      assert.equal(
        Object.values(sides).reduce((sum, cents) => sum + cents, 0),
        all,
      );
      assert.deepEqual(totalsOf([...lines].reverse()), totals);
    }),
  );
});

test("answers are kept clean, and refused only where they cannot be kept", () => {
  const question = (key: string) => {
    const found = findQuestion(key);
    assert.ok(found);
    return found;
  };
  assert.deepEqual(readAnswer(question("title"), "  Un\r\njardin 🌻 partagé "), {
    value: "Un jardin 🌻 partagé",
  });
  assert.deepEqual(readAnswer(question("title"), "🌻".repeat(90)), { value: "🌻".repeat(90) });
  assert.deepEqual(readAnswer(question("title"), "🌻".repeat(91)), { problem: "tooLong" });
  assert.deepEqual(readAnswer(question("summary"), "حديقة\u0000 مشتركة\r\nللجميع"), {
    value: "حديقة  مشتركة\nللجميع",
  });
  assert.deepEqual(readAnswer(question("participants"), "1 200"), { value: "1200" });
  for (const typed of ["0", "-3", "1e3", "douze", "12,5", "10000"])
    assert.deepEqual(readAnswer(question("participants"), typed), { problem: "notANumber" }, typed);
  assert.deepEqual(readAnswer(question("participants"), ""), { value: "" });
  assert.deepEqual(readAnswer(question("audience"), ["young", "children"]), { value: ["children", "young"] });
  assert.deepEqual(readAnswer(question("audience"), ["martians"]), { problem: "unknownChoice" });
  assert.deepEqual(readAnswer(question("commitment"), "on"), { value: COMMITMENT_VERSION });
});

test("the task list keeps its order and says what remains", () => {
  const tasks = taskList({ ...complete, memberCount: 1, answers: {} });
  assert.deepEqual([...new Set(tasks.map(({ group }) => group))], ["us", "idea", "budget", "send"]);
  assert.equal(tasks.find(({ key }) => key === "members")?.status, "todo");
  assert.equal(tasks.find(({ key }) => key === "needs")?.status, "optional");
  assert.equal(tasks.find(({ key }) => key === "send")?.status, "waiting");
  assert.equal(taskList(complete).find(({ key }) => key === "send")?.status, "todo");
});

test("in whose hands the file is, at every state", () => {
  const call = { submissionsCloseAt: 10, voteOpensAt: 20, voteClosesAt: 30 };
  const at = (state: State, doubts: { askedAt: number; returnedAt: number | null }[] = []) => {
    const { who, untilAt } = whereabouts({ state, submittedAt: 5, doubts }, call, 6);
    return [who, untilAt];
  };
  assert.deepEqual(at("draft"), ["collective", 10]);
  assert.deepEqual(at("submitted"), ["officer", 5 + 21 * DAY_MS]);
  assert.deepEqual(at("to_complete", [{ askedAt: 6, returnedAt: null }]), ["collective", 6 + 15 * DAY_MS]);
  assert.deepEqual(at("admissible"), ["residents", 20]);
  assert.deepEqual(at("in_vote"), ["residents", 30]);
  for (const state of STATES)
    assert.equal(whereabouts({ state, submittedAt: null, doubts: [] }, null, 0).state, state);
});
