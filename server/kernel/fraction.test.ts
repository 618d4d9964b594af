import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import {
  add,
  compare,
  divide,
  floor,
  fraction,
  multiply,
  parseDecimal,
  subtract,
  toDecimal,
  toNumber,
  wholeToDecimal,
} from "./fraction.ts";

const any = fc
  .tuple(fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n }), fc.bigInt({ min: 1n, max: 10n ** 30n }))
  .map(([numerator, denominator]) => fraction(numerator, denominator));

test("arithmetic undoes itself, and results are in lowest terms", () => {
  assert.deepEqual(fraction(6n, -4n), { numerator: -3n, denominator: 2n });
  assert.throws(() => fraction(1n, 0n), RangeError);
  fc.assert(
    fc.property(any, any, (a, b) => {
      assert.deepEqual(subtract(add(a, b), b), a);
      if (b.numerator !== 0n) assert.deepEqual(divide(multiply(a, b), b), a);
      assert.equal(Math.sign(compare(a, b)), -Math.sign(compare(b, a)));
      assert.equal(Math.sign(compare(a, b)), Math.sign(Number(subtract(a, b).numerator)));
    }),
  );
});

test("the nearest double is near, however long the integers", () => {
  fc.assert(
    fc.property(any, (a) => {
      const expected = Number(a.numerator) / Number(a.denominator);
      assert.ok(Math.abs(toNumber(a) - expected) <= Math.abs(expected) * 2 ** -50);
    }),
  );
  assert.equal(toNumber(fraction(3n * 10n ** 400n, 2n * 10n ** 400n + 1n)), 1.5);
});

test("whole part, decimals and rounding half up", () => {
  for (const [numerator, denominator, whole, text] of [
    [2n, 3n, 0n, "0.67"],
    [-2n, 3n, -1n, "-0.67"],
    [1n, 8n, 0n, "0.13"],
    [-7n, 1n, -7n, "-7"],
    [100_00n, 1n, 10_000n, "10000"],
  ] as const) {
    assert.equal(floor(fraction(numerator, denominator)), whole);
    assert.equal(toDecimal(fraction(numerator, denominator), 2), text);
  }
  assert.equal(wholeToDecimal(12_345n, 2), "123.45");
  assert.equal(wholeToDecimal(-5n, 2), "-0.05");
  assert.equal(wholeToDecimal(500n, 2), "5");
});

test("exact decimals are read, everything else is refused", () => {
  assert.deepEqual(parseDecimal("3.50"), { digits: 35n, decimals: 1 });
  assert.deepEqual(parseDecimal("-3,5"), { digits: -35n, decimals: 1 });
  assert.deepEqual(parseDecimal("400000.0"), { digits: 400_000n, decimals: 0 });
  for (const text of ["", "1e3", "1 000", ".5", "5.", "1.2.3", "NaN", "0x10", "--1"]) {
    assert.equal(parseDecimal(text), null, text);
  }
});
