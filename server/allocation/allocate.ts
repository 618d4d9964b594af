import { type Fraction, fraction, parseDecimal } from "#server/kernel/fraction.ts";
import { type Electorate, groupBallots } from "./electorate.ts";
import {
  type Allocation,
  type AllocationRefusal,
  byCodePoint,
  DEFAULT_TIE_ORDER,
  type Election,
  type Ending,
  type RuleOptions,
  type Step,
  type TieOrder,
} from "./model.ts";
import { RAISES, raiseEndowment, SPENDS_THE_REST, STOPS_WHEN_EXHAUSTIVE } from "./rules/completion.ts";
import { prepareEqualShares } from "./rules/equal-shares.ts";
import { greedy } from "./rules/greedy.ts";
import { phragmen } from "./rules/phragmen.ts";
import { type Ranking, rankProjects, recordTie } from "./ties.ts";

/** Called between two runs of a rule that runs many times; `endowment` is in minor units. */
export type Progress = (increments: number, endowment: number) => void;

/**
 * Divides the budget of an election by a rule: the one function from projects, ballots, budget, rule and tie order to the
 * outcome with its trace. Pure: the same inputs give the same value on any machine, in any order of projects and ballots (ALL-4).
 * Refused: a rule or option that does not suit the election (ALL-5 to ALL-7 of RULES.md).
 */
export function allocate(
  election: Election,
  options: RuleOptions,
  tieOrder: TieOrder = DEFAULT_TIE_ORDER,
  onProgress?: Progress,
): Allocation | AllocationRefusal {
  return allocateAmong(election, groupBallots(election), options, tieOrder, onProgress);
}

/** As `allocate`, for a caller who has grouped the ballots already and runs several rules on them. */
export function allocateAmong(
  election: Election,
  electorate: Electorate,
  options: RuleOptions,
  tieOrder: TieOrder = DEFAULT_TIE_ORDER,
  onProgress?: Progress,
): Allocation | AllocationRefusal {
  const refused = refusal(election, options, tieOrder);
  if (refused !== null) return { refused };
  const ranking = rankProjects(election, electorate, tieOrder);
  switch (options.rule) {
    case "greedy":
    case "greedy-no-skip":
      return byGreedy(election, electorate, ranking, options);
    case "phragmen":
      return byPhragmen(election, electorate, ranking, options);
    case "equal-shares":
      return byEqualShares(election, electorate, ranking, options, onProgress);
  }
}

/** The rule of RULES.md that forbids this run, or null. */
export function refusal(
  election: Election,
  options: RuleOptions,
  tieOrder: TieOrder,
): AllocationRefusal["refused"] | null {
  if (options.rule === "phragmen" && election.ballots.points !== null) return "ALL-5";
  if (
    options.rule === "equal-shares" &&
    RAISES.has(options.completion) &&
    readIncrement(options.increment) === null
  ) {
    return "ALL-6";
  }
  if (tieOrder.lot !== null) {
    const drawn = new Set(tieOrder.lot);
    const complete = drawn.size === tieOrder.lot.length && election.projects.every(({ id }) => drawn.has(id));
    if (!complete) return "ALL-7";
  }
  return null;
}

/** The increment of add1 in units of the currency, or null when it is not an exact decimal above zero. */
function readIncrement(text: string): Fraction | null {
  const read = parseDecimal(text);
  return read === null || read.digits <= 0n ? null : fraction(read.digits, 10n ** BigInt(read.decimals));
}

function byGreedy(
  election: Election,
  electorate: Electorate,
  ranking: Ranking,
  options: Extract<RuleOptions, { rule: "greedy" | "greedy-no-skip" }>,
): Allocation {
  const stops = options.rule === "greedy-no-skip";
  const run = greedy(election, electorate, ranking, election.budget, new Set(), stops);
  return compose(election, electorate, ranking, options, {
    steps: run.order.map((c) => ({ c, by: "rule", ...WITHOUT_PRICE })),
    ties: run.ties,
    ending:
      run.misfit === null
        ? { kind: "all-considered" }
        : { kind: "first-misfit", project: election.projects[run.misfit]?.id ?? "" },
    endowment: null,
    increments: 0,
    exactDecisions: 0,
  });
}

function byPhragmen(
  election: Election,
  electorate: Electorate,
  ranking: Ranking,
  options: Extract<RuleOptions, { rule: "phragmen" }>,
): Allocation {
  const run = phragmen(election, electorate, ranking);
  return compose(election, electorate, ranking, options, {
    steps: run.order.map((c, step) => ({
      c,
      by: "rule",
      ...WITHOUT_PRICE,
      price: run.moments[step] ?? null,
    })),
    ties: run.ties,
    ending:
      run.ended === null
        ? { kind: "all-considered" }
        : {
            kind: "budget-reached",
            projects: run.ended.projects.map((c) => election.projects[c]?.id ?? ""),
            price: run.ended.moment,
          },
    endowment: null,
    increments: 0,
    exactDecisions: run.exactDecisions,
  });
}

function byEqualShares(
  election: Election,
  electorate: Electorate,
  ranking: Ranking,
  options: Extract<RuleOptions, { rule: "equal-shares" }>,
  onProgress?: Progress,
): Allocation {
  const { budget, minorPerUnit } = election;
  const { completion } = options;
  const run = prepareEqualShares(election, electorate, options.utility, ranking);
  const share = fraction(BigInt(budget), BigInt(Math.max(1, electorate.voters)));
  const increment = readIncrement(options.increment) ?? fraction(1n);
  const completed = RAISES.has(completion)
    ? raiseEndowment(
        election,
        electorate,
        run,
        fraction(increment.numerator * BigInt(minorPerUnit), increment.denominator),
        STOPS_WHEN_EXHAUSTIVE.has(completion),
        onProgress,
      )
    : { endowment: share, increments: 0, exactDecisions: 0 };

  const steps: PricedStep[] = [];
  const main = run(completed.endowment, budget, (c, price, purses, minorPerPurseUnit) => {
    steps.push({ c, by: "rule", ...paid(election, electorate, c, price, purses, minorPerPurseUnit) });
  });
  const ties = [...main.ties];
  if (SPENDS_THE_REST.has(completion)) {
    const rest = greedy(election, electorate, ranking, budget - main.cost, new Set(main.order), false);
    for (const c of rest.order) steps.push({ c, by: "completion", ...WITHOUT_PRICE });
    for (const tie of rest.ties) ties.push({ step: main.order.length + tie.step, projects: tie.projects });
  }
  return compose(election, electorate, ranking, options, {
    steps,
    ties,
    ending: { kind: "none-affordable" },
    endowment: {
      numerator: completed.endowment.numerator.toString(),
      denominator: completed.endowment.denominator.toString(),
    },
    increments: completed.increments,
    exactDecisions: completed.exactDecisions + main.exactDecisions,
  });
}

type PricedStep = { c: number } & Pick<Step, "by" | "price" | "effectiveVotes" | "payers">;
const WITHOUT_PRICE = { price: null, effectiveVotes: null, payers: null } as const;

/** Who pays a project and how much, told from the purses just before they pay. */
function paid(
  election: Election,
  { supportStarts, supporters, support, people }: Electorate,
  c: number,
  price: number,
  purses: Float64Array,
  minorPerPurseUnit: number,
): Pick<Step, "price" | "effectiveVotes" | "payers"> {
  let full = 0;
  let rest = 0;
  let restMoney = 0;
  for (let k = supportStarts[c] as number; k < (supportStarts[c + 1] as number); k++) {
    const g = supporters[k] as number;
    const held = (purses[g] as number) * minorPerPurseUnit;
    const crowd = people[g] as number;
    // Purses and price are rounded: who holds the price but for a billionth has the price.
    if (held >= price * (support[k] as number) * (1 - 1e-9)) full += crowd;
    else if (held > 0) {
      rest += crowd;
      restMoney += held;
    }
  }
  return {
    price,
    effectiveVotes: (election.projects[c]?.cost ?? 0) / price,
    payers: { full, rest, restMoney },
  };
}

type Composed = Pick<Allocation, "endowment" | "increments" | "exactDecisions"> & {
  steps: readonly PricedStep[];
  ties: readonly { readonly step: number; readonly projects: readonly number[] }[];
  ending: Ending;
};

function compose(
  election: Election,
  electorate: Electorate,
  ranking: Ranking,
  options: RuleOptions,
  run: Composed,
): Allocation {
  let left = election.budget;
  const steps = run.steps.map(({ c, by, price, effectiveVotes, payers }): Step => {
    const project = election.projects[c];
    if (project === undefined) throw new RangeError("a step funds no project");
    left -= project.cost;
    return { project: project.id, cost: project.cost, by, price, effectiveVotes, payers, left };
  });
  if (left < 0) throw new Error("an outcome above the budget (ALL-1)");
  const winnersInOrder = steps.map(({ project }) => project);
  return {
    options,
    winnersInOrder,
    winners: [...winnersInOrder].sort(byCodePoint),
    totalCost: election.budget - left,
    steps,
    ties: run.ties.map(({ step, projects }) => recordTie(election, electorate, ranking, step + 1, projects)),
    ending: run.ending,
    endowment: run.endowment,
    increments: run.increments,
    exactDecisions: run.exactDecisions,
  };
}
