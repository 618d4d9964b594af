import assert from "node:assert/strict";
import { test } from "node:test";
import { Aes256Gcm, CipherSuite, HkdfSha256 } from "@hpke/core";
import { DhkemX25519HkdfSha256 } from "@hpke/dhkem-x25519";
import fc from "fast-check";
import { open, seal } from "./hpke.ts";
import { privateKey, publicKey, rawPublic } from "./keys.ts";

const hex = (text: string) => Buffer.from(text, "hex");
const bytes = (maxLength: number) => fc.uint8Array({ maxLength }).map((array) => Buffer.from(array));

/** RFC 9180's published vectors (test-vectors.json): base mode, kem 0x0020, kdf 0x0001, aead 0x0002, first encryption. */
const VECTOR = {
  info: hex("4f6465206f6e2061204772656369616e2055726e"),
  ephemeral: hex("179d4b53b6365c45b600c4163b61d95cbc2f4d9e36f1695558dce265ab8bab11"),
  recipient: hex("497b4502664cfea5d5af0b39934dac72242a74f8480451e1aee7d6a53320333d"),
  recipientPublic: "430f4b9859665145a6b1ba274024487bd66f03a2dd577d7753c68d7d7d00c00c",
  enc: "6c93e09869df3402d7bf231bf540fadd35cd56be14f97178f0954db94b7fc256",
  aad: hex("436f756e742d30"),
  plaintext: hex("4265617574792069732074727574682c20747275746820626561757479"),
  ciphertext: "e5d84cd531cfb583096e7cfa9641bd3079cf3a91cda813c52deb5f512be9931980a41de125a925cdad859d5b7a",
};

test("HPKE gives the bytes of RFC 9180's own example, both ways", () => {
  const recipient = privateKey("X25519", VECTOR.recipient);
  assert.equal(rawPublic(recipient).toString("hex"), VECTOR.recipientPublic);
  const sealed = seal(
    publicKey("X25519", rawPublic(recipient)),
    VECTOR.plaintext,
    VECTOR,
    privateKey("X25519", VECTOR.ephemeral),
  );
  assert.equal(sealed.toString("hex"), VECTOR.enc + VECTOR.ciphertext);
  assert.deepEqual(open(recipient, sealed, VECTOR), VECTOR.plaintext);
});

test("HPKE opens what an independent library seals, and the other way round", async () => {
  const suite = new CipherSuite({
    kem: new DhkemX25519HkdfSha256(),
    kdf: new HkdfSha256(),
    aead: new Aes256Gcm(),
  });
  await fc.assert(
    fc.asyncProperty(
      fc.uint8Array({ minLength: 32, maxLength: 32 }),
      bytes(300),
      bytes(60),
      bytes(60),
      async (raw, text, info, aad) => {
        const own = privateKey("X25519", raw);
        const theirs = await suite.kem.importKey("raw", Uint8Array.from(raw).buffer, false);
        const theirsPublic = await suite.kem.importKey("raw", Uint8Array.from(rawPublic(own)).buffer);
        const sealed = seal(publicKey("X25519", rawPublic(own)), text, { info, aad });
        const opened = await suite.open(
          { recipientKey: theirs, enc: Uint8Array.from(sealed.subarray(0, 32)), info: Uint8Array.from(info) },
          Uint8Array.from(sealed.subarray(32)),
          Uint8Array.from(aad),
        );
        assert.deepEqual(Buffer.from(opened), text);
        const { enc, ct } = await suite.seal(
          { recipientPublicKey: theirsPublic, info: Uint8Array.from(info) },
          Uint8Array.from(text),
          Uint8Array.from(aad),
        );
        assert.deepEqual(open(own, Buffer.concat([Buffer.from(enc), Buffer.from(ct)]), { info, aad }), text);
      },
    ),
    { numRuns: 25 },
  );
});

test("HPKE opens nothing that was altered, cut, bound to something else or sealed for another", () => {
  const own = privateKey("X25519", Buffer.alloc(32, 7));
  const sealed = seal(publicKey("X25519", rawPublic(own)), Buffer.from("oui"), VECTOR);
  for (let at = 0; at < sealed.length; at++) {
    const altered = Buffer.from(sealed);
    altered[at] = (altered[at] ?? 0) ^ 1;
    assert.equal(open(own, altered, VECTOR), null, `byte ${at}`);
    assert.equal(open(own, sealed.subarray(0, at), VECTOR), null, `cut at ${at}`);
  }
  assert.equal(open(own, sealed, { ...VECTOR, info: Buffer.from("other") }), null);
  assert.equal(open(own, sealed, { ...VECTOR, aad: Buffer.from("other") }), null);
  assert.equal(open(privateKey("X25519", Buffer.alloc(32, 8)), sealed, VECTOR), null);
});

test("HPKE refuses the points that would make every secret the same", () => {
  const own = privateKey("X25519", Buffer.alloc(32, 7));
  assert.equal(open(own, Buffer.alloc(64), VECTOR), null);
  assert.equal(open(own, Buffer.concat([Buffer.from([1]), Buffer.alloc(63)]), VECTOR), null);
});
