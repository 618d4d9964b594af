import assert from "node:assert/strict";
import { test } from "node:test";
import { brokenRules } from "#server/kernel/rulebook.ts";
import { NewTerritory, type TerritoryKind } from "./model.ts";
import { TERRITORY_RULES, type TerritoryFacts } from "./rules.ts";

const GOOD: TerritoryFacts = {
  kind: "neighbourhood",
  code: "QN07511M",
  slug: "goutte-d-or",
  residentsSource: "Insee, 2024",
  taken: [],
};

test("TER-2 a territory bears its official code, of the list of 2024", () => {
  const broken = (kind: TerritoryKind, code: string) => brokenRules(TERRITORY_RULES, { ...GOOD, kind, code });
  for (const code of ["QN07511M", "QN00102M", "QN97401I", "QN02A01N"])
    assert.deepEqual(broken("neighbourhood", code), [], code);
  for (const code of ["QP075019", "QN07511X", "QN7511M", "QN075111M", "qn07511m", ""])
    assert.deepEqual(broken("neighbourhood", code), ["TER-2"], code);
  assert.deepEqual(broken("commune", "2A004"), []);
  assert.deepEqual(broken("commune", "1053"), ["TER-2"], "a leading zero lost by a spreadsheet");
  assert.deepEqual(broken("department", "974"), []);
  assert.deepEqual(broken("region", "11"), []);
});

test("TER-3 the number of residents comes with its source", () => {
  const broken = (residentsSource: string) => brokenRules(TERRITORY_RULES, { ...GOOD, residentsSource });
  assert.deepEqual(broken("Insee, 2024"), []);
  assert.deepEqual(broken("  "), ["TER-3"]);
});

test("TER-4 a territory enters once", () => {
  const broken = (code: string, slug: string) =>
    brokenRules(TERRITORY_RULES, { ...GOOD, taken: [{ code, slug }] });
  assert.deepEqual(broken("QN00102M", "croix-blanche"), []);
  assert.deepEqual(broken("QN07511M", "autre"), ["TER-4"]);
  assert.deepEqual(broken("QN00102M", "goutte-d-or"), ["TER-4"]);
});

test("a territory is read as the official file writes it", () => {
  const typed = {
    kind: "neighbourhood",
    code: " QN00201M ",
    slug: "europe",
    name: "Europe",
    residents: "3 900",
  };
  const read = NewTerritory.parse({ ...typed, communeCodes: "02571; 02691" });
  assert.deepEqual(read.communeCodes, ["02571", "02691"]);
  assert.equal(read.code, "QN00201M");
  assert.equal(read.residents, 3900);
  for (const residents of ["", "-1", "1e3", "12,5", "beaucoup"])
    assert.equal(NewTerritory.safeParse({ ...typed, residents }).success, false, residents);
});
