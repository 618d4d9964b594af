import assert from "node:assert/strict";
import { test } from "node:test";
import {
  formatCents,
  formatDay,
  formatInstant,
  formatNumber,
  formatShare,
  formatTime,
  formatWeekday,
} from "./format.ts";

/** Spaces of any width and direction marks count as they read. */
const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, " ").replace(/[\u200e\u200f]/g, "");

test("amounts read as people write them, exact to the cent", () => {
  assert.equal(plain(formatCents(1_240_000, "fr")), "12 400 €");
  assert.equal(plain(formatCents(1_240_000, "fr", true)), "12 400,00 €");
  assert.equal(plain(formatCents(9_645_050, "fr")), "96 450,50 €");
  assert.equal(plain(formatCents(-1, "fr")), "−0,01 €");
  assert.equal(plain(formatCents(0, "fr")), "0 €");
  assert.equal(plain(formatCents(99_999_999_999, "fr")), "999 999 999,99 €");
  assert.equal(formatCents(9_645_050, "en-GB"), "€96,450.50");
  assert.match(plain(formatCents(9_645_050, "ar")), /^96[,.]450[,.]50 €$/);
});

test("days and times are in words, and at the time of Paris", () => {
  assert.equal(plain(formatDay("2026-03-12", "fr")), "12 mars 2026");
  assert.equal(formatDay("2026-03-12", "en-GB"), "12 March 2026");
  assert.equal(plain(formatInstant(Date.UTC(2026, 2, 12, 8, 5), "fr")), "12 mars 2026 à 9 h 05");
  assert.equal(plain(formatInstant(Date.UTC(2026, 6, 12, 22, 5), "fr")), "13 juillet 2026 à 0 h 05");
});

test("French dates are printed as French prints them, and nothing breaks inside them", () => {
  assert.equal(formatDay("2026-06-01", "fr"), "1er\u00a0juin 2026");
  assert.equal(formatDay("2026-06-11", "fr"), "11\u00a0juin 2026");
  assert.equal(formatDay("2026-06-01", "en-GB"), "1 June 2026");
  assert.equal(formatInstant(Date.UTC(2026, 5, 1, 7, 0), "fr"), "1er\u00a0juin 2026 à 9\u00a0h\u00a000");
  assert.equal(formatTime(Date.UTC(2026, 5, 1, 7, 0), "fr"), "9\u00a0h\u00a000");
  assert.equal(formatWeekday(Date.UTC(2026, 5, 1, 7, 0), "fr"), "lundi 1er\u00a0juin 2026");
});

test("what was paid out has a real minus sign, and stands on one line", () => {
  assert.equal(formatCents(-168_000, "fr", true), "−1\u202f680,00\u00a0€");
  assert.equal(formatCents(-168_000, "en-GB", true), "−€1,680.00");
  assert.doesNotMatch(formatCents(-168_000, "ar", true), /-/);
});

test("counts and shares", () => {
  assert.equal(plain(formatNumber(1494, "fr")), "1 494");
  assert.equal(plain(formatShare(3, 8, "fr")), "37,5 %");
  assert.equal(plain(formatShare(1, 0, "fr")), "0 %");
});
