import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  diffieHellman,
  generateKeyPairSync,
  type KeyObject,
} from "node:crypto";
import { publicKey, rawPublic } from "./keys.ts";

/**
 * Hybrid public key encryption, RFC 9180, base mode, one message a context: DHKEM(X25519, HKDF-SHA256), HKDF-SHA256,
 * AES-256-GCM. Written here because libraries hide the ephemeral key, which is a voter's evidence in a dispute.
 */
const KEM_SUITE = Buffer.from("KEM\0\x20", "latin1");
const SUITE = Buffer.from("HPKE\0\x20\0\x01\0\x02", "latin1");
const TAG_BYTES = 16;

/** Bytes that one layer adds to what it wraps: the ephemeral public key and the tag. */
export const LAYER_BYTES = 32 + TAG_BYTES;

const hmac = (key: Uint8Array, ...data: readonly (Uint8Array | string)[]) => {
  const mac = createHmac("sha256", key);
  for (const part of data) mac.update(part);
  return mac.digest();
};

/** LabeledExtract of RFC 9180 §4. */
const extract = (suite: Uint8Array, salt: Uint8Array, label: string, secret: Uint8Array) =>
  hmac(salt, "HPKE-v1", suite, label, secret);

/** LabeledExpand of RFC 9180 §4, for at most the 32 bytes of one block: nothing here is longer. */
const expand = (suite: Uint8Array, prk: Uint8Array, label: string, info: Uint8Array, bytes: number) =>
  hmac(prk, Buffer.from([0, bytes]), "HPKE-v1", suite, label, info, Buffer.from([1])).subarray(0, bytes);

const NONE = Buffer.alloc(0);

/** Encap and Decap alike: what both sides know after the exchange, bound to both public keys (RFC 9180 §4.1). */
function sharedSecret(
  own: KeyObject,
  other: KeyObject,
  ephemeral: Uint8Array,
  recipient: Uint8Array,
): Buffer {
  const exchanged = diffieHellman({ privateKey: own, publicKey: other });
  const seed = extract(KEM_SUITE, NONE, "eae_prk", exchanged);
  return expand(KEM_SUITE, seed, "shared_secret", Buffer.concat([ephemeral, recipient]), 32);
}

/** The key schedule of the base mode (RFC 9180 §5.1). */
function schedule(shared: Uint8Array, info: Uint8Array): { key: Buffer; nonce: Buffer } {
  const context = Buffer.concat([
    Buffer.from([0]),
    extract(SUITE, NONE, "psk_id_hash", NONE),
    extract(SUITE, NONE, "info_hash", info),
  ]);
  const secret = extract(SUITE, shared, "secret", NONE);
  return {
    key: expand(SUITE, secret, "key", context, 32),
    nonce: expand(SUITE, secret, "base_nonce", context, 12),
  };
}

/** What a seal is bound to: opened with another `info` or `aad`, it does not open. */
export type Binding = { info: Uint8Array; aad: Uint8Array };

/**
 * Seals for the holder of the private half of `recipient`; answers the ephemeral public key followed by the ciphertext.
 * The ephemeral key is fresh unless given; who keeps its private half can prove later what a box holds.
 */
export function seal(
  recipient: KeyObject,
  plaintext: Uint8Array,
  { info, aad }: Binding,
  ephemeral: KeyObject = generateKeyPairSync("x25519").privateKey,
): Buffer {
  const enc = rawPublic(ephemeral);
  const { key, nonce } = schedule(sharedSecret(ephemeral, recipient, enc, rawPublic(recipient)), info);
  const cipher = createCipheriv("aes-256-gcm", key, nonce);
  cipher.setAAD(aad);
  return Buffer.concat([enc, cipher.update(plaintext), cipher.final(), cipher.getAuthTag()]);
}

/** Opens what `seal` made for this private key; null when it was altered, is bound to something else or is for another. */
export function open(recipient: KeyObject, sealed: Uint8Array, { info, aad }: Binding): Buffer | null {
  if (sealed.length < LAYER_BYTES) return null;
  const enc = sealed.subarray(0, 32);
  try {
    const shared = sharedSecret(recipient, publicKey("X25519", enc), enc, rawPublic(recipient));
    const { key, nonce } = schedule(shared, info);
    const decipher = createDecipheriv("aes-256-gcm", key, nonce, { authTagLength: TAG_BYTES });
    decipher.setAAD(aad);
    decipher.setAuthTag(sealed.subarray(-TAG_BYTES));
    return Buffer.concat([decipher.update(sealed.subarray(32, -TAG_BYTES)), decipher.final()]);
  } catch {
    // The library says «altered» and «no such point of the curve» by throwing; to a count both mean a box that does not open.
    return null;
  }
}
