import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import { allocate } from "./allocate.ts";
import { anyCase } from "./arbitrary.test-helper.ts";
import { type ElectionInput, makeElection } from "./election.ts";
import { allocateEnvelopes, type Envelope } from "./envelopes.ts";
import { DEFAULT_TIE_ORDER, type Election } from "./model.ts";

function leaf(id: string, budget: number, costs: Record<string, number>, ballots: string[][]): Envelope {
  const input: ElectionInput = {
    voteType: "approval",
    budget,
    minorPerUnit: 1,
    currency: "EUR",
    projects: Object.entries(costs).map(([project, cost]) => ({ id: project, cost, name: null })),
    ballots: ballots.map((projects) => ({ projects })),
  };
  const election = makeElection(input);
  assert.ok(!("kind" in election));
  return { id, election };
}

describe("a tree of envelopes", () => {
  const tree: Envelope = {
    id: "nation",
    ownBudget: 0,
    children: [
      leaf("north", 100, { n1: 60, n2: 70 }, [["n1", "n2"], ["n1"]]),
      leaf("south", 100, { s1: 80, s2: 60 }, [["s1"], ["s1", "s2"], ["s2"]]),
    ],
  };

  test("ALL-17 what leaves cannot spend funds the unfunded of all leaves, and no envelope spends more than it has", () => {
    const served = allocateEnvelopes(tree, { rule: "greedy" });
    assert.ok(!("refused" in served));
    assert.deepEqual(
      served.map(({ envelope, budget, allocation }) => [envelope, budget, allocation.winnersInOrder]),
      [
        ["north", 100, ["n1"]],
        // Two votes each: the cheaper first, then 40 are left.
        ["south", 100, ["s2"]],
        // 40 and 40 came up: s1 costs 80 and has two votes, n2 one.
        ["nation", 80, ["s1"]],
      ],
    );
  });

  test("ALL-7 a lot drawn over all projects orders each envelope", () => {
    const lot = ["s1", "n2", "s2", "n1"];
    const served = allocateEnvelopes(tree, { rule: "greedy" }, { criteria: [], lot });
    assert.ok(!("refused" in served));
    assert.deepEqual(served[1]?.allocation.winnersInOrder, ["s1"]);
  });

  test("ALL-5 a refusal in one envelope refuses the whole", () => {
    const [first] = tree.children as readonly { id: string; election: Election }[];
    const election = { ...(first?.election as Election), voteType: "cumulative" as const };
    const points = { ...election.ballots, points: new Int32Array(election.ballots.projects.length).fill(1) };
    const root: Envelope = { id: "x", election: { ...election, ballots: points } };
    assert.deepEqual(allocateEnvelopes(root, { rule: "phragmen" }), { refused: "ALL-5" });
  });

  test("a single leaf is the plain rule, and ALL-1 money is never made on the way up", () => {
    fc.assert(
      fc.property(anyCase, fc.nat({ max: 50 }), ({ election, options }, ownBudget) => {
        const plain = allocate(election, options, DEFAULT_TIE_ORDER);
        const root: Envelope = { id: "root", ownBudget, children: [{ id: "leaf", election }] };
        const served = allocateEnvelopes(root, options);
        if ("refused" in plain) return assert.deepEqual(served, plain);
        assert.ok(!("refused" in served));
        assert.deepEqual(served[0]?.allocation, plain);
        const winners = served.flatMap(({ allocation }) => allocation.winners);
        assert.equal(new Set(winners).size, winners.length);
        const spent = served.reduce((sum, { allocation }) => sum + allocation.totalCost, 0);
        assert.ok(spent <= election.budget + ownBudget);
      }),
      { numRuns: 500 },
    );
  });
});
