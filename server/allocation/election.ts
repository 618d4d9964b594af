import type { Election, Project, VoteType } from "./model.ts";

/** An election as the house knows it: ids, whole minor units (cents), whole points. */
export type ElectionInput = {
  readonly voteType: VoteType;
  readonly projects: readonly Project[];
  readonly budget: number;
  readonly minorPerUnit: number;
  readonly currency: string | null;
  /** One for each voter, empty ones included. `points` beside `projects` for cumulative and scoring; ranks give them for ordinal. */
  readonly ballots: readonly { readonly projects: readonly string[]; readonly points?: readonly number[] }[];
};

/** What is not sound; `ballot` counts from 0. */
export type ElectionProblem = {
  readonly kind: "election-problem";
  readonly reason:
    | "budgetNotPositive"
    | "costNotPositive"
    | "amountsTooLarge"
    | "idTwice"
    | "projectUnknown"
    | "tooManyProjects"
    | "pointsMismatch"
    | "pointsInvalid";
  readonly text: string;
  readonly ballot: number | null;
};

/** Amounts and points beyond these would not be counted exactly in a double. */
const AMOUNTS_LIMIT = 2 ** 50;
const POINTS_LIMIT = 2 ** 31 - 1;

/** Makes an election of the house's own data, by the same refusals as a file meets: the first problem found is answered. */
export function makeElection(input: ElectionInput): Election | ElectionProblem {
  const { voteType, projects, budget } = input;
  const problem = (reason: ElectionProblem["reason"], text: string, ballot: number | null = null) =>
    ({ kind: "election-problem", reason, text, ballot }) as const;
  if (!Number.isSafeInteger(budget) || budget <= 0) return problem("budgetNotPositive", String(budget));
  const indexOf = new Map<string, number>();
  let together = budget;
  for (const [c, { id, cost }] of projects.entries()) {
    if (indexOf.has(id)) return problem("idTwice", id);
    if (!Number.isSafeInteger(cost) || cost <= 0) return problem("costNotPositive", id);
    indexOf.set(id, c);
    together += cost;
  }
  if (together >= AMOUNTS_LIMIT) return problem("amountsTooLarge", String(together));

  const usesPoints = voteType === "cumulative" || voteType === "scoring";
  const starts = new Uint32Array(input.ballots.length + 1);
  const named: number[] = [];
  const points: number[] = [];
  for (const [ballot, { projects: ids, points: given }] of input.ballots.entries()) {
    if (usesPoints && given?.length !== ids.length)
      return problem("pointsMismatch", String(given?.length ?? 0), ballot);
    const first = named.length;
    for (const [place, id] of ids.entries()) {
      const c = indexOf.get(id);
      if (c === undefined) return problem("projectUnknown", id, ballot);
      const value = given?.[place] ?? 0;
      if (usesPoints && !(Number.isInteger(value) && value >= 0 && value <= POINTS_LIMIT)) {
        return problem("pointsInvalid", String(value), ballot);
      }
      // ALL-9: a project named twice in a ballot counts once, with the first points.
      if (named.includes(c, first)) continue;
      named.push(c);
      points.push(value);
    }
    if (voteType === "choose-1" && named.length - first > 1) {
      return problem("tooManyProjects", String(named.length - first), ballot);
    }
    if (voteType === "ordinal") {
      for (let k = first; k < named.length; k++) points[k] = named.length - k;
    }
    starts[ballot + 1] = named.length;
  }
  return {
    voteType,
    projects,
    budget,
    minorPerUnit: input.minorPerUnit,
    pointsPerUnit: 1,
    currency: input.currency,
    ballots: {
      starts,
      projects: Int32Array.from(named),
      points: usesPoints || voteType === "ordinal" ? Int32Array.from(points) : null,
    },
  };
}
