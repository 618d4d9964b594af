import { type BrokenRule, brokenRules, type Rulebook, type RuleId } from "#server/kernel/rulebook.ts";
import {
  type Act,
  ANSWER_DAYS,
  type AnswerValue,
  ARTICLES,
  COMMITMENT_VERSION,
  DAY_MS,
  type ForecastLine,
  GROUPS,
  type Group,
  INVITATION_DAYS,
  isEmptyAnswer,
  isVolunteer,
  QUESTIONS,
  type QuestionKey,
  REQUEST_ACCOUNT,
  REVIEW_DAYS,
  type State,
  stateAfter,
  WRITABLE_STATES,
} from "./model.ts";

// --- Computations ---------------------------------------------------------------------------------------------------

export type ForecastTotals = {
  /** Money spent and money expected, accounts 60-69 and 70-79. */
  chargesCents: number;
  resourcesCents: number;
  /** Time and things given, accounts 86 and 87: valued, never paid. */
  volunteerChargesCents: number;
  volunteerResourcesCents: number;
  /** What the file asks of the fund. */
  requestedCents: number;
};

/** The sums of a forecast budget, in cents. */
export function totalsOf(
  lines: readonly Pick<ForecastLine, "side" | "account" | "amountCents">[],
): ForecastTotals {
  const sum = (wanted: (line: Pick<ForecastLine, "side" | "account">) => boolean) =>
    lines.filter(wanted).reduce((total, line) => total + line.amountCents, 0);
  return {
    chargesCents: sum(({ side, account }) => side === "charge" && !isVolunteer(account)),
    resourcesCents: sum(({ side, account }) => side === "resource" && !isVolunteer(account)),
    volunteerChargesCents: sum(({ side, account }) => side === "charge" && isVolunteer(account)),
    volunteerResourcesCents: sum(({ side, account }) => side === "resource" && isVolunteer(account)),
    requestedCents: sum(({ account }) => account === REQUEST_ACCOUNT),
  };
}

/** The most that the fund may bring to a cost: the call's share of it, rounded down to the cent. */
export function largestShareCents(costCents: number, maxShareBps: number): number {
  return Number((BigInt(costCents) * BigInt(maxShareBps)) / 10_000n);
}

type Waiting = { askedAt: number; returnedAt: number | null };

/** How long the officer's clock has stood still at `now`: while at least one question waited for the collective. */
export function suspendedMs(doubts: readonly Waiting[], now: number): number {
  let total = 0;
  let countedTo = Number.NEGATIVE_INFINITY;
  for (const { askedAt, returnedAt } of [...doubts].sort((a, b) => a.askedAt - b.askedAt)) {
    const from = Math.max(askedAt, countedTo);
    const to = Math.max(returnedAt ?? now, from);
    total += to - from;
    countedTo = to;
  }
  return total;
}

/**
 * When the officer's answer is due: 21 days after the file was sent, and as many more as the collective took to answer.
 * While the clock stands still the instant moves on with `now`.
 */
export function reviewDueAt(submittedAt: number, doubts: readonly Waiting[], now: number): number {
  return submittedAt + REVIEW_DAYS * DAY_MS + suspendedMs(doubts, now);
}

/** Until when the collective may take its time to answer what is still asked; null when nothing is. */
export function answerDueAt(doubts: readonly Waiting[]): number | null {
  const waiting = doubts.filter(({ returnedAt }) => returnedAt === null).map(({ askedAt }) => askedAt);
  return waiting.length === 0 ? null : Math.max(...waiting) + ANSWER_DAYS * DAY_MS;
}

/** When an invitation given at that instant stops being good. */
export const invitationExpiresAt = (givenAt: number): number => givenAt + INVITATION_DAYS * DAY_MS;

// --- Sending a file -------------------------------------------------------------------------------------------------

export type CallRules = {
  opensAt: number;
  submissionsCloseAt: number;
  ceilingCents: number;
  maxShareBps: number;
  minMembers: number;
};

export type GivenAnswer = { value: AnswerValue; savedBy: string };

/** All that decides whether a file may be sent. */
export type Sending = {
  now: number;
  call: CallRules;
  memberCount: number;
  referentIds: readonly string[];
  /** Other files of the collective in the same call, withdrawn ones not counted. */
  otherFiles: number;
  lines: readonly Pick<ForecastLine, "side" | "account" | "amountCents">[];
  answers: Readonly<Partial<Record<string, GivenAnswer>>>;
};

/** The mandatory questions without answer; the contract is not among them, it has its own rule. */
export function missingAnswers(answers: Sending["answers"]): QuestionKey[] {
  return QUESTIONS.filter(
    ({ key, kind, isMandatory }) =>
      isMandatory && kind !== "commitment" && isEmptyAnswer(answers[key]?.value),
  ).map(({ key }) => key);
}

/** Whether the contract in force was accepted, and by somebody who is referent today. */
export function isCommitted({ answers, referentIds }: Pick<Sending, "answers" | "referentIds">): boolean {
  const accepted = answers.commitment;
  return accepted?.value === COMMITMENT_VERSION && referentIds.includes(accepted.savedBy);
}

/** What a file must be to be complete, whenever it is sent: title II of the rulebook. */
export const FILE_RULES = {
  "DOS-1": ({ lines }) => {
    const totals = totalsOf(lines);
    return (
      totals.chargesCents === totals.resourcesCents &&
      totals.volunteerChargesCents === totals.volunteerResourcesCents
    );
  },
  "DOS-2": ({ lines, call }) => {
    const { requestedCents, chargesCents } = totalsOf(lines);
    return (
      requestedCents <= call.ceilingCents &&
      requestedCents <= largestShareCents(chargesCents, call.maxShareBps)
    );
  },
  "DOS-3": ({ memberCount, call }) => memberCount >= call.minMembers,
  "DOS-5": isCommitted,
  "DOS-8": ({ answers }) => missingAnswers(answers).length === 0,
  "DOS-9": ({ lines }) => lines.filter(({ account }) => account === REQUEST_ACCOUNT).length === 1,
} satisfies Rulebook<Sending>;

/** The place of a file in a call, from its first line on: its calendar, and one file for each collective. */
export const PLACE_RULES = {
  "DOS-4": ({ otherFiles }) => otherFiles === 0,
  // The server's clock decides; at the very instant of closing a file still counts.
  "DOS-6": ({ now, call }) => now >= call.opensAt && now <= call.submissionsCloseAt,
} satisfies Rulebook<Pick<Sending, "now" | "call" | "otherFiles">>;

/** What the first sending must respect. */
export const SENDING_RULES = { ...FILE_RULES, ...PLACE_RULES } satisfies Rulebook<Sending>;

type Detail = { facts: Record<string, string | number>; field: string };

/** For each broken rule, what would satisfy it and where: one entry for each thing to mend. */
const DETAILS: Record<keyof typeof SENDING_RULES, (sending: Sending) => Detail[]> = {
  "DOS-1": ({ lines }) => {
    const totals = totalsOf(lines);
    const gap = (what: string, charges: number, resources: number): Detail[] =>
      charges === resources
        ? []
        : [
            {
              field: "budget",
              facts: {
                what,
                missingSide: charges > resources ? "resources" : "charges",
                missingCents: Math.abs(charges - resources),
                chargesCents: charges,
                resourcesCents: resources,
              },
            },
          ];
    return [
      ...gap("money", totals.chargesCents, totals.resourcesCents),
      ...gap("gifts", totals.volunteerChargesCents, totals.volunteerResourcesCents),
    ];
  },
  "DOS-2": ({ lines, call }) => {
    const { requestedCents, chargesCents } = totalsOf(lines);
    const shareCents = largestShareCents(chargesCents, call.maxShareBps);
    const over = (what: string, mostCents: number): Detail[] =>
      requestedCents <= mostCents
        ? []
        : [
            {
              field: "budget",
              facts: {
                what,
                requestedCents,
                mostCents,
                excessCents: requestedCents - mostCents,
                sharePercent: call.maxShareBps / 100,
              },
            },
          ];
    return [...over("ceiling", call.ceilingCents), ...over("share", shareCents)];
  },
  "DOS-3": ({ memberCount, call }) => [
    {
      field: "members",
      facts: { members: memberCount, minMembers: call.minMembers, missing: call.minMembers - memberCount },
    },
  ],
  "DOS-4": () => [{ field: "send", facts: {} }],
  "DOS-5": () => [{ field: "commitment", facts: {} }],
  "DOS-6": ({ now, call }) => [
    {
      field: "send",
      facts: {
        when: now < call.opensAt ? "before" : "after",
        opensAt: call.opensAt,
        closesAt: call.submissionsCloseAt,
      },
    },
  ],
  "DOS-8": ({ answers }) =>
    missingAnswers(answers).map((question) => ({ field: question, facts: { question } })),
  "DOS-9": ({ lines }) => [
    {
      field: "budget",
      facts: { what: lines.some(({ account }) => account === REQUEST_ACCOUNT) ? "twice" : "none" },
    },
  ],
};

/** Everything that keeps the file from being sent, each with the facts that its sentence is filled with. */
export function explainSending(rules: Rulebook<Sending>, sending: Sending): BrokenRule[] {
  const broken = brokenRules(rules, sending) as (keyof typeof SENDING_RULES)[];
  const inOrder = broken.sort((a, b) => Number(a.slice(4)) - Number(b.slice(4)));
  return inOrder.flatMap((rule) =>
    DETAILS[rule](sending).map((detail) => ({ rule: rule as RuleId, ...detail })),
  );
}

// --- Acts -----------------------------------------------------------------------------------------------------------

/** An act on a file happens only where the table of transitions knows it; one writes only in a file that is open. */
export const ACT_RULES = {
  "DOS-10": ({ state, act }) =>
    act === "write" ? WRITABLE_STATES.includes(state) : stateAfter(state, act) !== null,
} satisfies Rulebook<{ state: State; act: Act | "write" }>;

/** A file is sent back when every question put to the collective has its answer. */
export const RESENDING_RULES = {
  ...FILE_RULES,
  "INS-8": ({ unanswered }) => unanswered === 0,
} satisfies Rulebook<Sending & { unanswered: number }>;

export type Saving = {
  /** What is kept now, with the moment of its last saving; null when nothing is. */
  kept: { text: string; savedAt: number | null } | null;
  /** What the writer's form had seen. */
  seenAt: number | null;
  text: string;
};

/** Two people write in one file: nobody wipes out unseen what another has just written. */
export const SAVING_RULES = {
  "DOS-11": ({ kept, seenAt, text }) => kept === null || kept.savedAt === seenAt || kept.text === text,
} satisfies Rulebook<Saving>;

export type Joining = { now: number; invitation: { expiresAt: number; usedAt: number | null } | null };

/** A code lets one person in, once, before its date. */
export const JOINING_RULES = {
  "DOS-12": ({ invitation, now }) =>
    invitation !== null && invitation.usedAt === null && now <= invitation.expiresAt,
} satisfies Rulebook<Joining>;

/** Why the code does not open, for its sentence. */
export function joiningProblem({ invitation, now }: Joining): "unknown" | "used" | "expired" | null {
  if (invitation === null) return "unknown";
  if (invitation.usedAt !== null) return "used";
  return now > invitation.expiresAt ? "expired" : null;
}

// --- The case officer -----------------------------------------------------------------------------------------------

/** What an act that must cite an article and say why still lacks. */
export function citing(article: string, words: string): ("article" | "words")[] {
  const isArticle = (ARTICLES as readonly string[]).includes(article);
  return [...(isArticle ? [] : ["article" as const]), ...(words.trim() === "" ? ["words" as const] : [])];
}

/** Who instructs a file is not one of those who ask. */
export const INSTRUCTING_RULES = {
  "INS-1": ({ officerId, memberIds }) => !memberIds.includes(officerId),
} satisfies Rulebook<{ officerId: string; memberIds: readonly string[] }>;

/** A question to the collective says what is missing, and under which article it is asked. */
export const ASKING_RULES = {
  ...INSTRUCTING_RULES,
  "INS-2": (asking) => citing(asking.article, asking.question).length === 0,
} satisfies Rulebook<{ officerId: string; memberIds: readonly string[]; article: string; question: string }>;

export type Refusing = {
  officerId: string;
  memberIds: readonly string[];
  article: string;
  reason: string;
  now: number;
  /** Until when the collective may still answer a question; null when none is open. */
  answerDueAt: number | null;
};

/** Finding a file inadmissible: in an article's name, for a reason, and never while the collective may still answer. */
export const REFUSING_RULES = {
  "DOS-7": ({ article, reason }) => citing(article, reason).length === 0,
  ...INSTRUCTING_RULES,
  "INS-3": ({ answerDueAt: due, now }) => due === null || now > due,
} satisfies Rulebook<Refusing>;

export type Admitting = { officerId: string; memberIds: readonly string[]; confirmed: readonly string[] };

/** Admitting a file: the officer confirms one by one what no computer can judge. */
export const ADMITTING_RULES = {
  ...INSTRUCTING_RULES,
  "INS-4": ({ confirmed }) => confirmed.includes("INS-4"),
  "INS-5": ({ confirmed }) => confirmed.includes("INS-5"),
  "INS-6": ({ confirmed }) => confirmed.includes("INS-6"),
} satisfies Rulebook<Admitting>;

/** The officer's answer comes in time; a late file is shown as late, first in the queue. */
export const DELAY_RULES = {
  "INS-7": ({ dueAt, now }) => now <= dueAt,
} satisfies Rulebook<{ dueAt: number; now: number }>;

// --- What remains to do, and where the file is ----------------------------------------------------------------------

export type TaskStatus = "done" | "todo" | "optional" | "waiting";
export type Task = { key: string; group: Group; status: TaskStatus };

/** The task list of a file: one task a question, the members, the budget, the sending; in the order asked. */
export function taskList(sending: Sending): Task[] {
  const broken = new Set(brokenRules(FILE_RULES, sending));
  const isReady = broken.size === 0;
  const questions = QUESTIONS.map(({ key, group, kind, isMandatory }): Task => {
    const isDone = kind === "commitment" ? !broken.has("DOS-5") : !isEmptyAnswer(sending.answers[key]?.value);
    return { key, group, status: isDone ? "done" : isMandatory ? "todo" : "optional" };
  });
  const isBudgetDone = !broken.has("DOS-1") && !broken.has("DOS-2") && !broken.has("DOS-9");
  const tasks: Task[] = [
    { key: "members", group: "us", status: broken.has("DOS-3") ? "todo" : "done" },
    ...questions,
    { key: "budget", group: "budget", status: isBudgetDone ? "done" : "todo" },
    { key: "send", group: "send", status: isReady ? "todo" : "waiting" },
  ];
  return GROUPS.flatMap((group) => tasks.filter((task) => task.group === group));
}

/** «Où en est mon dossier ?» in one line: in whose hands, and until when. */
export type Whereabouts = {
  state: State;
  who: "collective" | "officer" | "residents" | "fund" | "nobody";
  untilAt: number | null;
};

/** Who must act next on the file, and by when; `untilAt` null when no date binds anybody. */
export function whereabouts(
  file: { state: State; submittedAt: number | null; doubts: readonly Waiting[] },
  call: { submissionsCloseAt: number; voteOpensAt: number; voteClosesAt: number } | null,
  now: number,
): Whereabouts {
  const { state, submittedAt, doubts } = file;
  switch (state) {
    case "draft":
      return { state, who: "collective", untilAt: call?.submissionsCloseAt ?? null };
    case "submitted":
      return {
        state,
        who: "officer",
        untilAt: submittedAt === null ? null : reviewDueAt(submittedAt, doubts, now),
      };
    case "to_complete":
      return { state, who: "collective", untilAt: answerDueAt(doubts) };
    case "admissible":
      return { state, who: "residents", untilAt: call?.voteOpensAt ?? null };
    case "in_vote":
      return { state, who: "residents", untilAt: call?.voteClosesAt ?? null };
    case "awarded":
      return { state, who: "fund", untilAt: null };
    default:
      return { state, who: "nobody", untilAt: null };
  }
}
