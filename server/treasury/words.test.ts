import assert from "node:assert/strict";
import { test } from "node:test";
import { eurosInFrenchWords, inFrenchWords } from "./words.ts";

test("numbers are written as French writes them", () => {
  for (const [n, words] of [
    [0, "zéro"],
    [1, "un"],
    [16, "seize"],
    [17, "dix-sept"],
    [20, "vingt"],
    [21, "vingt et un"],
    [22, "vingt-deux"],
    [61, "soixante et un"],
    [70, "soixante-dix"],
    [71, "soixante et onze"],
    [72, "soixante-douze"],
    [77, "soixante-dix-sept"],
    [80, "quatre-vingts"],
    [81, "quatre-vingt-un"],
    [90, "quatre-vingt-dix"],
    [91, "quatre-vingt-onze"],
    [99, "quatre-vingt-dix-neuf"],
    [100, "cent"],
    [101, "cent un"],
    [180, "cent quatre-vingts"],
    [200, "deux cents"],
    [201, "deux cent un"],
    [280, "deux cent quatre-vingts"],
    [1_000, "mille"],
    [1_001, "mille un"],
    [1_200, "mille deux cents"],
    [2_000, "deux mille"],
    [21_000, "vingt et un mille"],
    [80_000, "quatre-vingt mille"],
    [200_000, "deux cent mille"],
    [999_999, "neuf cent quatre-vingt-dix-neuf mille neuf cent quatre-vingt-dix-neuf"],
    [1_000_000, "un million"],
    [80_000_000, "quatre-vingts millions"],
    [200_000_000, "deux cents millions"],
    [2_000_080, "deux millions quatre-vingts"],
  ] as const)
    assert.equal(inFrenchWords(n), words);
});

test("every number up to 20 000 has its own words, and none is misjoined", () => {
  const seen = new Set<string>();
  for (let n = 0; n <= 20_000; n++) {
    const words = inFrenchWords(n);
    assert.match(words, /^[a-zéèà]+([ -][a-zéèà]+)*$/);
    seen.add(words);
  }
  assert.equal(seen.size, 20_001);
});

test("amounts agree with their nouns", () => {
  for (const [cents, words] of [
    [0, "zéro euro"],
    [1, "zéro euro et un centime"],
    [1_00, "un euro"],
    [1_02, "un euro et deux centimes"],
    [1_500_50, "mille cinq cents euros et cinquante centimes"],
    [23_000_00, "vingt-trois mille euros"],
    [1_000_000_00, "un million d'euros"],
    [1_000_001_00, "un million un euros"],
    [3_000_000_00, "trois millions d'euros"],
  ] as const)
    assert.equal(eurosInFrenchWords(cents), words);
});

test("what cannot be written is refused", () => {
  for (const n of [-1, 0.5, Number.NaN, 1_000_000_000]) assert.throws(() => inFrenchWords(n), RangeError);
});
