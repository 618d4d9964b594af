import { add, type Fraction, floor, fraction, toNumber } from "#server/kernel/fraction.ts";
import type { Electorate } from "../electorate.ts";
import type { Completion, Election } from "../model.ts";
import type { SharesRun } from "./equal-shares.ts";

export type CompletedShares = {
  readonly run: SharesRun;
  readonly endowment: Fraction;
  /** How many times the endowment was raised. */
  readonly increments: number;
  readonly exactDecisions: number;
};

/** Which completions raise the endowment, which of them stop at the first exhaustive outcome, which end with greedy on what is left. */
export const RAISES = new Set<Completion>(["add1", "add1u", "add1e", "add1eu"]);
export const STOPS_WHEN_EXHAUSTIVE = new Set<Completion>(["add1e", "add1eu"]);
export const SPENDS_THE_REST = new Set<Completion>(["utilitarian", "add1u", "add1eu"]);

/**
 * Equal shares with an endowment that is raised step by step while the outcome costs at most the budget; the last outcome
 * that does is kept («add1», equalshares.net, "completion"). The cost of the outcome is not monotone in the
 * endowment, so no step may be jumped over on the hope that it is: a step is left out only when it provably repeats the
 * one before. `increment` is in minor units.
 */
export function raiseEndowment(
  election: Election,
  electorate: Electorate,
  run: (endowment: Fraction, limit: number) => SharesRun,
  increment: Fraction,
  stopWhenExhaustive: boolean,
  onProgress?: (increments: number, endowment: number) => void,
): CompletedShares {
  const { projects, budget, minorPerUnit } = election;
  const supported = projects.map((_, c) => c).filter((c) => (electorate.totals[c] as number) > 0);
  const unit = BigInt(minorPerUnit);
  const start = fraction((BigInt(budget) / (BigInt(Math.max(1, electorate.voters)) * unit)) * unit);
  let endowment = start;
  let increments = 0;
  let best = run(endowment, budget);
  let exactDecisions = best.exactDecisions;
  for (;;) {
    onProgress?.(increments, toNumber(endowment));
    // When all supported projects together fit in the budget, the endowment rises until all of them are funded.
    if (best.order.length === supported.length) break;
    if (stopWhenExhaustive && isExhaustive(election, best)) break;
    const jump = provenRepeats(election, electorate, best, supported, endowment, increment);
    const next = add(endowment, fraction(increment.numerator * jump, increment.denominator));
    const outcome = run(next, budget);
    exactDecisions += outcome.exactDecisions;
    if (outcome.overspent) {
      // The repeats left out before the step that overspends were feasible: the endowment kept is the last of them.
      endowment = add(endowment, fraction(increment.numerator * (jump - 1n), increment.denominator));
      increments += Number(jump - 1n);
      break;
    }
    endowment = next;
    increments += Number(jump);
    best = outcome;
  }
  return { run: best, endowment, increments, exactDecisions };
}

/** No unfunded project fits in what is left of the budget, supported or not. */
function isExhaustive({ projects, budget }: Election, { order, cost }: SharesRun): boolean {
  const funded = new Set(order);
  return projects.every((project, c) => funded.has(c) || project.cost > budget - cost);
}

/**
 * How many increments to take at once; 1 unless more is proved. When everybody who paid could pay in full, and every other
 * supported project was out of reach from the very first step, then nothing changes until the endowment brings one of
 * those within reach. Without this, one dear project with a single supporter would take millions of identical runs.
 */
function provenRepeats(
  { projects }: Election,
  { backers }: Electorate,
  run: SharesRun,
  supported: readonly number[],
  endowment: Fraction,
  increment: Fraction,
): bigint {
  if (!run.unconstrained) return 1n;
  const funded = new Set(run.order);
  let jump: bigint | null = null;
  for (const c of supported) {
    if (funded.has(c)) continue;
    // Increments until the supporters' endowments reach the cost, rounded up.
    const crowd = BigInt(backers[c] as number);
    const missing = BigInt(projects[c]?.cost ?? 0) * endowment.denominator - crowd * endowment.numerator;
    if (missing <= 0n) return 1n;
    const steps = fraction(
      missing * increment.denominator,
      endowment.denominator * crowd * increment.numerator,
    );
    const needed = -floor(fraction(-steps.numerator, steps.denominator));
    if (jump === null || needed < jump) jump = needed;
  }
  return jump ?? 1n;
}
