import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { DEFAULT_PLAN } from "#server/treasury/model.ts";
import { trancheKey } from "./tranche-label.ts";

test("every label of the usual plan has its words, and French says just what is written in the agreement", () => {
  const { trancheLabels } = JSON.parse(
    readFileSync(new URL("../../messages/fr/treasury.json", import.meta.url), "utf8"),
  );
  for (const { label } of DEFAULT_PLAN) assert.equal(trancheLabels[trancheKey(label) ?? ""], label);
  assert.equal(trancheKey("Une autre"), undefined);
});
