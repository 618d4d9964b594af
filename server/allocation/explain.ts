import { fraction } from "#server/kernel/fraction.ts";
import { allocateAmong } from "./allocate.ts";
import { type Electorate, groupBallots, withMoreBallots } from "./electorate.ts";
import {
  type Allocation,
  DEFAULT_TIE_ORDER,
  type Election,
  type Step,
  type Tie,
  type TieOrder,
} from "./model.ts";
import { prepareEqualShares } from "./rules/equal-shares.ts";
import { rankProjects } from "./ties.ts";

/** A sentence for a reader: its key in the messages of the house, and the numbers and ids it is filled with. Money in minor units. */
export type Sentence = {
  readonly key: SentenceKey;
  readonly facts: Readonly<Record<string, string | number>>;
};

export type SentenceKey =
  // 1. What happened.
  | "fundedByRule"
  | "fundedByCompletion"
  | "notFunded"
  // 2. Who supported it.
  | "support"
  | "supportInPoints"
  // 3. How it was paid, or what was missing.
  | "paidInFull"
  | "paidWithRest"
  | "paidInFullPerPoint"
  | "paidWithRestPerPoint"
  | "fitted"
  | "momentCame"
  | "heldTooLittle"
  | "budgetTooSmall"
  | "leftTooSmall"
  | "nobodySupports"
  | "ruleHadEnded"
  // 4. What decided, or what would have changed it.
  | "noTie"
  | "wonTie"
  | "votesEnough"
  | "noVotesEnough"
  | "votesNotComputed";

/** Everything the result page says about one project: four sentences, and the numbers behind them. */
export type Explanation = {
  readonly project: string;
  readonly cost: number;
  readonly step: Step | null;
  readonly stepNumber: number | null;
  readonly supporters: number;
  readonly points: number;
  /** Equal shares: what all its supporters together held in the end; null for other rules. */
  readonly held: number | null;
  /** Where its supporters' money went instead: the funded projects they paid most for, at most three. */
  readonly spentOn: readonly { readonly project: string; readonly money: number }[];
  /** Added ballots for this project alone that would have been enough; null when not asked or when no number is. */
  readonly votesEnough: number | null;
  readonly sentences: readonly [Sentence, Sentence, Sentence, Sentence];
};

/** Explains every project of an outcome, in the order of the election. `votesEnough` has the answers of `votesToWin` so far. */
export function explain(
  election: Election,
  allocation: Allocation,
  votesEnough: ReadonlyMap<string, number | null> = new Map(),
  electorate: Electorate = groupBallots(election),
): Explanation[] {
  const { voters, totals, backers } = electorate;
  const steps = new Map(allocation.steps.map((step, place) => [step.project, { step, number: place + 1 }]));
  const ties = new Map(allocation.ties.map((tie) => [tie.projects[0] ?? "", tie]));
  const money = followMoney(election, electorate, allocation);
  const turns = turnsOf(election, electorate, allocation);
  return election.projects.map(({ id, cost }, c): Explanation => {
    const found = steps.get(id) ?? null;
    const supporters = backers[c] as number;
    const points = (totals[c] as number) / election.pointsPerUnit;
    const held = money?.held[c] ?? null;
    const enough = votesEnough.get(id);
    const inPoints = election.ballots.points !== null;
    const outcome: Sentence =
      found === null
        ? { key: "notFunded", facts: { cost } }
        : {
            key: found.step.by === "rule" ? "fundedByRule" : "fundedByCompletion",
            facts: { cost, step: found.number, steps: allocation.steps.length },
          };
    const support: Sentence = {
      key: inPoints ? "supportInPoints" : "support",
      facts: { supporters, voters, points, share: voters === 0 ? 0 : supporters / voters },
    };
    return {
      project: id,
      cost,
      step: found?.step ?? null,
      stepNumber: found?.number ?? null,
      supporters,
      points,
      held,
      spentOn: found === null ? (money?.spentOn(c) ?? []) : [],
      votesEnough: enough ?? null,
      sentences: [
        outcome,
        support,
        found === null
          ? whyNot(election, allocation, { cost, supporters, held, turn: turns.get(id) ?? null })
          : howPaid(found.step, inPoints),
        found === null ? whatWouldChange(enough) : tieWon(ties.get(id)),
      ],
    };
  });
}

function howPaid({ price, effectiveVotes, payers, cost, left }: Step, inPoints: boolean): Sentence {
  if (payers !== null && price !== null) {
    const facts = { price, effectiveVotes: effectiveVotes ?? 0, ...payers, cost };
    const key = payers.rest === 0 ? "paidInFull" : "paidWithRest";
    return { key: inPoints ? `${key}PerPoint` : key, facts };
  }
  if (price !== null) return { key: "momentCame", facts: { moment: price, cost } };
  return { key: "fitted", facts: { cost, left } };
}

function whyNot(
  election: Election,
  { options, ending }: Allocation,
  {
    cost,
    supporters,
    held,
    turn,
  }: { cost: number; supporters: number; held: number | null; turn: number | null },
): Sentence {
  if (cost > election.budget) return { key: "budgetTooSmall", facts: { cost, budget: election.budget } };
  if (supporters === 0 && options.rule !== "greedy") return { key: "nobodySupports", facts: { cost } };
  if (held !== null) {
    return { key: "heldTooLittle", facts: { held, cost, missing: cost - held, share: held / cost } };
  }
  if (turn !== null) return { key: "leftTooSmall", facts: { left: turn, cost, missing: cost - turn } };
  return { key: "ruleHadEnded", facts: { ending: ending.kind, cost } };
}

function whatWouldChange(enough: number | null | undefined): Sentence {
  if (enough === undefined) return { key: "votesNotComputed", facts: {} };
  return enough === null
    ? { key: "noVotesEnough", facts: {} }
    : { key: "votesEnough", facts: { votes: enough } };
}

function tieWon(tie: Tie | undefined): Sentence {
  if (tie === undefined) return { key: "noTie", facts: {} };
  return { key: "wonTie", facts: { others: tie.projects.slice(1).join(", "), brokenBy: tie.brokenBy } };
}

/** Replays the payments of equal shares: what each project's supporters hold in the end, and what they paid for. */
function followMoney(
  election: Election,
  electorate: Electorate,
  { options, endowment, winnersInOrder }: Allocation,
) {
  if (options.rule !== "equal-shares" || endowment === null) return null;
  const { supportStarts, supporters, support, people } = electorate;
  const each = fraction(BigInt(endowment.numerator), BigInt(endowment.denominator));
  const lot = [
    ...winnersInOrder,
    ...election.projects.map(({ id }) => id).filter((id) => !winnersInOrder.includes(id)),
  ];
  const ranking = rankProjects(election, electorate, { criteria: [], lot });
  const left = Float64Array.from(
    people,
    (crowd) => (crowd * Number(each.numerator)) / Number(each.denominator),
  );
  const paidFor: { c: number; paid: Map<number, number> }[] = [];
  prepareEqualShares(
    election,
    electorate,
    options.utility,
    ranking,
  )(each, election.budget, (c, price) => {
    const paid = new Map<number, number>();
    for (let k = supportStarts[c] as number; k < (supportStarts[c + 1] as number); k++) {
      const g = supporters[k] as number;
      const share = Math.min(left[g] as number, price * (support[k] as number));
      left[g] = (left[g] as number) - share;
      paid.set(g, share);
    }
    paidFor.push({ c, paid });
  });
  const held = election.projects.map((_, c) => {
    let sum = 0;
    for (let k = supportStarts[c] as number; k < (supportStarts[c + 1] as number); k++) {
      sum += left[supporters[k] as number] as number;
    }
    return sum;
  });
  return {
    held,
    spentOn(c: number) {
      const groups = supporters.subarray(supportStarts[c] as number, supportStarts[c + 1] as number);
      return paidFor
        .map((funded) => ({
          project: election.projects[funded.c]?.id ?? "",
          money: groups.reduce((sum, g) => sum + (funded.paid.get(g) ?? 0), 0),
        }))
        .filter(({ money }) => money > 0)
        .sort((a, b) => b.money - a.money)
        .slice(0, 3);
    },
  };
}

/** What was left of the budget when each unfunded project had its turn, where the rule gives every project a turn. */
function turnsOf(
  election: Election,
  electorate: Electorate,
  { options, steps, ending }: Allocation,
): Map<string, number> {
  const turns = new Map<string, number>();
  if (options.rule !== "greedy" && options.rule !== "greedy-no-skip") return turns;
  const place = new Map(election.projects.map(({ id }, c) => [id, electorate.totals[c] as number]));
  for (const { id, cost } of election.projects) {
    if (steps.some(({ project }) => project === id)) continue;
    if (options.rule === "greedy-no-skip" && !(ending.kind === "first-misfit" && ending.project === id))
      continue;
    // Its turn came after all that was funded with more points, and among equals no later than when it stopped fitting.
    let left = election.budget;
    for (const step of steps) {
      const isBefore = (place.get(step.project) ?? 0) > (place.get(id) ?? 0);
      if (!isBefore && left < cost) break;
      left = step.left;
    }
    turns.set(id, left);
  }
  return turns;
}

/**
 * How many ballots naming this project alone, added to the ballot box, would have funded it: found by running the rule
 * again, doubling the number until it is funded and then halving the interval. With the number answered it is funded,
 * with one less it is not. Null when as many as all voters would not do. On ballots with points, an added ballot gives
 * the most points that any voter gave to one project. A run of add1 takes a while: ask for one project at a time.
 */
export function votesToWin(
  election: Election,
  options: Allocation["options"],
  projectId: string,
  tieOrder: TieOrder = DEFAULT_TIE_ORDER,
  electorate: Electorate = groupBallots(election),
): number | null {
  const c = election.projects.findIndex(({ id }) => id === projectId);
  if (c < 0 || (election.projects[c]?.cost ?? 0) > election.budget) return null;
  const points = electorate.ballotPoints.reduce((most, given) => Math.max(most, given), 1);
  const wins = (votes: number) => {
    const outcome = allocateAmong(election, withMoreBallots(electorate, c, votes, points), options, tieOrder);
    return !("refused" in outcome) && outcome.winnersInOrder.includes(projectId);
  };
  if (wins(0)) return 0;
  let tooFew = 0;
  let enough = 1;
  while (!wins(enough)) {
    if (enough >= electorate.voters) return null;
    tooFew = enough;
    enough = Math.min(2 * enough, electorate.voters);
  }
  while (enough - tooFew > 1) {
    const middle = Math.floor((tooFew + enough) / 2);
    if (wins(middle)) enough = middle;
    else tooFew = middle;
  }
  return enough;
}
