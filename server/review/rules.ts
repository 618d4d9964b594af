import type { PersonId } from "#server/accounts/model.ts";
import type { Rulebook } from "#server/kernel/rulebook.ts";
import type { Criterion, Mark, Review } from "./model.ts";

/** What is known when a juror opens a file or writes in their review of it. */
export type Reviewing = {
  /** What the juror declared; null before the question is answered. */
  hasInterest: boolean | null;
  /** The juror belongs to the collective that carries the file. */
  belongsToCollective: boolean;
  state: string;
  /** Where the call's calendar stands, as `phaseOf` of the fund says. */
  phase: string;
  lockedAt: number | null;
};

/** Who may write in a review, and when. */
export const REVIEWING_RULES = {
  "JUR-1": ({ hasInterest, belongsToCollective }) => hasInterest === false && !belongsToCollective,
  "JUR-4": ({ lockedAt }) => lockedAt === null,
  "JUR-5": ({ state, phase }) => state === "admissible" && phase === "review",
} satisfies Rulebook<Reviewing>;

/** Whether the file may be shown to the juror at all; while the question of interests is open, only what is needed to answer it. */
export const READING_RULES = {
  "JUR-1": ({ hasInterest, belongsToCollective }) => hasInterest !== true && !belongsToCollective,
} satisfies Rulebook<Reviewing>;

/** Declaring comes before everything: only that the file is under review and not the juror's own. */
export const DECLARING_RULES = {
  "JUR-5": REVIEWING_RULES["JUR-5"],
} satisfies Rulebook<Reviewing>;

/** What a review holds when its author locks it. */
export type Locking = Reviewing & {
  grid: readonly Criterion[];
  marks: readonly Mark[];
  reasons: string;
};

/** When a review may be locked. */
export const LOCKING_RULES = {
  ...REVIEWING_RULES,
  "JUR-2": ({ grid, marks, reasons }) => unmarked(grid, marks).length === 0 && reasons.trim() !== "",
} satisfies Rulebook<Locking>;

/** The criteria neither marked nor answered «je ne sais pas». */
export function unmarked(grid: readonly Criterion[], marks: readonly Mark[]): Criterion[] {
  return grid.filter(({ key }) => !marks.some(({ criterion }) => criterion === key));
}

/** When somebody may see what others scored: a juror, once their own review is locked; the administrator, once reviewing is over. */
export const SEEING_RULES = {
  "JUR-3": ({ ownLockedAt, phase }) =>
    ownLockedAt !== null || !["before", "submissions", "review"].includes(phase),
} satisfies Rulebook<{ ownLockedAt: number | null; phase: string }>;

/** An exact fraction in no particular terms. */
type Fraction = { over: bigint; under: bigint };

/** The weighted mean of one juror's marks, exact; null when every criterion was left out by «je ne sais pas». */
export function weightedMean(grid: readonly Criterion[], marks: readonly Mark[]): Fraction | null {
  let over = 0n;
  let under = 0n;
  for (const { key, weight } of grid) {
    const mark = marks.find(({ criterion }) => criterion === key)?.mark ?? null;
    if (mark === null) continue;
    over += BigInt(mark) * BigInt(weight);
    under += BigInt(weight);
  }
  return under === 0n ? null : { over, under };
}

/**
 * The raw mean of a file in hundredths of a mark (0 to 300): the mean of its readers' weighted means, each reader counting alike,
 * computed exactly and rounded once at the end, half up. Null when nobody marked anything.
 */
export function meanHundredths(
  grid: readonly Criterion[],
  reviews: readonly Pick<Review, "marks">[],
): number | null {
  const means = reviews.flatMap(({ marks }) => weightedMean(grid, marks) ?? []);
  if (means.length === 0) return null;
  const sum = means.reduce((a, b) => ({
    over: a.over * b.under + b.over * a.under,
    under: a.under * b.under,
  }));
  const under = sum.under * BigInt(means.length);
  return Number((200n * sum.over + under) / (2n * under));
}

/** What is known of a file's reviews, for a summary. */
export type Reviewed = {
  reviews: readonly Review[];
  /** Jurors who have an interest in the file, declared or by belonging to its collective. */
  recusedIds: ReadonlySet<PersonId>;
};

/**
 * What may be said of a file's reviews: only locked ones count, and none of a juror who turned out to have an interest.
 * `unknown` counts the answers «je ne sais pas» among them.
 */
export function summarise(grid: readonly Criterion[], { reviews, recusedIds }: Reviewed) {
  const counting = reviews.filter(({ jurorId, lockedAt }) => lockedAt !== null && !recusedIds.has(jurorId));
  return {
    meanHundredths: meanHundredths(grid, counting),
    readers: counting.length,
    recused: recusedIds.size,
    unknown: counting.flatMap(({ marks }) => marks).filter(({ mark }) => mark === null).length,
  };
}
