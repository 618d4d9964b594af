import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import { wholeToDecimal } from "#server/kernel/fraction.ts";
import { allocateAmong } from "./allocate.ts";
import { certify, checkCertificate } from "./certificate.ts";
import { groupBallots } from "./electorate.ts";
import { compareOutcomes, measure } from "./measures.ts";
import type { Allocation, Completion, RuleOptions, Utility } from "./model.ts";
import { readPb } from "./pb.ts";

const SHARED =
  process.env.QUOTEPART_SHARED_DATA ?? fileURLToPath(new URL("../../../shared/data", import.meta.url));
const FOLDER = `${SHARED}/pabulib`;

type Golden = {
  incrementPerVoter: number;
  comparisonStep?: { prefersEqualShares: number; prefersGreedy: number };
  metrics?: Record<string, { exclusionRatio: number; avgApprovedWinners: number }>;
  rules: Record<
    string,
    {
      agreed: boolean;
      winners: string[];
      winnersInOrder: string[];
      totalCost: string;
      finalEndowmentPerVoter?: string | number;
      endowmentSteps?: number;
    }
  >;
};

/** `mes-cost/util` of the published outcomes is equal shares with cost utilities and the utilitarian completion. */
function optionsOf(name: string, increment: number): RuleOptions {
  if (name === "greedy" || name === "greedy-no-skip" || name === "phragmen") return { rule: name };
  const [family, completion = ""] = name.split("/");
  return {
    rule: "equal-shares",
    utility: (family === "mes-cost" ? "cost" : "cardinality") satisfies Utility,
    completion: (completion === "util" ? "utilitarian" : completion) as Completion,
    increment: String(increment),
  };
}

if (!existsSync(FOLDER)) {
  console.log(`golden outcomes are not there: ${FOLDER} (set QUOTEPART_SHARED_DATA)`);
} else {
  describe("outcomes on which independent implementations agree", () => {
    for (const name of readdirSync(`${FOLDER}/golden`).sort()) {
      test(name, () => {
        const golden: Golden = JSON.parse(readFileSync(`${FOLDER}/golden/${name}`, "utf8"));
        const file = readPb(readFileSync(`${FOLDER}/open/${name.replace(/json$/, "pb")}`));
        if (file.kind === "pb-error") return assert.fail(JSON.stringify(file));
        const { election } = file;
        const electorate = groupBallots(election);
        const decimals = Math.round(Math.log10(election.minorPerUnit));
        const outcomes = new Map<string, Allocation>();
        for (const [rule, expected] of Object.entries(golden.rules)) {
          if (!expected.agreed) continue;
          const found = allocateAmong(election, electorate, optionsOf(rule, golden.incrementPerVoter));
          if ("refused" in found) return assert.fail(`${rule}: ${found.refused}`);
          outcomes.set(rule, found);
          assert.deepEqual(
            checkCertificate(election, certify(election, found, electorate), electorate),
            [],
            rule,
          );
          assert.deepEqual(found.winnersInOrder, expected.winnersInOrder, `${rule}: order`);
          assert.deepEqual(found.winners, expected.winners, `${rule}: winners`);
          assert.equal(
            Number(wholeToDecimal(BigInt(found.totalCost), decimals)),
            Number(expected.totalCost),
            rule,
          );
        }
        const winnersOf = (rule: string) => outcomes.get(rule)?.winners ?? [];
        for (const [rule, { exclusionRatio, avgApprovedWinners }] of Object.entries(golden.metrics ?? {})) {
          const found = measure(election, winnersOf(rule), undefined, electorate);
          assert.ok(Math.abs(found.excludedShare - exclusionRatio) < 1e-12, `${rule}: excluded`);
          assert.ok(
            Math.abs(found.choicesPerVoter - avgApprovedWinners) < 1e-12,
            `${rule}: choices per voter`,
          );
        }
        if (golden.comparisonStep) {
          const compared = compareOutcomes(
            election,
            winnersOf("mes-cost/add1"),
            winnersOf("greedy"),
            electorate,
          );
          assert.equal(compared.preferFirst, golden.comparisonStep.prefersEqualShares);
          assert.equal(compared.preferSecond, golden.comparisonStep.prefersGreedy);
        }
      });
    }
  });
}
