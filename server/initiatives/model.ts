import { z } from "zod";
import type { Id } from "#server/kernel/ids.ts";
import type { RuleId } from "#server/kernel/rulebook.ts";

export type CollectiveId = Id<"col">;
export type InitiativeId = Id<"ini">;
export type ForecastLineId = Id<"fli">;
export type DoubtId = Id<"dou">;

/** What a member does in the collective; «referent» speaks for it and accepts the commitment contract. */
export const MEMBER_ROLES = ["referent", "treasurer", "member"] as const;
export type MemberRole = (typeof MEMBER_ROLES)[number];

// --- The life of a file ---------------------------------------------------------------------------------------------

export const STATES = [
  "draft",
  "submitted",
  "to_complete",
  "admissible",
  "inadmissible",
  "in_vote",
  "awarded",
  "reserve_list",
  "refused",
  "withdrawn",
] as const;
export type State = (typeof STATES)[number];

/**
 * Every act that moves a file, and from where to where. What is not here cannot happen.
 * The acts of the vote and of the allocation are theirs; the table is one, so that a file never has two lives.
 */
export const TRANSITIONS = {
  submit: { from: ["draft"], to: "submitted" },
  ask: { from: ["submitted", "to_complete"], to: "to_complete" },
  resend: { from: ["to_complete"], to: "submitted" },
  admit: { from: ["submitted"], to: "admissible" },
  refuse: { from: ["submitted", "to_complete"], to: "inadmissible" },
  withdraw: { from: ["draft", "submitted", "to_complete", "admissible"], to: "withdrawn" },
  put_to_vote: { from: ["admissible"], to: "in_vote" },
  award: { from: ["admissible", "in_vote", "reserve_list"], to: "awarded" },
  hold_in_reserve: { from: ["admissible", "in_vote"], to: "reserve_list" },
  leave_out: { from: ["admissible", "in_vote", "reserve_list"], to: "refused" },
} as const satisfies Record<string, { from: readonly State[]; to: State }>;
export type Act = keyof typeof TRANSITIONS;

/** Where the act leads from that state, or null when it is not possible there. */
export function stateAfter(state: State, act: Act): State | null {
  const { from, to } = TRANSITIONS[act];
  return (from as readonly State[]).includes(state) ? to : null;
}

/** The acts possible in a state, in the order of the table. */
export function actsIn(state: State): Act[] {
  return (Object.keys(TRANSITIONS) as Act[]).filter((act) => stateAfter(state, act) !== null);
}

/** Whether some act leads from one state to the other. */
export function canBecome(from: State, to: State): boolean {
  return actsIn(from).some((act) => TRANSITIONS[act].to === to);
}

/** States in which members may write in the file. */
export const WRITABLE_STATES: readonly State[] = ["draft", "to_complete"];
/** States that anybody may see. A file withdrawn after it was admitted stays visible too. */
export const PUBLIC_STATES: readonly State[] = [
  "admissible",
  "inadmissible",
  "in_vote",
  "awarded",
  "reserve_list",
  "refused",
];
/** States that a file reaches through the vote. */
export const VOTED_STATES: readonly State[] = ["in_vote", "awarded", "reserve_list", "refused"];
/** States in which a file counts as the collective's one file for the call. */
export const LIVE_STATES: readonly State[] = STATES.filter((state) => state !== "withdrawn");
/** States that wait for the case officer or for the collective at the case officer's demand. */
export const REVIEWED_STATES: readonly State[] = ["submitted", "to_complete"];

// --- The questions of the file --------------------------------------------------------------------------------------

export const GROUPS = ["us", "idea", "budget", "send"] as const;
export type Group = (typeof GROUPS)[number];

/** How a question is answered: a line, some lines, a whole number, choices, or a text to accept. */
export type QuestionKind = "line" | "lines" | "number" | "choices" | "commitment";

export type Question = {
  key: string;
  group: Group;
  kind: QuestionKind;
  isMandatory: boolean;
  /** The longest answer, in characters. */
  maxLength: number;
  /** The values of a question of choices, in the order shown. */
  choices?: readonly string[];
};

/** The version of the commitment contract that is in force; kept with the acceptance. */
export const COMMITMENT_VERSION = "2026-1";

/** The questions of every file, in the order asked; their words are in the messages, `initiatives.questions.<key>`. */
export const QUESTIONS = [
  { key: "presentation", group: "us", kind: "lines", isMandatory: true, maxLength: 800 },
  { key: "participants", group: "us", kind: "number", isMandatory: true, maxLength: 4 },
  { key: "title", group: "idea", kind: "line", isMandatory: true, maxLength: 90 },
  { key: "summary", group: "idea", kind: "lines", isMandatory: true, maxLength: 600 },
  {
    key: "audience",
    group: "idea",
    kind: "choices",
    isMandatory: true,
    maxLength: 20,
    choices: ["everyone", "children", "young", "families", "elders"],
  },
  { key: "period", group: "idea", kind: "line", isMandatory: true, maxLength: 200 },
  { key: "place", group: "idea", kind: "line", isMandatory: true, maxLength: 200 },
  { key: "needs", group: "idea", kind: "lines", isMandatory: false, maxLength: 800 },
  { key: "commitment", group: "send", kind: "commitment", isMandatory: true, maxLength: 20 },
] as const satisfies readonly Question[];
export type QuestionKey = (typeof QUESTIONS)[number]["key"];

/** The question of that key, or null. */
export function findQuestion(key: string): (Question & { key: QuestionKey }) | null {
  return QUESTIONS.find((question) => question.key === key) ?? null;
}

export type AnswerValue = string | string[];

/** Text as it is kept: one Unicode form, one kind of line end, no control character, no space around. */
export function cleanText(typed: string): string {
  return (
    typed
      .normalize("NFC")
      .replace(/\r\n?/g, "\n")
      // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
      .replace(/[\u0000-\u0009\u000b-\u001f\u007f]/g, " ")
      .trim()
  );
}

/** Whether nothing was answered. */
export function isEmptyAnswer(value: AnswerValue | undefined): boolean {
  return value === undefined || value.length === 0;
}

export type AnswerProblem = "tooLong" | "notANumber" | "unknownChoice";

/**
 * Reads what was typed for a question. Empty is an answer too (a draft may have holes). Refused: text beyond the limit, a
 * number that is not a whole number of people between 1 and 9 999, a choice that was not offered.
 */
export function readAnswer(
  question: Question,
  typed: AnswerValue,
): { value: AnswerValue } | { problem: AnswerProblem } {
  if (question.kind === "choices") {
    const chosen = [typed].flat().filter((choice) => choice !== "");
    if (chosen.some((choice) => !question.choices?.includes(choice))) return { problem: "unknownChoice" };
    return { value: question.choices?.filter((choice) => chosen.includes(choice)) ?? [] };
  }
  const text = cleanText([typed].flat().join("\n"));
  if (question.kind === "commitment") return { value: text === "" ? "" : COMMITMENT_VERSION };
  if (question.kind === "number") {
    const digits = text.replace(/[\s\u00a0\u202f]/g, "");
    if (digits !== "" && !/^[1-9]\d{0,3}$/.test(digits)) return { problem: "notANumber" };
    return { value: digits };
  }
  const value = question.kind === "line" ? text.replace(/\s*\n\s*/g, " ") : text;
  return [...value].length > question.maxLength ? { problem: "tooLong" } : { value };
}

// --- The forecast budget --------------------------------------------------------------------------------------------

export type Side = "charge" | "resource";

/** The line by which the file asks the fund for money; it stands in account 74. */
export const REQUEST_ACCOUNT = "74-fund";

/**
 * The accounts of the official form (CERFA 12156*06), in its order; `86` and `87` are the volunteer contributions, which
 * are valued but move no money. Their words are in the messages, `initiatives.accounts.<code>`.
 */
export const ACCOUNTS = [
  ...["60", "61", "62", "63", "64", "65", "66", "67", "68", "69", "86"].map((code) => ({
    code,
    side: "charge" as const,
  })),
  { code: "70", side: "resource" as const },
  { code: "73", side: "resource" as const },
  { code: REQUEST_ACCOUNT, side: "resource" as const },
  ...["74", "75", "76", "77", "78", "79", "87"].map((code) => ({ code, side: "resource" as const })),
] as const satisfies readonly { code: string; side: Side }[];

/** Whether the account values gifts of time and things rather than money. */
export const isVolunteer = (code: string): boolean => code === "86" || code === "87";

/** The side of the account, or null when the official form has no such account. */
export function sideOf(code: string): Side | null {
  return ACCOUNTS.find((account) => account.code === code)?.side ?? null;
}

/** Lines that files often need, ready to pick: the account is known, only the amount is asked. Words: `initiatives.readyLines.<key>`. */
export const READY_LINES = [
  { key: "food", account: "60" },
  { key: "supplies", account: "60" },
  { key: "room", account: "61" },
  { key: "insurance", account: "61" },
  { key: "transport", account: "62" },
  { key: "speaker", account: "62" },
  { key: "printing", account: "62" },
  { key: "fund", account: REQUEST_ACCOUNT },
  { key: "town", account: "74" },
  { key: "contributions", account: "75" },
  { key: "sales", account: "70" },
  { key: "timeGiven", account: "86" },
  { key: "timeReceived", account: "87" },
] as const;

export type ForecastLine = {
  id: ForecastLineId;
  side: Side;
  account: string;
  label: string;
  amountCents: number;
  savedAt: number | null;
};

// --- The case officer -----------------------------------------------------------------------------------------------

/** The articles that a case officer may cite, for a doubt or a refusal: rules of this chapter. */
export const ARTICLES = [
  "DOS-1",
  "DOS-2",
  "DOS-3",
  "DOS-5",
  "DOS-8",
  "INS-4",
  "INS-5",
  "INS-6",
] as const satisfies readonly RuleId[];
export type Article = (typeof ARTICLES)[number];

/** What the officer confirms one by one to admit a file; each is a rule that no computer can judge. */
export const CONFIRMATIONS = ["INS-4", "INS-5", "INS-6"] as const satisfies readonly RuleId[];

export const DAY_MS = 86_400_000;
/** The officer answers within so many days; the days that the collective takes to answer are not counted. */
export const REVIEW_DAYS = 21;
/** A collective has at least so many days to answer a question of the officer. */
export const ANSWER_DAYS = 15;
/** An invitation is good for so many days. */
export const INVITATION_DAYS = 14;

// --- What forms bring -----------------------------------------------------------------------------------------------

const text = (key: string, max: number) =>
  z.string(key).transform(cleanText).pipe(z.string().min(1, key).max(max, key));

export const idOf = <Prefix extends string>(prefix: Prefix, message = "initiatives.problems.unknown") =>
  z.custom<Id<Prefix>>((value) => typeof value === "string" && value.startsWith(`${prefix}_`), { message });

/** The neighbourhood of a collective: nothing chosen is a choice to make, not a page out of date. */
export const NeighbourhoodChoice = idOf("ter", "initiatives.problems.neighbourhood");

export const CollectiveName = text("initiatives.problems.collectiveName", 80);
export const LineLabel = text("initiatives.problems.lineLabel", 120);
/** May be empty here: INS-2 then says what is missing, together with the article. */
export const DoubtQuestion = z
  .string()
  .default("")
  .transform(cleanText)
  .pipe(z.string().max(1000, "initiatives.problems.doubtQuestion"));
export const RefusalReason = z
  .string()
  .default("")
  .transform(cleanText)
  .pipe(z.string().max(2000, "initiatives.problems.tooLong"));
export const DoubtAnswer = text("initiatives.problems.doubtAnswer", 2000);

export const AccountCode = z
  .string("initiatives.problems.account")
  .refine((code) => sideOf(code) !== null, "initiatives.problems.account");

/** What the form had seen when it was made: the moment of the last saving, or nothing. */
export const SeenAt = z
  .string()
  .optional()
  .transform((typed) => (typed && /^\d{1,15}$/.test(typed) ? Number(typed) : null));

/** An invitation code: twelve characters of Crockford's alphabet, however they are grouped; look-alikes are read as meant. */
export const InvitationCode = z
  .string("initiatives.problems.code")
  .transform((typed) =>
    typed
      .toUpperCase()
      .replace(/[^0-9A-Z]/g, "")
      .replace(/[IL]/g, "1")
      .replace(/O/g, "0"),
  )
  .pipe(z.string().length(12, "initiatives.problems.code"));

/** `ABCD-EFGH-JKMN`, to be read aloud in three breaths. */
export const groupCode = (code: string): string => code.replace(/(.{4})(?=.)/g, "$1-");
