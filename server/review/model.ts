import { z } from "zod";
import type { PersonId } from "#server/accounts/model.ts";
import type { Id } from "#server/kernel/ids.ts";

export type InitiativeId = Id<"ini">;

/** What can tie a juror to a file. `none` is an answer too: without it the file does not open. */
export const INTERESTS = [
  "none",
  "family",
  "employer",
  "neighbour",
  "collective",
  "incubator",
  "other",
] as const;
export type Interest = (typeof INTERESTS)[number];

/** One criterion of the call's grid: its weight in points, its four worded anchors for the marks 0 to 3. */
export type Criterion = { key: string; label: string; weight: number; anchors: readonly string[] };

/** A juror's mark on one criterion: 0 to 3, or null for «je ne sais pas», which leaves the criterion out of the mean. */
export type Mark = { criterion: string; mark: number | null };

/** A juror's review of a file as it stands. */
export type Review = { jurorId: PersonId; marks: readonly Mark[]; reasons: string; lockedAt: number | null };

/** Where a file stands on a juror's own table. */
export type Reading = "undeclared" | "to_mark" | "started" | "locked";

/** Reasons longer than this are a report, not reasons. */
export const MAX_REASONS = 4_000;

export const InterestField = z.enum(INTERESTS, "review.problems.interest");

export const Reasons = z
  .string("review.problems.reasons")
  .transform((typed) => typed.replace(/\r\n?/g, "\n").normalize("NFC").trim())
  .pipe(z.string().max(MAX_REASONS, "review.problems.reasons"));

/** A mark as a form sends it: `0` to `3`, or `unknown`. */
export const MarkField = z
  .enum(["0", "1", "2", "3", "unknown"], "review.problems.mark")
  .transform((typed) => (typed === "unknown" ? null : Number(typed)));

/** The form's name for the mark of a criterion. */
export const markName = (criterion: string) => `mark.${criterion}`;

/**
 * The marks of a form: fields named `mark.<criterion>`, those left empty not counted. The grid says which criteria exist; a mark
 * for another is not read.
 */
export function readMarks(fields: Record<string, unknown>, grid: readonly Criterion[]): Mark[] {
  return grid.flatMap(({ key }) => {
    const typed = MarkField.safeParse(fields[markName(key)]);
    return typed.success ? [{ criterion: key, mark: typed.data }] : [];
  });
}
