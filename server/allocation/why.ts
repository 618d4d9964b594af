import { SMALLEST_CELL } from "#server/voting/rules.ts";
import type { ProjectAccount, Published } from "./published.ts";

/**
 * One sentence of the answer to «pourquoi ?»: a key of the messages and what fills it. Values whose names end in `Money` are
 * amounts in minor units of the election; the others are counts.
 */
export type WhySentence = { readonly key: string; readonly values: Readonly<Record<string, number>> };

/** The four sentences of one project, always in this order: who supports it, what the rule does, what happened, what would have changed it. */
export function whySentences(
  published: Published,
  account: ProjectAccount,
): [WhySentence, WhySentence, WhySentence, WhySentence] {
  return [
    support(account),
    rule(published, account),
    outcome(published, account),
    counterfactual(published, account),
  ];
}

function support({ backers, points, cost }: ProjectAccount): WhySentence {
  const values = { backers, costMoney: cost };
  if (backers === 0) return { key: "support.nobody", values };
  return points === null
    ? { key: "support.chosen", values }
    : { key: "support.points", values: { ...values, points } };
}

/** The budget was enough for everything that somebody supports: there was nothing to choose between. */
const allFits = ({ projects }: Published) =>
  projects.every(({ backers, step }) => backers === 0 || step !== null);

function rule(published: Published, { place }: ProjectAccount): WhySentence {
  const { allocation, projects } = published;
  switch (allocation.options.rule) {
    case "greedy":
    case "greedy-no-skip":
      return { key: "rule.ranked", values: { rank: place, projects: projects.length } };
    case "phragmen":
      return { key: "rule.income", values: {} };
    case "equal-shares":
      return { key: "rule.shares", values: { shareMoney: shareOf(published) } };
  }
}

/** What each voter was given, in minor units; the plain share of the budget where everything fits and no share was short. */
function shareOf(published: Published): number {
  const { budget, voters } = published.election;
  const { endowment } = published.allocation;
  if (endowment === null || allFits(published)) return budget / Math.max(1, voters);
  return Number(endowment.numerator) / Number(endowment.denominator);
}

function outcome(published: Published, account: ProjectAccount): WhySentence {
  return account.step === null ? whyNot(published, account) : whyFunded(published, account, account.step);
}

function whyFunded(published: Published, account: ProjectAccount, at: number): WhySentence {
  const { allocation } = published;
  const step = allocation.steps[at - 1];
  if (allocation.endowment !== null && allFits(published)) return { key: "outcome.allFit", values: {} };
  if (step?.by === "completion") return { key: "outcome.completed", values: {} };
  if (step?.price == null) return { key: "outcome.turnFunded", values: { leftMoney: account.leftAtTurn } };
  const priceMoney = step.price;
  if (step.payers === null) return { key: "outcome.earned", values: { priceMoney } };
  if (account.points !== null) return { key: "outcome.paidByPoint", values: { priceMoney } };
  const { full, rest } = step.payers;
  return full + rest < SMALLEST_CELL || full === 0
    ? { key: "outcome.paidTogether", values: { priceMoney } }
    : { key: "outcome.paid", values: { full, rest, priceMoney } };
}

function whyNot({ allocation, election }: Published, account: ProjectAccount): WhySentence {
  const { cost, leftAtTurn, held } = account;
  if (cost > election.budget) return { key: "outcome.tooDear", values: { budgetMoney: election.budget } };
  switch (allocation.options.rule) {
    case "greedy":
      return {
        key: "outcome.turnMissed",
        values: { leftMoney: leftAtTurn, missingMoney: cost - leftAtTurn },
      };
    case "greedy-no-skip":
      return allocation.ending.kind === "first-misfit" && allocation.ending.project === account.id
        ? { key: "outcome.turnMissed", values: { leftMoney: leftAtTurn, missingMoney: cost - leftAtTurn } }
        : { key: "outcome.stopped", values: {} };
    case "phragmen":
      return { key: account.backers === 0 ? "outcome.noSupport" : "outcome.overtaken", values: {} };
    case "equal-shares":
      if (account.backers === 0 || held === null) return { key: "outcome.noSupport", values: {} };
      return { key: "outcome.short", values: { heldMoney: held, missingMoney: cost - held } };
  }
}

function counterfactual({ allocation, election }: Published, account: ProjectAccount): WhySentence {
  if (account.step !== null)
    return {
      key: "counterfactual.leftAfter",
      values: { leftMoney: allocation.steps[account.step - 1]?.left ?? 0 },
    };
  if (account.cost > election.budget) return { key: "counterfactual.unaffordable", values: {} };
  const votes = account.counterfactual?.votes ?? null;
  return votes === null
    ? { key: "counterfactual.never", values: {} }
    : { key: "counterfactual.more", values: { votes } };
}
