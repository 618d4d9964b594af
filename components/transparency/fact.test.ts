import assert from "node:assert/strict";
import { test } from "node:test";
import { shownFact } from "./fact.ts";

test("references stand alone in Arabic; words that a sentence chooses by stay bare", () => {
  assert.equal(shownFact("agreement", "CONV-A-2026-GEEW", "ar"), "\u2066CONV-A-2026-GEEW\u2069");
  assert.equal(shownFact("agreement", "CONV-A-2026-GEEW", "fr"), "CONV-A-2026-GEEW");
  assert.equal(shownFact("role", "authorising_officer", "ar"), "authorising_officer");
  assert.equal(shownFact("paidOn", "2026-06-01", "fr"), "1er\u00a0juin 2026");
  assert.equal(shownFact("lines", 3, "ar"), 3);
});
