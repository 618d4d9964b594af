import { allocateAmong } from "./allocate.ts";
import type { Electorate } from "./electorate.ts";
import type { Allocation, Election, RuleOptions, TieOrder } from "./model.ts";

/**
 * What the supporters of each project still held together when equal shares ended, in minor units, by project; null for
 * rules without shares. The payments of the trace are replayed: everybody pays the step's price per point, or what is left.
 */
export function heldAtEnd(
  election: Election,
  { people, ballotPoints, supportStarts, supporters, ballotStarts, ballotProjects }: Electorate,
  { endowment, steps }: Allocation,
): Float64Array | null {
  if (endowment === null) return null;
  const share = Number(endowment.numerator) / Number(endowment.denominator);
  const left = new Float64Array(people.length).fill(share);
  const indexOf = new Map(election.projects.map(({ id }, c) => [id, c]));
  for (const { project, price, by } of steps) {
    const c = indexOf.get(project);
    if (c === undefined || price === null || by !== "rule") continue;
    for (let k = supportStarts[c] as number; k < (supportStarts[c + 1] as number); k++) {
      const group = supporters[k] as number;
      const points = pointsFor(c, group);
      left[group] = Math.max(0, (left[group] as number) - price * points);
    }
  }
  const held = new Float64Array(election.projects.length);
  for (let group = 0; group < people.length; group++)
    for (let k = ballotStarts[group] as number; k < (ballotStarts[group + 1] as number); k++) {
      const c = ballotProjects[k] as number;
      held[c] = (held[c] as number) + (left[group] as number) * (people[group] as number);
    }
  return held;

  function pointsFor(c: number, group: number): number {
    for (let k = ballotStarts[group] as number; k < (ballotStarts[group + 1] as number); k++)
      if (ballotProjects[k] === c) return ballotPoints[k] as number;
    return 0;
  }
}

/**
 * How many more votes would have funded the project: that many further ballots for it alone fund it, and one less does not.
 * Found by running the rule again, never guessed: doubling, then bisecting. A further ballot gives the project as many
 * points as any ballot gave to one project. Null when even as many further votes as there were voters are not enough.
 */
export function votesMissing(
  election: Election,
  electorate: Electorate,
  rule: RuleOptions,
  tieOrder: TieOrder,
  project: number,
): number | null {
  const id = election.projects[project]?.id ?? "";
  const isFundedWith = (votes: number) => {
    const found = allocateAmong(election, withVotes(electorate, project, votes), rule, tieOrder);
    return !("refused" in found) && found.winners.includes(id);
  };
  const most = Math.max(1, electorate.voters);
  let enough = 1;
  while (!isFundedWith(enough)) {
    if (enough === most) return null;
    enough = Math.min(enough * 2, most);
  }
  let short = enough === 1 ? 0 : Math.floor(enough / 2);
  while (enough - short > 1) {
    const middle = Math.floor((enough + short) / 2);
    if (isFundedWith(middle)) enough = middle;
    else short = middle;
  }
  return enough;
}

/** The same electorate with further voters who all cast the same ballot, for one project alone. */
export function withVotes(electorate: Electorate, project: number, votes: number): Electorate {
  const { people, ballotStarts, ballotProjects, ballotPoints, supportStarts } = electorate;
  const points = ballotPoints.reduce((most, given) => Math.max(most, given), 1);
  const group = people.length;
  const entries = ballotProjects.length;
  const at = supportStarts[project + 1] as number;
  const totals = electorate.totals.slice();
  const backers = electorate.backers.slice();
  totals[project] = (totals[project] as number) + points * votes;
  backers[project] = (backers[project] as number) + votes;
  return {
    voters: electorate.voters + votes,
    people: Float64Array.from([...people, votes]),
    ballotStarts: Uint32Array.from([...ballotStarts, entries + 1]),
    ballotProjects: inserted(Int32Array, ballotProjects, entries, project),
    ballotPoints: inserted(Int32Array, ballotPoints, entries, points),
    // The new group has the largest number: it comes last among the supporters of its project.
    supportStarts: supportStarts.map((start, c) => (c > project ? start + 1 : start)),
    supporters: inserted(Int32Array, electorate.supporters, at, group),
    support: inserted(Float64Array, electorate.support, at, points * votes),
    totals,
    backers,
  };
}

type Column = Int32Array | Float64Array;

function inserted<Kind extends Column>(
  kind: { new (length: number): Kind },
  column: Kind,
  at: number,
  value: number,
): Kind {
  const longer = new kind(column.length + 1);
  longer.set(column.subarray(0, at), 0);
  longer[at] = value;
  longer.set(column.subarray(at), at + 1);
  return longer;
}
