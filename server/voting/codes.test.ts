import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { CROCKFORD } from "#server/kernel/crockford.ts";
import { makeCode, readKeyList, votingKeyOf, writeKeyList } from "./codes.ts";
import { inGroups, readCode, toCrockford } from "./crockford.ts";

const codes = fc.uint8Array({ minLength: 10, maxLength: 10 }).map((random) => makeCode(random));

test("a code is read as people write it", () => {
  fc.assert(
    fc.property(codes, (code) => {
      assert.match(code, /^[0-9A-HJKMNP-TV-Z]{17}$/);
      assert.equal(readCode(code), code);
      assert.equal(readCode(inGroups(code).toLowerCase()), code);
      assert.equal(readCode(code.replaceAll("0", "o").replaceAll("1", "l")), code);
      assert.equal(readCode(`${code.slice(0, 8)}-${code.slice(8)} `), code);
    }),
  );
});

test("a code with any one wrong character, or any two exchanged, is not read", () => {
  fc.assert(
    fc.property(codes, fc.nat(16), fc.nat(16), fc.nat(31), (code, i, j, other) => {
      const characters = [...code];
      const wrong = [...code];
      wrong[i] = CROCKFORD[other] ?? "";
      if (wrong[i] !== characters[i]) assert.equal(readCode(wrong.join("")), null);
      const swapped = [...code];
      [swapped[i], swapped[j]] = [characters[j] ?? "", characters[i] ?? ""];
      if (characters[i] !== characters[j]) assert.equal(readCode(swapped.join("")), null);
    }),
    { numRuns: 2_000 },
  );
});

test("texts that are no code are not read", () => {
  for (const typed of ["", "ABC", "0000 0000 0000 0000", `${makeCode()}0`, "U".repeat(17), "é".repeat(17)])
    assert.equal(readCode(typed), null, typed);
});

test("a code gives one key in one vote, and an unrelated one in another", () => {
  const code = makeCode(Buffer.from("00112233445566778899", "hex"));
  assert.equal(votingKeyOf(code, "edi_A"), votingKeyOf(readCode(inGroups(code)) ?? "", "edi_A"));
  assert.notEqual(votingKeyOf(code, "edi_A"), votingKeyOf(code, "edi_B"));
  assert.match(votingKeyOf(code, "edi_A"), /^[0-9a-f]{64}$/);
});

test("bytes become the same text as a big number written in base 32", () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 10, maxLength: 10 }), (bytes) => {
      let number = BigInt(`0x${Buffer.from(bytes).toString("hex")}`);
      let slow = "";
      for (let at = 0; at < 16; at++) {
        slow = CROCKFORD[Number(number % 32n)] + slow;
        number /= 32n;
      }
      assert.equal(toCrockford(bytes, 16), slow);
    }),
  );
});

test("a key list comes back as it was written, and names its first bad line", () => {
  const lines = ["b", "a", "c"].map((digit) => ({ votingKey: digit.repeat(64), territoryCode: "QN07511M" }));
  const text = writeKeyList(lines);
  assert.ok(text.startsWith("aaaa"));
  assert.equal(readKeyList(text).badLine, 0);
  assert.equal(writeKeyList(readKeyList(text.replaceAll("\n", "\r\n\r\n")).lines), text);
  assert.equal(readKeyList(`${text}abc;QN07511M\n`).badLine, 4);
  assert.equal(readKeyList(text + text).badLine, 4);
  assert.equal(readKeyList("a".repeat(64)).badLine, 1);
});
