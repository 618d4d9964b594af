import assert from "node:assert/strict";
import { test } from "node:test";
import { dateValues, formValues, KEY_FIELD, keyOf, listOf, readDate, textOf } from "./form-state.ts";

const typed = (day: string, month: string, year: string) => ({
  "d.day": day,
  "d.month": month,
  "d.year": year,
});

test("what was typed comes back as typed, without files or hidden machinery", () => {
  const data = new FormData();
  data.append("name", "  Été ");
  data.append("theme", "sport");
  data.append("theme", "jardin");
  data.append("photo", new File(["x"], "x.jpg"));
  data.append(KEY_FIELD, "abc");
  data.append("$ACTION_REF_1", "");
  const values = formValues(data);
  assert.deepEqual(values, { name: "  Été ", theme: ["sport", "jardin"] });
  assert.equal(keyOf(data), "abc");
  assert.equal(textOf(values, "name"), "  Été ");
  assert.deepEqual(listOf(values, "theme"), ["sport", "jardin"]);
  assert.deepEqual(listOf(values, "name"), ["  Été "]);
  assert.deepEqual([textOf(values, "none"), listOf(values, "none")], ["", []]);
});

test("a month is a number or a name, in French, English or Arabic, with or without accents", () => {
  for (const month of ["2", "02", "février", "Fevrier", "févr.", "FÉV", "February", "فبراير"]) {
    const read = readDate(typed("9", month, "2026"), "d");
    if (month === "FÉV") assert.deepEqual(read, { problem: "notADate" });
    else assert.deepEqual(read, { date: "2026-02-09" }, month);
  }
});

test("a date is refused rather than guessed", () => {
  assert.deepEqual(readDate({}, "d"), { problem: "empty" });
  assert.deepEqual(readDate(typed(" ", "", ""), "d"), { problem: "empty" });
  assert.deepEqual(readDate(typed("1", "", "2026"), "d"), { problem: "incomplete" });
  for (const [day, month, year] of [
    ["29", "2", "2026"],
    ["31", "avril", "2026"],
    ["1", "13", "2026"],
    ["0", "1", "2026"],
    ["1", "1", "26"],
    ["1e0", "1", "2026"],
    ["1", "brumaire", "2026"],
  ] as const) {
    assert.deepEqual(
      readDate(typed(day, month, year), "d"),
      { problem: "notADate" },
      `${day} ${month} ${year}`,
    );
  }
  assert.deepEqual(readDate(typed("29", "2", "2028"), "d"), { date: "2028-02-29" });
});

test("a known date fills the three boxes and reads back the same", () => {
  assert.deepEqual(readDate(dateValues("d", "2026-03-01"), "d"), { date: "2026-03-01" });
});
