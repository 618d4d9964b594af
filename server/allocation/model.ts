/**
 * What is divided, among what, by whom, under which rule, and what comes out.
 * Everything here is plain data: it can be stored, hashed, sent to a browser worker, and read by an auditor.
 */

export const VOTE_TYPES = ["approval", "choose-1", "cumulative", "scoring", "ordinal"] as const;
export type VoteType = (typeof VOTE_TYPES)[number];

/** `cost` is in minor units: whole numbers of the smallest unit that makes all amounts of the election whole. */
export type Project = { readonly id: string; readonly cost: number; readonly name: string | null };

/**
 * All ballots in two or three columns. Ballot `i` names `projects[starts[i]]` up to, not including, `projects[starts[i + 1]]`;
 * a project is an index into `Election.projects` and stands at most once in a ballot. Empty ballots are voters too.
 * `points` runs beside `projects`; null when every named project counts one.
 */
export type Ballots = {
  readonly starts: Uint32Array;
  readonly projects: Int32Array;
  readonly points: Int32Array | null;
};

/** Projects, ballots and the money. Made by `readPb` or `makeElection`, which refuse what is not sound. */
export type Election = {
  readonly voteType: VoteType;
  readonly projects: readonly Project[];
  /** In minor units. */
  readonly budget: number;
  /** A power of ten: how many minor units make one unit of the currency (100 for cents). */
  readonly minorPerUnit: number;
  /** A power of ten: how many of `Ballots.points` make one point as written on the ballot. */
  readonly pointsPerUnit: number;
  readonly currency: string | null;
  readonly ballots: Ballots;
};

export const COMPLETIONS = ["none", "utilitarian", "add1", "add1u", "add1e", "add1eu"] as const;
export type Completion = (typeof COMPLETIONS)[number];
export const UTILITIES = ["cost", "cardinality"] as const;
export type Utility = (typeof UTILITIES)[number];

/** A rule with its options, as an edition freezes it before opening. */
export type RuleOptions =
  | { readonly rule: "greedy" }
  | { readonly rule: "greedy-no-skip" }
  | { readonly rule: "phragmen" }
  | {
      readonly rule: "equal-shares";
      readonly utility: Utility;
      readonly completion: Completion;
      /** By how much add1 raises everybody's endowment at a time, in units of the currency, as an exact decimal (`1`, `0.50`). */
      readonly increment: string;
    };

export const TIE_CRITERIA = ["lower-cost", "higher-total"] as const;
export type TieCriterion = (typeof TIE_CRITERIA)[number];

/**
 * How equals are told apart: by the criteria in order, then by the place in `lot` (an order of all ids drawn in public
 * beforehand); without a lot, by the lowest id by Unicode code point.
 */
export type TieOrder = { readonly criteria: readonly TieCriterion[]; readonly lot: readonly string[] | null };

/** The order the house uses unless an edition states another before opening. */
export const DEFAULT_TIE_ORDER: TieOrder = { criteria: ["lower-cost", "higher-total"], lot: null };

/** Two or more projects were exactly equal before the rule, and the stated order told them apart. */
export type Tie = {
  /** The first of `projects` was served at this step, counted from 1. */
  readonly step: number;
  /** In the order in which the stated order serves them; ids. */
  readonly projects: readonly string[];
  /** What told the first from the second. */
  readonly brokenBy: TieCriterion | "lot" | "id";
};

/** One project funded. Money in minor units; people are numbers, never persons. */
export type Step = {
  readonly project: string;
  readonly cost: number;
  /** Which part of the rule funded it: the rule itself, or the greedy completion that spends what is left. */
  readonly by: "rule" | "completion";
  /** Equal shares: what one supporter pays per point, unless they have less left. Phragmén: the moment, as money earned by each voter. */
  readonly price: number | null;
  /** Equal shares: cost over price, so the number of full shares that would pay it. */
  readonly effectiveVotes: number | null;
  /** People who paid the full price, and people who paid the rest of their share; null where the rule has no payments. */
  readonly payers: { readonly full: number; readonly rest: number; readonly restMoney: number } | null;
  /** Left of the budget after this step. */
  readonly left: number;
};

/** Why a rule's walk ended, with the names that ended it. */
export type Ending =
  | { readonly kind: "all-considered" }
  | { readonly kind: "first-misfit"; readonly project: string }
  | { readonly kind: "none-affordable" }
  | { readonly kind: "budget-reached"; readonly projects: readonly string[]; readonly price: number }
  | { readonly kind: "everything-fits" };

/** An allocation: the outcome and the trace from which every sentence of the result page is computed. */
export type Allocation = {
  readonly options: RuleOptions;
  readonly winnersInOrder: readonly string[];
  /** Sorted by Unicode code point. */
  readonly winners: readonly string[];
  /** In minor units. */
  readonly totalCost: number;
  readonly steps: readonly Step[];
  readonly ties: readonly Tie[];
  readonly ending: Ending;
  /** What each voter was given, as an exact fraction of minor units (`numerator/denominator`); null for rules without endowments. */
  readonly endowment: { readonly numerator: string; readonly denominator: string } | null;
  /** How many times add1 raised the endowment. */
  readonly increments: number;
  /** How many decisions were too near for rounded numbers and were made in exact fractions, over all runs of the rule. */
  readonly exactDecisions: number;
};

/** The rule cannot be applied to this election as it stands: the broken rule of RULES.md. */
export type AllocationRefusal = { readonly refused: "ALL-5" | "ALL-6" | "ALL-7" };

/** Compares two texts by Unicode code point (the default `<` compares UTF-16 units and misplaces characters beyond U+FFFF). */
export function byCodePoint(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let at = 0; at < length; at++) {
    const left = a.charCodeAt(at);
    const right = b.charCodeAt(at);
    if (left === right) continue;
    const isSurrogate = (unit: number) => unit >= 0xd800 && unit <= 0xdfff;
    if (isSurrogate(left) !== isSurrogate(right)) return isSurrogate(left) ? 1 : -1;
    return left - right;
  }
  return a.length - b.length;
}
