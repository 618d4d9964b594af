import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { basisPointsUp, centsToDecimal, parseEuros, splitByLargestRemainder } from "./money.ts";

test("amounts are read as people type them", () => {
  for (const [typed, cents] of [
    ["1 500,50", 150050],
    ["1500.5", 150050],
    ["1 500,50 €", 150050],
    ["1 500", 150000],
    ["0", 0],
    ["999999999,99", 99_999_999_999],
  ] as const)
    assert.deepEqual(parseEuros(typed), { cents }, typed);
});

test("amounts that could be misread are refused with their reason", () => {
  for (const [typed, problem] of [
    ["", "empty"],
    ["  ", "empty"],
    ["1e3", "notAnAmount"],
    ["0x10", "notAnAmount"],
    ["1.500,50", "notAnAmount"],
    ["abc", "notAnAmount"],
    ["-5", "negative"],
    ["−5", "negative"],
    ["1,005", "tooManyDecimals"],
    ["1000000000", "tooLarge"],
  ] as const)
    assert.deepEqual(parseEuros(typed), { problem }, typed);
});

test("parts always sum to the whole, and each is within a cent of its exact share", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 10_000_000_000 }),
      fc.array(fc.integer({ min: 0, max: 1_000_000 }), { minLength: 1, maxLength: 30 }),
      (total, weights) => {
        const sum = weights.reduce((a, b) => a + b, 0);
        if (sum === 0) return;
        const parts = splitByLargestRemainder(total, weights);
        assert.equal(
          parts.reduce((a, b) => a + b, 0),
          total,
        );
        parts.forEach((part, i) => {
          assert.ok(Math.abs(part - (total * (weights[i] ?? 0)) / sum) < 1.001);
        });
      },
    ),
  );
});

test("equal remainders are served in the order given", () => {
  assert.deepEqual(splitByLargestRemainder(100, [1, 1, 1]), [34, 33, 33]);
  assert.deepEqual(splitByLargestRemainder(0, [1, 2]), [0, 0]);
});

test("five per cent is rounded up to the cent", () => {
  assert.equal(basisPointsUp(100, 500), 5);
  assert.equal(basisPointsUp(101, 500), 6);
  assert.equal(basisPointsUp(144_109_922_100, 500), 7_205_496_105);
});

test("cents become exact decimals", () => {
  assert.equal(centsToDecimal(1234567), "12345.67");
  assert.equal(centsToDecimal(5), "0.05");
  assert.equal(centsToDecimal(-150), "-1.50");
});
