import { canonicalJson, type Json } from "#server/kernel/json.ts";
import { allocateAmong } from "./allocate.ts";
import { type Certificate, certify } from "./certificate.ts";
import { type Electorate, groupBallots } from "./electorate.ts";
import { explain, votesToWin } from "./explain.ts";
import { measure } from "./measures.ts";
import type { Allocation, AllocationRefusal, Election, RuleOptions, TieOrder } from "./model.ts";
import { type PbError, readPb } from "./pb.ts";
import { RAISES } from "./rules/completion.ts";
import { rankProjects } from "./ties.ts";

/**
 * What the fund publishes of a calculation, and how it is made out of the published inputs alone. Pure: the server, the
 * command line and a visitor's browser run this same module and must write the same bytes.
 */

/** The rule with its options and the order of ties, frozen before the vote opens. */
export type FrozenOptions = { readonly rule: RuleOptions; readonly tieOrder: TieOrder };

/** Everything needed to redo a calculation, and what it gave. `result` is the published text itself: its bytes are the proof. */
export type Bundle = {
  readonly format: "quotepart-allocation-1";
  readonly edition: string;
  readonly part: string;
  readonly options: FrozenOptions;
  readonly pb: string;
  readonly inputHash: string;
  readonly result: string;
  readonly resultHash: string;
};

/** What is known of one project once the rule has run. Money in minor units; people are numbers, never persons. */
export type ProjectAccount = {
  readonly id: string;
  readonly cost: number;
  /** People whose ballot supports it. */
  readonly backers: number;
  /** The sum of its points, in points as written; null where a ballot gives no points. */
  readonly points: number | null;
  /** Its place by support, the tie order deciding between equals; from 1. */
  readonly place: number;
  /** At which step it was funded, from 1; null when it was not. */
  readonly step: number | null;
  /** What was left of the budget when its turn came: before its step, or at its place in the line. */
  readonly leftAtTurn: number;
  /** Equal shares, not funded: what its supporters still held together at the end; else null. */
  readonly held: number | null;
  /**
   * Not funded: how many more votes would have funded it (`votes` null: even as many as there were voters would not). Null
   * for what is funded, for what no votes can fund, and in elections too large to run that often: see `counterfactualOf`.
   */
  readonly counterfactual: { readonly votes: number | null } | null;
};

/** The result as it is published, before it becomes text. */
export type Published = {
  readonly election: {
    readonly voteType: Election["voteType"];
    readonly budget: number;
    readonly minorPerUnit: number;
    readonly currency: string | null;
    readonly voters: number;
    /** Voters with at least one funded project on their ballot. */
    readonly satisfied: number;
  };
  readonly allocation: Allocation;
  /** In the order of the file. */
  readonly projects: readonly ProjectAccount[];
  /** Who would be next, in order: the same rule, run on the same ballots among those not funded, with as much money again. */
  readonly reserve: readonly string[];
  /** What anybody needs to check the outcome in one pass over the ballots, without running the rule. */
  readonly certificate: Certificate;
};

/** Why there is no result: the file cannot be read, or the rule does not suit these ballots. */
export type Unpublishable = PbError | AllocationRefusal;

/** What one rule would have given on the same ballots; null where it does not suit them. */
export type Compared = {
  readonly rule: RuleOptions;
  readonly outcome: {
    readonly winners: readonly string[];
    readonly totalCost: number;
    readonly satisfied: number;
  } | null;
};

/** Thrown where inputs that were checked before turn out not to be sound. */
export class NotAllocable extends Error {
  readonly reason: Unpublishable;
  constructor(reason: Unpublishable) {
    super(`no result: ${JSON.stringify(reason)}`);
    this.name = "NotAllocable";
    this.reason = reason;
  }
}

/** The election of a `.pb` text; throws `NotAllocable` when it cannot be read. */
export function electionOf(pb: string): Election {
  const file = readPb(new TextEncoder().encode(pb));
  if (file.kind === "pb-error") throw new NotAllocable(file);
  return file.election;
}

/** Runs the rule on a `.pb` text and gives the result to publish; throws `NotAllocable`. */
export function publish(pb: string, options: FrozenOptions): Published {
  return publishElection(electionOf(pb), options);
}

/** The text of a result: canonical JSON, so that equal results are equal bytes. */
export function resultText(published: Published): string {
  return canonicalJson(published as unknown as Json);
}

/** The published text of a calculation, out of the published inputs. */
export function publishedResult(pb: string, options: FrozenOptions): string {
  return resultText(publish(pb, options));
}

export function publishElection(election: Election, { rule, tieOrder }: FrozenOptions): Published {
  const electorate = groupBallots(election);
  const allocation = allocateAmong(election, electorate, rule, tieOrder);
  if ("refused" in allocation) throw new NotAllocable(allocation);
  return {
    election: {
      voteType: election.voteType,
      budget: election.budget,
      minorPerUnit: election.minorPerUnit,
      currency: election.currency,
      voters: electorate.voters,
      satisfied: measure(election, allocation.winners, undefined, electorate).served,
    },
    allocation,
    projects: accountsOf(election, electorate, allocation, tieOrder),
    reserve: reserveOf(election, { rule, tieOrder }, allocation),
    certificate: certify(election, allocation, electorate),
  };
}

/**
 * Below this many different ballots times projects, the counterfactuals are part of the published result; rules that raise
 * the shares step by step count ten times.
 */
const SMALL_ELECTION = 30_000;

function accountsOf(
  election: Election,
  electorate: Electorate,
  allocation: Allocation,
  tieOrder: TieOrder,
): ProjectAccount[] {
  const { totals, backers } = electorate;
  const { budget, projects } = election;
  const { places, leftAt } = lineOf(election, electorate, allocation, tieOrder);
  const stepOf = new Map(allocation.steps.map(({ project }, at) => [project, at + 1]));
  const explained = explain(election, allocation, new Map(), electorate);
  const { options } = allocation;
  const effort = options.rule === "equal-shares" && RAISES.has(options.completion) ? 10 : 1;
  const isSmall = electorate.people.length * projects.length * effort < SMALL_ELECTION;
  return projects.map(({ id, cost }, c) => {
    const step = stepOf.get(id) ?? null;
    return {
      id,
      cost,
      backers: backers[c] as number,
      points: election.ballots.points === null ? null : (totals[c] as number) / election.pointsPerUnit,
      place: places[c] as number,
      step,
      leftAtTurn: step === null ? (leftAt[c] as number) : (allocation.steps[step - 2]?.left ?? budget),
      held: step === null ? (explained[c]?.held ?? null) : null,
      counterfactual:
        step === null && isSmall && cost <= budget
          ? { votes: votesToWin(election, options, id, tieOrder, electorate) }
          : null,
    };
  });
}

/** The line in which greedy serves projects: each one's place, and what was left of the budget when its turn came. */
function lineOf(election: Election, electorate: Electorate, { winners }: Allocation, tieOrder: TieOrder) {
  const { rank } = rankProjects(election, electorate, tieOrder);
  const total = (c: number) => electorate.totals[c] as number;
  const won = new Set(winners);
  const line = election.projects
    .map((_, c) => c)
    .sort((a, b) => total(b) - total(a) || (rank[a] as number) - (rank[b] as number));
  const places = new Int32Array(line.length);
  const leftAt = new Float64Array(line.length);
  let left = election.budget;
  for (const [at, c] of line.entries()) {
    places[c] = at + 1;
    leftAt[c] = left;
    if (won.has(election.projects[c]?.id ?? "")) left -= election.projects[c]?.cost ?? 0;
  }
  return { places, leftAt };
}

/** The rules that are set side by side, from the simplest. */
const COMPARED_RULES: readonly RuleOptions[] = [
  { rule: "greedy" },
  { rule: "greedy-no-skip" },
  { rule: "phragmen" },
  ...(["none", "utilitarian", "add1", "add1u"] as const).map(
    (completion) => ({ rule: "equal-shares", utility: "cost", completion, increment: "1" }) as const,
  ),
  ...(["none", "add1u"] as const).map(
    (completion) => ({ rule: "equal-shares", utility: "cardinality", completion, increment: "1" }) as const,
  ),
];

/** The same ballots under every rule, the rule in force first. */
export function compareRules(pb: string, { rule, tieOrder }: FrozenOptions): Compared[] {
  const election = electionOf(pb);
  const electorate = groupBallots(election);
  const inForce = canonicalJson(rule);
  const others = COMPARED_RULES.map((options) =>
    "increment" in options && "increment" in rule ? { ...options, increment: rule.increment } : options,
  ).filter((options) => canonicalJson(options) !== inForce);
  return [rule, ...others].map((options) => {
    const found = allocateAmong(election, electorate, options, tieOrder);
    if ("refused" in found) return { rule: options, outcome: null };
    const { winners, totalCost } = found;
    return {
      rule: options,
      outcome: { winners, totalCost, satisfied: measure(election, winners, undefined, electorate).served },
    };
  });
}

/** The counterfactual of one project of an election too large to publish them all; the same function, asked for one. */
export function counterfactualOf(
  pb: string,
  { rule, tieOrder }: FrozenOptions,
  id: string,
): { votes: number | null } {
  return { votes: votesToWin(electionOf(pb), rule, id, tieOrder) };
}

function reserveOf(election: Election, { rule, tieOrder }: FrozenOptions, { winners }: Allocation): string[] {
  const rest = without(election, new Set(winners));
  if (rest.projects.length === 0) return [];
  const electorate = groupBallots(rest);
  const next = allocateAmong(rest, electorate, rule, tieOrder);
  if ("refused" in next) throw new NotAllocable(next);
  const supported = new Set(
    rest.projects.filter((_, c) => (electorate.totals[c] as number) > 0).map(({ id }) => id),
  );
  return next.winnersInOrder.filter((id) => supported.has(id));
}

/** The same election without some projects; every voter stays. */
export function without(election: Election, ids: ReadonlySet<string>): Election {
  const kept = election.projects
    .map((project, c) => ({ project, c }))
    .filter(({ project }) => !ids.has(project.id));
  const place = new Map(kept.map(({ c }, at) => [c, at]));
  const { starts, projects, points } = election.ballots;
  const newStarts = new Uint32Array(starts.length);
  const newProjects: number[] = [];
  const newPoints: number[] = [];
  for (let voter = 0; voter + 1 < starts.length; voter++) {
    for (let k = starts[voter] as number; k < (starts[voter + 1] as number); k++) {
      const at = place.get(projects[k] as number);
      if (at === undefined) continue;
      newProjects.push(at);
      if (points !== null) newPoints.push(points[k] as number);
    }
    newStarts[voter + 1] = newProjects.length;
  }
  return {
    ...election,
    projects: kept.map(({ project }) => project),
    ballots: {
      starts: newStarts,
      projects: Int32Array.from(newProjects),
      points: points === null ? null : Int32Array.from(newPoints),
    },
  };
}
