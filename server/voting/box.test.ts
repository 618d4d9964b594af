import assert from "node:assert/strict";
import { generateKeyPairSync } from "node:crypto";
import { test } from "node:test";
import fc from "fast-check";
import {
  isSigned,
  leafHash,
  leafStartOf,
  openLayer,
  PLAINTEXT_BYTES,
  readPlaintext,
  sealBallot,
  trackerOf,
  writePlaintext,
} from "./box.ts";
import { makeCode } from "./codes.ts";
import { LAYER_BYTES } from "./hpke.ts";
import { rawPublic } from "./keys.ts";
import type { CastMessage } from "./model.ts";

const trustees = [1, 2, 3].map(() => generateKeyPairSync("x25519").privateKey);
const voteOf = (locks: number) => ({
  scrutin: "edi_TEST",
  manifestHash: "5".repeat(64),
  trusteeKeys: trustees.slice(0, locks).map((key) => rawPublic(key).toString("hex")),
});
const choiceLists = fc.uniqueArray(fc.integer({ min: 1, max: 9_999 }), { maxLength: 20 });

function openAll(vote: ReturnType<typeof voteOf>, message: CastMessage) {
  let wrapped: Buffer | null = Buffer.from(message.box, "base64url");
  for (const layer of vote.trusteeKeys.keys()) {
    const trustee = trustees[layer];
    if (wrapped && trustee) wrapped = openLayer(vote, layer + 1, trustee, wrapped, message);
  }
  return wrapped && readPlaintext(vote.scrutin, wrapped);
}

test("what is put into the box comes out of it, behind one lock or three", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 3 }),
      fc.integer({ min: 1, max: 9 }),
      choiceLists,
      (locks, rank, choices) => {
        const vote = voteOf(locks);
        const message = sealBallot(vote, makeCode(), rank, choices);
        assert.ok(isSigned(vote, message));
        const ballot = openAll(vote, message);
        assert.deepEqual(
          ballot?.choices,
          [...choices].sort((a, b) => a - b),
        );
        assert.match(ballot?.code ?? "", /^[0-9a-f]{32}$/);
      },
    ),
    { numRuns: 60 },
  );
});

test("every box of a vote has one size, whatever it holds", () => {
  const code = makeCode();
  const sizes = [[], [1], [7, 8, 9999]].map(
    (choices) => Buffer.from(sealBallot(voteOf(3), code, 1, choices).box, "base64url").length,
  );
  assert.deepEqual(new Set(sizes), new Set([PLAINTEXT_BYTES + 3 * LAYER_BYTES]));
});

test("the same choices twice make two boxes, two leaves and two ballot codes", () => {
  const vote = voteOf(1);
  const code = makeCode();
  const [first, second] = [sealBallot(vote, code, 1, [4]), sealBallot(vote, code, 1, [4])];
  assert.notEqual(first.box, second.box);
  assert.notEqual(leafHash(vote, first), leafHash(vote, second));
  assert.notEqual(openAll(vote, first)?.code, openAll(vote, second)?.code);
});

test("a box altered, cut, copied under another key or rank, or signed for another vote is found out", () => {
  const vote = voteOf(1);
  const message = sealBallot(vote, makeCode(), 2, [1, 2]);
  const copyist = sealBallot(vote, makeCode(), 2, [3]);
  const flipped = Buffer.from(message.box, "base64url");
  flipped[40] = (flipped[40] ?? 0) ^ 1;
  const forgeries: Record<string, CastMessage> = {
    altered: { ...message, box: flipped.toString("base64url") },
    cut: { ...message, box: message.box.slice(0, -8) },
    "other rank": { ...message, rank: 3 },
    "other key": { ...message, votingKey: copyist.votingKey },
    "other signature": { ...message, signature: copyist.signature },
  };
  for (const [name, forged] of Object.entries(forgeries)) assert.equal(isSigned(vote, forged), false, name);
  assert.equal(isSigned({ ...vote, manifestHash: "6".repeat(64) }, message), false);
  // Even if the signature were right, the copied box would not open: its outermost layer is bound to its voter and rank.
  assert.equal(openAll(vote, { ...copyist, box: message.box }), null);
  assert.equal(openAll(vote, { ...message, rank: 3 }), null);
});

test("nothing can be hidden in a ballot: only the very bytes of a written one are read", () => {
  const good = { code: "0".repeat(32), choices: [1, 20] };
  const bytes = writePlaintext("edi_TEST", good);
  assert.deepEqual(readPlaintext("edi_TEST", bytes), good);
  assert.equal(readPlaintext("edi_OTHER", bytes), null);
  fc.assert(
    fc.property(fc.nat(PLAINTEXT_BYTES - 1), fc.integer({ min: 1, max: 255 }), (at, flip) => {
      const altered = Buffer.from(bytes);
      altered[at] = (altered[at] ?? 0) ^ flip;
      const read = readPlaintext("edi_TEST", altered);
      // Another code or another choice is another ballot; anything else is none.
      if (read) assert.deepEqual(writePlaintext("edi_TEST", read), altered);
    }),
    { numRuns: 2_000 },
  );
  const written = (text: string) => {
    const padded = Buffer.alloc(PLAINTEXT_BYTES);
    Buffer.from(`${text}\x80`, "latin1").copy(padded);
    return padded;
  };
  const line = (choices: string, extra = "") =>
    `{"choices":[${choices}],"code":"${"0".repeat(32)}","scrutin":"edi_TEST","v":1${extra}}`;
  assert.deepEqual(readPlaintext("edi_TEST", written(line("1,20"))), good);
  for (const text of [line("20,1"), line("1,1"), line("0"), line("01"), line("1", ',"x":1'), "{}", ""])
    assert.equal(readPlaintext("edi_TEST", written(text)), null, text);
});

test("a receipt's number is the first 80 bits of its leaf", () => {
  for (const leaf of [`00${"5a".repeat(31)}`, "ff".repeat(32), `08421084210842108421${"00".repeat(22)}`])
    assert.equal(leafStartOf(trackerOf(leaf)), leaf.slice(0, 20));
  assert.equal(trackerOf("00".repeat(32)), "0".repeat(16));
  assert.equal(trackerOf("ff".repeat(32)), "Z".repeat(16));
  assert.equal(trackerOf(`08421084210842108421${"00".repeat(22)}`), "1".repeat(16));
});
