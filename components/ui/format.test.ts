import assert from "node:assert/strict";
import { test } from "node:test";
import { formatCents, formatDay, formatInstant, formatNumber, formatShare } from "./format.ts";

/** Spaces of any width and direction marks count as they read. */
const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, " ").replace(/[\u200e\u200f]/g, "");

test("amounts read as people write them, exact to the cent", () => {
  assert.equal(plain(formatCents(1_240_000, "fr")), "12 400 €");
  assert.equal(plain(formatCents(1_240_000, "fr", true)), "12 400,00 €");
  assert.equal(plain(formatCents(9_645_050, "fr")), "96 450,50 €");
  assert.equal(plain(formatCents(-1, "fr")), "-0,01 €");
  assert.equal(plain(formatCents(0, "fr")), "0 €");
  assert.equal(plain(formatCents(99_999_999_999, "fr")), "999 999 999,99 €");
  assert.equal(formatCents(9_645_050, "en-GB"), "€96,450.50");
  assert.match(plain(formatCents(9_645_050, "ar")), /^96[,.]450[,.]50 €$/);
});

test("days and times are in words, and at the time of Paris", () => {
  assert.equal(formatDay("2026-03-12", "fr"), "12 mars 2026");
  assert.equal(formatDay("2026-03-12", "en-GB"), "12 March 2026");
  assert.equal(plain(formatInstant(Date.UTC(2026, 2, 12, 8, 5), "fr")), "12 mars 2026 à 9 h 05");
  assert.equal(plain(formatInstant(Date.UTC(2026, 6, 12, 22, 5), "fr")), "13 juillet 2026 à 0 h 05");
});

test("counts and shares", () => {
  assert.equal(plain(formatNumber(1494, "fr")), "1 494");
  assert.equal(plain(formatShare(3, 8, "fr")), "37,5 %");
  assert.equal(plain(formatShare(1, 0, "fr")), "0 %");
});
