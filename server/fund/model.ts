import { z } from "zod";
import type { PersonId, TerritoryId } from "#server/accounts/model.ts";
import { type CivilDate, FUND_TIME_ZONE, instantInParis, isCivilDate } from "#server/kernel/dates.ts";
import { Euros } from "#server/kernel/euros.ts";
import type { Id } from "#server/kernel/ids.ts";

export type EditionId = Id<"edi">;
export type EnvelopeId = Id<"env">;
export type CallId = Id<"cal">;

export const BUDGET_KINDS = ["AE", "CP"] as const;
export type BudgetKind = (typeof BUDGET_KINDS)[number];
/** From the least to the most settled: bill, law, executed. */
export const BUDGET_STAGES = ["PLF", "LFI", "executed"] as const;
export type BudgetStage = (typeof BUDGET_STAGES)[number];

/** One sourced figure of what the country spends on its representative democracy. */
export type BudgetFigure = {
  year: number;
  programme: string;
  label: string;
  amountCents: number;
  kind: BudgetKind;
  stage: BudgetStage;
  source: string;
};

/** A figure entered in the fund. `isEstimate`: the source rounds. */
export type BudgetLine = BudgetFigure & {
  id: Id<"bud">;
  isEstimate: boolean;
  enteredBy: PersonId | null;
  enteredAt: number;
  verifiedBy: PersonId | null;
  verifiedAt: number | null;
};

export type Edition = {
  id: EditionId;
  slug: string;
  name: string;
  year: number;
  origin: "own" | "imported";
  createdAt: number;
};

export type Perimeter = { id: Id<"prm">; year: number; name: string; decidedOn: CivilDate; reason: string };

export type Endowment = {
  id: Id<"end">;
  editionId: EditionId;
  perimeterId: Id<"prm">;
  baseCents: number;
  floorCents: number;
  amountCents: number;
  decidedBy: PersonId | null;
  decidedAt: number;
};

export const SPLIT_KEYS = ["equal", "residents", "by_hand"] as const;
export type SplitKey = (typeof SPLIT_KEYS)[number];

export type EnvelopeKind =
  | "root"
  | "territories"
  | "territory"
  | "running_costs"
  | "incubators"
  | "theme"
  | "fast_lane"
  | "appeals"
  | "reserve";

/** A part of the endowment in force; `weight` is the child's weight in the key by which its parent was split. */
export type Envelope = {
  id: EnvelopeId;
  editionId: EditionId;
  parentId: EnvelopeId | null;
  kind: EnvelopeKind;
  territoryId: TerritoryId | null;
  name: string;
  amountCents: number;
  splitKey: "whole" | SplitKey;
  weight: number;
  position: number;
  createdAt: number;
};

/** One criterion of the jury's grid; the mark 0 to 3 is the rank of its anchor. */
export type Criterion = {
  key: string;
  label: string;
  weight: number;
  anchors: [string, string, string, string];
};

export type Calendar = {
  opensAt: number;
  submissionsCloseAt: number;
  reviewClosesAt: number;
  voteOpensAt: number;
  voteClosesAt: number;
};

export type Call = Calendar & {
  id: CallId;
  editionId: EditionId;
  title: string;
  ceilingCents: number;
  maxShareBps: number;
  minMembers: number;
  maxChoices: number;
  /** The least mean of the jury for a file to go to the vote, in hundredths of a mark; 0 asks nothing of it. */
  minMeanHundredths: number;
  allocationRule: Record<string, unknown>;
  grid: Criterion[];
  openedBy: PersonId | null;
  openedAt: number;
};

/** Where a call stands in its calendar. */
export const PHASES = ["before", "submissions", "review", "before_vote", "vote", "closed"] as const;
export type Phase = (typeof PHASES)[number];

const idField = <Prefix extends string>(prefix: Prefix) =>
  z.custom<Id<Prefix>>(
    (value) => typeof value === "string" && value.startsWith(`${prefix}_`),
    "fund.problems.unknown",
  );
export const EditionIdField = idField("edi");

/** One or several ticked boxes, whatever their number. */
const ticked = <Item extends z.ZodType>(item: Item, problem: string) =>
  z.preprocess((typed) => (typed === undefined ? [] : [typed].flat()), z.array(item).min(1, problem));

/** A moment in Paris as the call's form gives it, `2026-03-02 09:00`; becomes an instant in ms. Also read: `9h`, `9 h 30`. */
export const ParisMoment = z.string("fund.problems.moment.empty").transform((typed, context) => {
  const refuse = (problem: string) => {
    context.addIssue({ code: "custom", message: `fund.problems.moment.${problem}` });
    return z.NEVER;
  };
  if (typed.replaceAll(/[/\s-]/g, "") === "") return refuse("empty");
  const parts = /^(\S+)\s+(\d{1,2})\s*(?:[:hH]\s*(\d{2})?)?$/.exec(typed.trim());
  if (!parts) return refuse("notAMoment");
  const [, date = "", hour = "", minute = "00"] = parts;
  if (!isCivilDate(date)) return refuse("notADate");
  if (Number(hour) > 23 || Number(minute) > 59) return refuse("notATime");
  return instantInParis(date, `${hour.padStart(2, "0")}:${minute}`);
});

/** The inverse of `ParisMoment`: the instant as `2026-03-02 09:00` in Paris. */
export function parisMoment(at: number): string {
  const parts = new Intl.DateTimeFormat("sv-SE", {
    timeZone: FUND_TIME_ZONE,
    dateStyle: "short",
    timeStyle: "short",
  });
  return parts.format(at);
}

/** A whole number as typed, between two bounds; anything else is the problem named. */
const count = (min: number, max: number, problem: string) =>
  z
    .string(problem)
    .trim()
    .regex(/^\d{1,6}$/, problem)
    .transform(Number)
    .pipe(z.number().min(min, problem).max(max, problem));

/** A share of the cost as typed in per cent, `80` or `66,67`; becomes basis points, over 0 and up to 100 %. */
export const ShareBps = z
  .string("fund.problems.share")
  .transform((typed) => typed.replace(/[\s%]/g, "").replace(",", "."))
  .pipe(z.string().regex(/^\d{1,3}(\.\d{1,2})?$/, "fund.problems.share"))
  .transform((typed) => Math.round(Number(typed) * 100))
  .pipe(z.number().min(1, "fund.problems.share").max(10_000, "fund.problems.share"));

/** A mark of the jury as typed, `1,5` or empty for none; becomes hundredths of a mark, 0 to 300. */
export const Mark = z
  .string("fund.problems.minMean")
  .optional()
  .transform((typed) => (typed ?? "").trim().replace(",", "."))
  .pipe(z.string().regex(/^([0-3](\.\d{1,2})?)?$/, "fund.problems.minMean"))
  .transform((typed) => Math.round(Number(typed) * 100))
  .pipe(z.number().max(300, "fund.problems.minMean"));

export const OpenBaseInput = z.object({
  year: z
    .union([z.string(), z.number()])
    .transform(Number)
    .pipe(z.number("fund.problems.year").int("fund.problems.year")),
});

export const VerifyLinesInput = z.object({ lineIds: ticked(idField("bud"), "fund.problems.lines") });

export const SetEndowmentInput = z.object({ editionId: EditionIdField, amount: Euros });

/** The form's field for the amount typed by hand for a territory. */
export const shareField = (territoryId: TerritoryId | undefined) => `share.${territoryId}`;

/**
 * A way to divide the endowment: running costs, the part of the territories, and among these a key. `territoryIds` and `shares`
 * run side by side; `shares` (euros as typed) is read only when the key is `by_hand`. What is left is reserved, by name.
 */
export const SplitInput = z
  .object({
    editionId: EditionIdField,
    runningCosts: Euros,
    territoriesPart: Euros,
    key: z.enum(SPLIT_KEYS, "fund.problems.key"),
    territoryIds: ticked(idField("ter"), "fund.problems.territories"),
    shares: z.preprocess((typed) => (typed === undefined ? [] : [typed].flat()), z.array(z.string())),
  })
  .transform((input, context) => {
    if (input.key !== "by_hand") return { ...input, shares: [] as number[] };
    const shares = input.territoryIds.map((_, index) => Euros.safeParse(input.shares[index] ?? ""));
    shares.forEach((share, index) => {
      for (const { message } of share.error?.issues ?? [])
        context.addIssue({ code: "custom", message, path: [shareField(input.territoryIds[index])] });
    });
    return { ...input, shares: shares.map((share) => share.data ?? 0) };
  });
export type Split = z.output<typeof SplitInput>;

export const UTILITIES = ["cost", "cardinality"] as const;
export const COMPLETIONS = ["utilitarian", "none"] as const;

/** Everything that a call says, as typed. */
const callFields = {
  editionId: EditionIdField,
  title: z.string("fund.problems.title").trim().min(3, "fund.problems.title").max(160, "fund.problems.title"),
  opensAt: ParisMoment,
  submissionsCloseAt: ParisMoment,
  reviewClosesAt: ParisMoment,
  voteOpensAt: ParisMoment,
  voteClosesAt: ParisMoment,
  ceiling: Euros,
  maxShare: ShareBps,
  minMembers: count(1, 50, "fund.problems.minMembers"),
  maxChoices: count(1, 50, "fund.problems.maxChoices"),
  minMean: Mark,
  utility: z.enum(UTILITIES, "fund.problems.utility").default("cost"),
  completion: z.enum(COMPLETIONS, "fund.problems.completion").default("utilitarian"),
};
export const CallInput = z.object(callFields);
export type CallInput = z.output<typeof CallInput>;

/** Opening cannot be undone: the form says so and a box is ticked. */
export const OpenCallInput = z.object({
  ...callFields,
  confirmed: z.literal("yes", "fund.problems.confirmed"),
});
