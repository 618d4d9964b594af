import {
  add,
  compare,
  divide,
  type Fraction,
  floor,
  fraction,
  minimum,
  multiply,
  subtract,
  ZERO,
} from "#server/kernel/fraction.ts";
import { type Allocation, byCodePoint, type Election, type RuleOptions } from "./model.ts";

/**
 * The rules again, slowly and obviously: plain fractions, every project looked at in every round, written from the published
 * definitions alone (Peters, Pierczyński, Skowron 2021, "Proportional Participatory Budgeting with Additive Utilities";
 * equalshares.net; Brill, Freeman, Janson, Lackner, "Phragmén's Voting Methods and Justified Representation"). What the fast rules answer must be this.
 */
export type OracleOutcome = Pick<Allocation, "winnersInOrder" | "totalCost" | "increments"> & {
  ties: { step: number; projects: string[] }[];
  endowment: Fraction | null;
};

type Candidate = { id: string; cost: bigint; total: bigint; points: bigint[] };

export function oracle(election: Election, options: RuleOptions): OracleOutcome {
  const { starts, projects, points } = election.ballots;
  const voters = starts.length - 1;
  const candidates = election.projects.map(({ id, cost }, c): Candidate => {
    const given = Array.from({ length: voters }, (_, i) => {
      for (let k = starts[i] ?? 0; k < (starts[i + 1] ?? 0); k++) {
        if (projects[k] === c) return BigInt(points?.[k] ?? 1);
      }
      return 0n;
    });
    return { id, cost: BigInt(cost), total: given.reduce((sum, p) => sum + p, 0n), points: given };
  });
  const budget = BigInt(election.budget);
  const byTieOrder = (a: Candidate, b: Candidate) =>
    Number(a.cost - b.cost) || Number(b.total - a.total) || byCodePoint(a.id, b.id);
  const ties: OracleOutcome["ties"] = [];
  const outcome = (
    winners: Candidate[],
    endowment: Fraction | null = null,
    increments = 0,
  ): OracleOutcome => ({
    winnersInOrder: winners.map(({ id }) => id),
    totalCost: Number(sumOf(winners)),
    ties,
    endowment,
    increments,
  });

  switch (options.rule) {
    case "greedy":
      return outcome(greedily(candidates, []));
    case "greedy-no-skip": {
      const line = [...candidates].sort((a, b) => Number(b.total - a.total) || byTieOrder(a, b));
      const winners: Candidate[] = [];
      for (const candidate of line) {
        if (sumOf([...winners, candidate]) > budget) break;
        winners.push(candidate);
      }
      return outcome(winners);
    }
    case "phragmen":
      return outcome(phragmen());
    case "equal-shares": {
      const { completion } = options;
      if (completion === "none" || completion === "utilitarian") {
        const endowment = fraction(budget, BigInt(voters));
        const shared = equalShares(endowment, ties);
        return outcome(completion === "none" ? shared : greedily(candidates, shared), endowment);
      }
      const [whole = "", decimals = ""] = options.increment.split(".");
      const increment = fraction(
        BigInt(whole + decimals) * BigInt(election.minorPerUnit),
        10n ** BigInt(decimals.length),
      );
      const supported = candidates.filter(({ total }) => total > 0n);
      let endowment = fraction(
        floor(fraction(budget, BigInt(voters * election.minorPerUnit))) * BigInt(election.minorPerUnit),
      );
      let increments = 0;
      let best = equalShares(endowment, []);
      const exhaustive = () => candidates.every((c) => best.includes(c) || sumOf([...best, c]) > budget);
      while (best.length < supported.length && !(completion.startsWith("add1e") && exhaustive())) {
        const next = equalShares(add(endowment, increment), []);
        if (sumOf(next) > budget) break;
        endowment = add(endowment, increment);
        increments++;
        best = next;
      }
      best = equalShares(endowment, ties);
      return outcome(completion.endsWith("u") ? greedily(candidates, best) : best, endowment, increments);
    }
  }

  function sumOf(chosen: readonly Candidate[]): bigint {
    return chosen.reduce((sum, { cost }) => sum + cost, 0n);
  }

  function greedily(all: Candidate[], taken: Candidate[]): Candidate[] {
    const winners = [...taken];
    const line = all
      .filter((candidate) => !taken.includes(candidate))
      .sort((a, b) => Number(b.total - a.total) || byTieOrder(a, b));
    for (const candidate of line) if (sumOf([...winners, candidate]) <= budget) winners.push(candidate);
    return winners;
  }

  /** The best by `key` (smallest first), ties recorded and broken. */
  function choose(
    offers: { candidate: Candidate; key: Fraction }[],
    step: number,
    into: OracleOutcome["ties"],
  ): Candidate[] {
    const best = offers.reduce((least, { key }) => minimum(least, key), offers[0]?.key ?? ZERO);
    const tied = offers
      .filter(({ key }) => compare(key, best) === 0)
      .map(({ candidate }) => candidate)
      .sort(byTieOrder);
    if (tied.length > 1) into.push({ step, projects: tied.map(({ id }) => id) });
    return tied;
  }

  function equalShares(endowment: Fraction, into: OracleOutcome["ties"]): Candidate[] {
    const left = Array.from({ length: voters }, () => endowment);
    const winners: Candidate[] = [];
    for (;;) {
      const offers = candidates
        .filter((candidate) => !winners.includes(candidate) && candidate.total > 0n)
        .flatMap((candidate) => {
          const utility = candidate.points.map((p) =>
            fraction(options.rule === "equal-shares" && options.utility === "cost" ? p * candidate.cost : p),
          );
          const price = smallestPrice(left, utility, fraction(candidate.cost));
          return price === null ? [] : [{ candidate, key: price, utility }];
        });
      const [chosen] = choose(offers, winners.length + 1, into);
      const offer = offers.find(({ candidate }) => candidate === chosen);
      if (chosen === undefined || offer === undefined) return winners;
      offer.utility.forEach((u, i) => {
        const held = left[i] ?? ZERO;
        left[i] = subtract(held, minimum(held, multiply(offer.key, u)));
      });
      winners.push(chosen);
    }
  }

  /** The smallest ρ with Σ min(left, ρ·u) = cost: supporters by left/u, the first of them exhausted one by one. */
  function smallestPrice(left: Fraction[], utility: Fraction[], cost: Fraction): Fraction | null {
    const supporters = utility
      .map((u, i) => ({ u, held: left[i] ?? ZERO }))
      .filter(({ u }) => u.numerator > 0n)
      .sort((a, b) => compare(divide(a.held, a.u), divide(b.held, b.u)));
    let missing = cost;
    let weight = supporters.reduce((sum, { u }) => add(sum, u), ZERO);
    for (const { u, held } of supporters) {
      const price = divide(missing, weight);
      if (compare(multiply(price, u), held) <= 0) return price;
      missing = subtract(missing, held);
      weight = subtract(weight, u);
    }
    return null;
  }

  function phragmen(): Candidate[] {
    const paidAt = Array.from({ length: voters }, () => ZERO);
    const winners: Candidate[] = [];
    let waiting = candidates.filter(({ cost, total }) => total > 0n && cost <= budget);
    while (waiting.length > 0) {
      const offers = waiting.map((candidate) => {
        const earned = candidate.points.reduce(
          (sum, p, i) => (p > 0n ? add(sum, paidAt[i] ?? ZERO) : sum),
          fraction(candidate.cost),
        );
        return { candidate, key: divide(earned, fraction(candidate.total)) };
      });
      const tied = choose(offers, winners.length + 1, ties);
      const [chosen] = tied;
      if (chosen === undefined || tied.some((candidate) => sumOf([...winners, candidate]) > budget)) break;
      const moment = offers.find(({ candidate }) => candidate === chosen)?.key ?? ZERO;
      chosen.points.forEach((p, i) => {
        if (p > 0n) paidAt[i] = moment;
      });
      winners.push(chosen);
      waiting = waiting.filter((candidate) => candidate !== chosen);
    }
    return winners;
  }
}
