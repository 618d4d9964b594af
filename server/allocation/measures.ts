import { type Electorate, groupBallots } from "./electorate.ts";
import type { Election } from "./model.ts";

/** The outcome as a whole, in numbers: people are counts, money is in minor units, shares are between 0 and 1. */
export type Measures = {
  readonly voters: number;
  readonly emptyBallots: number;
  /** Voters with at least one funded choice, and their share; `excluded` is the rest of all voters. */
  readonly served: number;
  readonly servedShare: number;
  readonly excluded: number;
  readonly excludedShare: number;
  /** Funded choices, and their cost, per voter. */
  readonly choicesPerVoter: number;
  readonly costPerVoter: number;
  readonly spent: number;
  readonly left: number;
  /** By the caller's grouping of projects (theme, territory): money spent against points received. */
  readonly parts: readonly {
    readonly part: string;
    readonly projects: number;
    readonly funded: number;
    readonly spent: number;
    readonly spentShare: number;
    readonly points: number;
    readonly pointsShare: number;
  }[];
};

/** Measures an outcome; `partOf` names the theme or territory of a project. */
export function measure(
  election: Election,
  winners: readonly string[],
  partOf: (projectId: string) => string = () => "",
  electorate: Electorate = groupBallots(election),
): Measures {
  const funded = new Set(winners);
  const { voters, people, ballotStarts, ballotProjects, totals } = electorate;
  let served = 0;
  let withChoice = 0;
  let choices = 0;
  let money = 0;
  for (let g = 0; g < people.length; g++) {
    const crowd = people[g] as number;
    let count = 0;
    for (let k = ballotStarts[g] as number; k < (ballotStarts[g + 1] as number); k++) {
      const project = election.projects[ballotProjects[k] as number];
      if (project === undefined || !funded.has(project.id)) continue;
      count++;
      money += crowd * project.cost;
    }
    withChoice += crowd;
    choices += crowd * count;
    if (count > 0) served += crowd;
  }
  const spent = election.projects.reduce((sum, { id, cost }) => sum + (funded.has(id) ? cost : 0), 0);
  const allPoints = totals.reduce((sum, total) => sum + total, 0);
  const parts = new Map<string, { projects: number; funded: number; spent: number; points: number }>();
  for (const [c, { id, cost }] of election.projects.entries()) {
    const part = partOf(id);
    const known = parts.get(part) ?? { projects: 0, funded: 0, spent: 0, points: 0 };
    const isFunded = funded.has(id);
    parts.set(part, {
      projects: known.projects + 1,
      funded: known.funded + (isFunded ? 1 : 0),
      spent: known.spent + (isFunded ? cost : 0),
      points: known.points + (totals[c] as number),
    });
  }
  const over = (part: number, whole: number) => (whole === 0 ? 0 : part / whole);
  return {
    voters,
    emptyBallots: voters - withChoice,
    served,
    servedShare: over(served, voters),
    excluded: voters - served,
    excludedShare: over(voters - served, voters),
    choicesPerVoter: over(choices, voters),
    costPerVoter: over(money, voters),
    spent,
    left: election.budget - spent,
    parts: [...parts].map(([part, known]) => ({
      part,
      ...known,
      spentShare: over(known.spent, spent),
      pointsShare: over(known.points, allPoints),
    })),
  };
}

/** How many voters have more funded choices in one outcome than in the other; the rest have as many in both. */
export function compareOutcomes(
  election: Election,
  first: readonly string[],
  second: readonly string[],
  { voters, people, ballotStarts, ballotProjects }: Electorate = groupBallots(election),
): { preferFirst: number; preferSecond: number; indifferent: number } {
  const [inFirst, inSecond] = [new Set(first), new Set(second)];
  const gain = election.projects.map(({ id }) => Number(inFirst.has(id)) - Number(inSecond.has(id)));
  let preferFirst = 0;
  let preferSecond = 0;
  for (let g = 0; g < people.length; g++) {
    let more = 0;
    for (let k = ballotStarts[g] as number; k < (ballotStarts[g + 1] as number); k++) {
      more += gain[ballotProjects[k] as number] ?? 0;
    }
    if (more > 0) preferFirst += people[g] as number;
    if (more < 0) preferSecond += people[g] as number;
  }
  return { preferFirst, preferSecond, indifferent: voters - preferFirst - preferSecond };
}
