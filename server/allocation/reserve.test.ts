import assert from "node:assert/strict";
import { test } from "node:test";
import { allocate } from "./allocate.ts";
import { makeElection } from "./election.ts";
import type { RuleOptions } from "./model.ts";
import { awardReserve } from "./reserve.ts";

const election = makeElection({
  voteType: "approval",
  budget: 100,
  minorPerUnit: 1,
  currency: "EUR",
  projects: [
    { id: "a", cost: 60, name: null },
    { id: "b", cost: 30, name: null },
    { id: "c", cost: 50, name: null },
    { id: "d", cost: 80, name: null },
  ],
  ballots: [
    { projects: ["a", "b"] },
    { projects: ["a", "c"] },
    { projects: ["c", "d"] },
    { projects: ["a"] },
  ],
});

test("ALL-18 when a funded project withdraws, its money and what was left go by the same rule to the others", () => {
  assert.ok(!("kind" in election));
  const greedy: RuleOptions = { rule: "greedy" };
  const first = allocate(election, greedy);
  assert.ok(!("refused" in first));
  assert.deepEqual(first.winnersInOrder, ["a", "b"]);
  const next = awardReserve(election, first, new Set(["a"]));
  assert.ok(!("refused" in next));
  // 10 were left and 60 came back: c fits, d does not.
  assert.deepEqual(next.winnersInOrder, ["c"]);
  assert.equal(next.totalCost, 50);
  const none = awardReserve(election, first, new Set(["c"]));
  assert.ok(!("refused" in none));
  assert.deepEqual(none.winners, []);
});
