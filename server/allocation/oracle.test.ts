import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { fraction } from "#server/kernel/fraction.ts";
import { allocate } from "./allocate.ts";
import { anyCase, anyElection } from "./arbitrary.test-helper.ts";
import { groupBallots } from "./electorate.ts";
import { DEFAULT_TIE_ORDER, UTILITIES } from "./model.ts";
import { oracle } from "./oracle.test-helper.ts";
import { prepareEqualShares } from "./rules/equal-shares.ts";
import { rankProjects } from "./ties.ts";

/** 100 000 in the long run of the release (`ALLOCATION_RUNS=100000`). */
const RUNS = Number(process.env.ALLOCATION_RUNS ?? 10_000);

test("ALL-10 the fast rules answer what slow exact fractions answer", () => {
  fc.assert(
    fc.property(anyCase, ({ election, options }) => {
      const found = allocate(election, options);
      const isPhragmenOnPoints = options.rule === "phragmen" && election.ballots.points !== null;
      if ("refused" in found) return assert.ok(isPhragmenOnPoints, found.refused);
      const expected = oracle(election, options);
      assert.deepEqual(found.winnersInOrder, expected.winnersInOrder);
      assert.equal(found.totalCost, expected.totalCost);
      assert.equal(found.increments, expected.increments);
      if (found.endowment !== null) {
        const { numerator, denominator } = found.endowment;
        assert.deepEqual(fraction(BigInt(numerator), BigInt(denominator)), expected.endowment);
      }
      if (options.rule === "phragmen" || (options.rule === "equal-shares" && !/u/.test(options.completion))) {
        assert.deepEqual(
          found.ties.map(({ step, projects }) => ({ step, projects })),
          expected.ties,
        );
      }
    }),
    { numRuns: RUNS },
  );
});

test("ALL-10 the error bound holds however coarse the purses: with few units to a purse, exact fractions decide the same", () => {
  fc.assert(
    fc.property(
      anyElection,
      fc.constantFrom(...UTILITIES),
      fc.integer({ min: 1, max: 24 }),
      (election, utility, bits) => {
        const electorate = groupBallots(election);
        const ranking = rankProjects(election, electorate, DEFAULT_TIE_ORDER);
        const run = prepareEqualShares(
          election,
          electorate,
          utility,
          ranking,
          Math.min(2 ** 51, 2 ** bits * election.budget),
        );
        const endowment = fraction(BigInt(election.budget), BigInt(electorate.voters));
        const found = run(endowment, election.budget);
        const expected = oracle(election, {
          rule: "equal-shares",
          utility,
          completion: "none",
          increment: "1",
        });
        assert.deepEqual(
          found.order.map((c) => election.projects[c]?.id),
          expected.winnersInOrder,
        );
        assert.equal(found.ties.length, expected.ties.length);
      },
    ),
    { numRuns: RUNS },
  );
});
