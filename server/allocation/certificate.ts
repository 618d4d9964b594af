import { fraction } from "#server/kernel/fraction.ts";
import { type Electorate, groupBallots } from "./electorate.ts";
import { type Allocation, DEFAULT_TIE_ORDER, type Election } from "./model.ts";
import { prepareEqualShares } from "./rules/equal-shares.ts";
import { rankProjects } from "./ties.ts";

/**
 * What anybody needs to check an outcome without running the rule: for equal shares, the endowment of each voter and the
 * price per point of each project, in order. From these and the public ballots every payment follows: the price, or what
 * the voter has left. Whole numbers as text, all over one denominator, in minor units.
 */
export type Certificate = {
  readonly winners: readonly string[];
  readonly shares: {
    readonly denominator: string;
    readonly endowment: string;
    /** The projects that the rule itself funded; a completion's are in `winners` only. */
    readonly prices: readonly { readonly project: string; readonly price: string }[];
  } | null;
};

/** The certificate of an outcome of `allocate`. */
export function certify(
  election: Election,
  allocation: Allocation,
  electorate: Electorate = groupBallots(election),
): Certificate {
  const { options, endowment, winnersInOrder } = allocation;
  if (options.rule !== "equal-shares" || endowment === null) return { winners: winnersInOrder, shares: null };
  const each = fraction(BigInt(endowment.numerator), BigInt(endowment.denominator));
  // The order among equals changes no price, so any stated order certifies; ties are replayed as they were decided.
  const lot = [
    ...winnersInOrder,
    ...election.projects.map(({ id }) => id).filter((id) => !winnersInOrder.includes(id)),
  ];
  const ranking = rankProjects(election, electorate, { ...DEFAULT_TIE_ORDER, criteria: [], lot });
  const run = prepareEqualShares(election, electorate, options.utility, ranking)(each, election.budget);
  const ledger = run.ledger();
  const prices = ledger.prices();
  return {
    winners: winnersInOrder,
    shares: {
      denominator: ledger.denominator().toString(),
      endowment: ((each.numerator * ledger.denominator()) / each.denominator).toString(),
      prices: run.order.map((c, step) => ({
        project: election.projects[c]?.id ?? "",
        price: (prices[step] ?? 0n).toString(),
      })),
    },
  };
}

/** What a certificate fails to show; `project` is the one it fails for. */
export type Flaw = {
  readonly claim: "withinBudget" | "knownProject" | "paidExactly" | "unfundedCannotBePaid";
  readonly project: string | null;
};

/**
 * Checks a certificate against projects and ballots alone, in one pass, exactly. Empty when it holds: the winners cost at
 * most the budget; every project funded by the rule is paid exactly by its supporters, none of whom pays more than they
 * have; the supporters of every other project together hold less than its cost.
 */
export function checkCertificate(
  election: Election,
  { winners, shares }: Certificate,
  electorate: Electorate = groupBallots(election),
): Flaw[] {
  const indexOf = new Map(election.projects.map(({ id }, c) => [id, c]));
  const costOf = (id: string) => election.projects[indexOf.get(id) ?? -1]?.cost ?? 0;
  const flaws: Flaw[] = [];
  for (const project of new Set([...winners, ...(shares?.prices.map((paid) => paid.project) ?? [])])) {
    if (!indexOf.has(project) || !winners.includes(project)) flaws.push({ claim: "knownProject", project });
  }
  const spent = winners.reduce((sum, id) => sum + costOf(id), 0);
  if (spent > election.budget || new Set(winners).size !== winners.length) {
    flaws.push({ claim: "withinBudget", project: null });
  }
  if (shares === null || flaws.length > 0) return flaws;

  const denominator = BigInt(shares.denominator);
  const price = new Map(
    shares.prices.map((paid, step) => [indexOf.get(paid.project), { step, each: BigInt(paid.price) }]),
  );
  const collected = election.projects.map(() => 0n);
  const { people, ballotStarts, ballotProjects, ballotPoints } = electorate;
  for (let g = 0; g < people.length; g++) {
    let left = BigInt(shares.endowment);
    const open: number[] = [];
    const due: { c: number; step: number; owed: bigint }[] = [];
    for (let k = ballotStarts[g] as number; k < (ballotStarts[g + 1] as number); k++) {
      const c = ballotProjects[k] as number;
      const paid = price.get(c);
      if (paid === undefined) open.push(c);
      else due.push({ c, step: paid.step, owed: paid.each * BigInt(ballotPoints[k] as number) });
    }
    const crowd = BigInt(people[g] as number);
    for (const { c, owed } of due.sort((a, b) => a.step - b.step)) {
      const paid = owed < left ? owed : left;
      left -= paid;
      collected[c] = (collected[c] ?? 0n) + crowd * paid;
    }
    for (const c of open) collected[c] = (collected[c] ?? 0n) + crowd * left;
  }
  for (const [c, { id, cost }] of election.projects.entries()) {
    const money = collected[c] ?? 0n;
    const needed = BigInt(cost) * denominator;
    if (price.has(c) && money !== needed) flaws.push({ claim: "paidExactly", project: id });
    if (!price.has(c) && money >= needed) flaws.push({ claim: "unfundedCannotBePaid", project: id });
  }
  return flaws;
}
