import assert from "node:assert/strict";
import { test } from "node:test";
import { addDays, civilDateOf, instantInParis, isCivilDate } from "./dates.ts";

test("only days that exist are civil dates", () => {
  assert.ok(isCivilDate("2028-02-29"));
  for (const text of ["2026-02-29", "2026-13-01", "26-01-01", "2026-1-1", ""])
    assert.ok(!isCivilDate(text), text);
});

test("an hour in Paris is the right instant in winter, in summer and on the days the clock changes", () => {
  assert.equal(instantInParis("2026-01-15", "20:00"), Date.parse("2026-01-15T19:00:00Z"));
  assert.equal(instantInParis("2026-06-12", "20:00"), Date.parse("2026-06-12T18:00:00Z"));
  assert.equal(instantInParis("2026-03-29", "03:30"), Date.parse("2026-03-29T01:30:00Z"));
  assert.equal(instantInParis("2026-10-25", "04:00"), Date.parse("2026-10-25T03:00:00Z"));
});

test("a late evening in UTC is already the next day in Paris", () => {
  assert.equal(civilDateOf(Date.parse("2026-06-12T22:30:00Z")), "2026-06-13");
  assert.equal(addDays("2026-12-31", 1), "2027-01-01");
});
