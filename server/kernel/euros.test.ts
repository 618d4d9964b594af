import assert from "node:assert/strict";
import { test } from "node:test";
import { Euros } from "./euros.ts";

test("a typed amount becomes cents", () => {
  assert.equal(Euros.parse("1 500,50"), 150050);
  assert.equal(Euros.parse("0"), 0);
});

test("a typed amount that could be misread comes back as the key of its sentence", () => {
  for (const [typed, problem] of [
    ["", "empty"],
    [undefined, "empty"],
    ["1e3", "notAnAmount"],
    ["-5", "negative"],
    ["1,005", "tooManyDecimals"],
    ["1000000000", "tooLarge"],
  ] as const) {
    const read = Euros.safeParse(typed);
    assert.deepEqual(
      read.error?.issues.map(({ message }) => message),
      [`common.problems.euros.${problem}`],
    );
  }
});
