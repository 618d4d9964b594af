import { createPrivateKey, createPublicKey, type KeyObject } from "node:crypto";

/** The two curves of the vote: `X25519` for the locks of the box, `Ed25519` for what a voter signs. */
type Curve = "X25519" | "Ed25519";

/** What stands before the 32 bytes of a raw key in its DER form (RFC 8410); node reads and writes keys only so. */
const PRIVATE_PREFIX: Record<Curve, Buffer> = {
  X25519: Buffer.from("302e020100300506032b656e04220420", "hex"),
  Ed25519: Buffer.from("302e020100300506032b657004220420", "hex"),
};
const PUBLIC_PREFIX: Record<Curve, Buffer> = {
  X25519: Buffer.from("302a300506032b656e032100", "hex"),
  Ed25519: Buffer.from("302a300506032b6570032100", "hex"),
};

/** A private key out of its 32 raw bytes. */
export function privateKey(curve: Curve, raw: Uint8Array): KeyObject {
  if (raw.length !== 32) throw new RangeError("a private key has 32 bytes");
  return createPrivateKey({
    key: Buffer.concat([PRIVATE_PREFIX[curve], raw]),
    format: "der",
    type: "pkcs8",
  });
}

/** A public key out of its 32 raw bytes. */
export function publicKey(curve: Curve, raw: Uint8Array): KeyObject {
  if (raw.length !== 32) throw new RangeError("a public key has 32 bytes");
  return createPublicKey({ key: Buffer.concat([PUBLIC_PREFIX[curve], raw]), format: "der", type: "spki" });
}

/** The 32 raw bytes of the public half of a key, given either half. */
export function rawPublic(key: KeyObject): Buffer {
  const half = key.type === "private" ? createPublicKey(key) : key;
  return half.export({ format: "der", type: "spki" }).subarray(-32);
}

/** The 32 raw bytes of a private key. */
export function rawPrivate(key: KeyObject): Buffer {
  return key.export({ format: "der", type: "pkcs8" }).subarray(-32);
}
