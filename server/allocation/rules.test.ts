import assert from "node:assert/strict";
import { test } from "node:test";
import { brokenRules } from "#server/kernel/rulebook.ts";
import { ADOPTION_RULES, type AdoptionFacts, IMPORT_RULES, RUN_RULES } from "./rules.ts";

test("ALL-11 the calculation waits for the count", () => {
  assert.deepEqual(brokenRules(RUN_RULES, { countedAt: null, isAdopted: false }), ["ALL-11"]);
  assert.deepEqual(brokenRules(RUN_RULES, { countedAt: 0, isAdopted: false }), []);
});

const sound: AdoptionFacts = {
  adopterId: "per_2",
  isAdopted: false,
  envelopeIds: ["env_1", "env_2"],
  runs: (["env_1", "env_2"] as const).map((envelopeId) => ({
    envelopeId,
    ranBy: "per_1",
    inputHash: "in",
    frozenHash: "in",
    resultHash: "out",
    recomputedHash: "out",
  })),
};
const changed = (change: Partial<AdoptionFacts["runs"][number]>): AdoptionFacts => ({
  ...sound,
  runs: sound.runs.map((run, at) => (at === 1 ? { ...run, ...change } : run)),
});

test("ALL-12 whoever ran any part of the calculation does not adopt it", () => {
  assert.deepEqual(brokenRules(ADOPTION_RULES, sound), []);
  assert.deepEqual(brokenRules(ADOPTION_RULES, changed({ ranBy: "per_2" })), ["ALL-12"]);
  assert.deepEqual(brokenRules(ADOPTION_RULES, changed({ ranBy: null })), []);
});

test("ALL-13 what is adopted is neither run nor adopted again", () => {
  assert.deepEqual(brokenRules(ADOPTION_RULES, { ...sound, isAdopted: true }), ["ALL-13"]);
  assert.deepEqual(brokenRules(RUN_RULES, { countedAt: 1, isAdopted: true }), ["ALL-13"]);
});

test("ALL-14 one byte of difference in the result or in the inputs stops the adoption", () => {
  assert.deepEqual(brokenRules(ADOPTION_RULES, changed({ recomputedHash: "ouT" })), ["ALL-14"]);
  assert.deepEqual(brokenRules(ADOPTION_RULES, changed({ frozenHash: "iN" })), ["ALL-14"]);
  assert.deepEqual(brokenRules(ADOPTION_RULES, changed({ frozenHash: null })), ["ALL-14"]);
});

test("ALL-15 the same file is imported once", () => {
  assert.deepEqual(brokenRules(IMPORT_RULES, { knownAs: null }), []);
  assert.deepEqual(brokenRules(IMPORT_RULES, { knownAs: "toulouse-2019" }), ["ALL-15"]);
});

test("ALL-16 no envelope with initiatives in the vote is left out, and nothing is adopted out of nothing", () => {
  assert.deepEqual(brokenRules(ADOPTION_RULES, { ...sound, runs: sound.runs.slice(1) }), ["ALL-16"]);
  assert.deepEqual(brokenRules(ADOPTION_RULES, { ...sound, runs: [], envelopeIds: [] }), ["ALL-16"]);
});
