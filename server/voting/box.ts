import { createHash, type KeyObject, randomBytes, sign, verify } from "node:crypto";
import { CROCKFORD } from "#server/kernel/crockford.ts";
import { canonicalJson } from "#server/kernel/hash.ts";
import { signingKey } from "./codes.ts";
import { toCrockford } from "./crockford.ts";
import { open, seal } from "./hpke.ts";
import { publicKey, rawPublic } from "./keys.ts";
import type { CastMessage } from "./model.ts";

/**
 * The box: how a ballot is wrapped, signed and named. Pure but for chance, so that a browser's twin can be checked against it.
 * `scrutin` names the vote before its manifest exists; `manifestHash` (64 hexadecimal digits) binds a ballot to all that was frozen.
 */
export type Vote = { scrutin: string; manifestHash: string };

/** Every ballot has this size before it is wrapped: its length tells nothing of what was chosen. */
export const PLAINTEXT_BYTES = 256;

/** What a ballot says: a random code of its own, by which its voter finds it again and by which the opened list is sorted. */
export type Plaintext = { code: string; choices: readonly number[] };

const rankBytes = (rank: number) => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(rank);
  return bytes;
};

const hex = (text: string) => Buffer.from(text, "hex");

/** What layer `layer` (1 is the outermost) is bound to: the outermost to its voter and rank too, so that a copied box does not open. */
function binding(vote: Vote, layer: number, votingKey: string, rank: number) {
  const manifest = hex(vote.manifestHash);
  return {
    info: Buffer.from(`fic/box/v1\0${vote.scrutin}\0${layer}`),
    aad: layer === 1 ? Buffer.concat([manifest, hex(votingKey), rankBytes(rank)]) : manifest,
  };
}

/** The ballot as bytes of one fixed size: canonical JSON, then 0x80 and zeros. Choices are numbers in ascending order. */
export function writePlaintext(scrutin: string, { code, choices }: Plaintext): Buffer {
  const sorted = [...choices].sort((a, b) => a - b);
  const text = Buffer.from(canonicalJson({ choices: sorted, code, scrutin, v: 1 }));
  if (text.length >= PLAINTEXT_BYTES) throw new RangeError("a ballot does not fit its fixed size");
  const padded = Buffer.alloc(PLAINTEXT_BYTES);
  text.copy(padded);
  padded[text.length] = 0x80;
  return padded;
}

/** Reads a ballot; null unless it is, byte for byte, one that `writePlaintext` makes: nothing can be hidden in it. */
export function readPlaintext(scrutin: string, bytes: Uint8Array): Plaintext | null {
  const text = Buffer.from(bytes)
    .toString("latin1")
    .replace(/\x80\0*$/, "");
  const parts = /^\{"choices":\[((?:[1-9]\d{0,5}(?:,[1-9]\d{0,5})*)?)\],"code":"([0-9a-f]{32})",/.exec(text);
  if (!parts) return null;
  const [, list = "", code = ""] = parts;
  const ballot = { code, choices: list === "" ? [] : list.split(",").map(Number) };
  if (new Set(ballot.choices).size !== ballot.choices.length) return null;
  return writePlaintext(scrutin, ballot).equals(bytes) ? ballot : null;
}

/**
 * Wraps a ballot for the trustees (public keys, outermost first) and signs it with the voter's code. The ephemeral keys of each
 * layer may be given by who wants to keep them as evidence.
 */
export function sealBallot(
  vote: Vote & { trusteeKeys: readonly string[] },
  code: string,
  rank: number,
  choices: readonly number[],
  ephemerals: readonly KeyObject[] = [],
): CastMessage {
  const signer = signingKey(code, vote.scrutin);
  const votingKey = rawPublic(signer).toString("hex");
  let wrapped = writePlaintext(vote.scrutin, { code: randomBytes(16).toString("hex"), choices });
  for (let layer = vote.trusteeKeys.length; layer >= 1; layer--)
    wrapped = seal(
      publicKey("X25519", hex(vote.trusteeKeys[layer - 1] ?? "")),
      wrapped,
      binding(vote, layer, votingKey, rank),
      ephemerals[layer - 1],
    );
  const box = wrapped.toString("base64url");
  const signature = sign(null, signedBytes(vote, { votingKey, rank, box }), signer).toString("hex");
  return { votingKey, rank, box, signature };
}

/** The field of X25519 (RFC 7748 §4.1): a key as its own trustee writes it is a number below this. */
const FIELD = 2n ** 255n - 19n;

/**
 * The place, from 1, of the first public key with which no election can be held, 0 when all are well: one given twice, one written
 * otherwise than its trustee's private key would write it, or one with which a trial seal fails (a point of small order, whose
 * secret everybody knows). That somebody holds the private half is not checked: nothing here can.
 */
export function firstBadLock(trusteeKeys: readonly string[]): number {
  const isBad = (key: string, index: number) => {
    if (trusteeKeys.indexOf(key) !== index) return true;
    if (BigInt(`0x${hex(key).reverse().toString("hex")}`) >= FIELD) return true;
    try {
      seal(publicKey("X25519", hex(key)), Buffer.alloc(PLAINTEXT_BYTES), { info: hex(""), aad: hex("") });
      return false;
    } catch {
      return true;
    }
  };
  return trusteeKeys.findIndex(isBad) + 1;
}

/** What a voter signs: "fic/cast/v1" ‖ manifest hash ‖ voting key ‖ rank ‖ SHA-256(box). */
function signedBytes(vote: Vote, { votingKey, rank, box }: Omit<CastMessage, "signature">): Buffer {
  return Buffer.concat([
    Buffer.from("fic/cast/v1"),
    hex(vote.manifestHash),
    hex(votingKey),
    rankBytes(rank),
    createHash("sha256").update(Buffer.from(box, "base64url")).digest(),
  ]);
}

/** Whether the box was signed, for this vote as frozen and for this rank, by the holder of the voting key. */
export function isSigned(vote: Vote, message: CastMessage): boolean {
  const key = publicKey("Ed25519", hex(message.votingKey));
  return verify(null, signedBytes(vote, message), key, hex(message.signature));
}

/** Opens one layer with its trustee's key; null when it does not open. Layer 1 needs the message's voter and rank. */
export function openLayer(
  vote: Vote,
  layer: number,
  trustee: KeyObject,
  wrapped: Uint8Array,
  { votingKey, rank }: Pick<CastMessage, "votingKey" | "rank">,
): Buffer | null {
  return open(trustee, wrapped, binding(vote, layer, votingKey, rank));
}

/**
 * The leaf by which a cast message stands on the public list: SHA-256(0x00 ‖ manifest hash ‖ voting key ‖ rank ‖ signature ‖ box),
 * the leaf hash of RFC 6962, in hexadecimal.
 */
export function leafHash(vote: Vote, { votingKey, rank, box, signature }: CastMessage): string {
  return createHash("sha256")
    .update(Buffer.from([0]))
    .update(hex(vote.manifestHash))
    .update(hex(votingKey))
    .update(rankBytes(rank))
    .update(hex(signature))
    .update(Buffer.from(box, "base64url"))
    .digest("hex");
}

/** The receipt's number: the first 80 bits of the leaf, as 16 characters that can be read aloud. */
export function trackerOf(leaf: string): string {
  return toCrockford(hex(leaf), 16);
}

/** The first 20 hexadecimal digits of the leaf that a receipt's 16 characters name. */
export function leafStartOf(tracker: string): string {
  const bits = [...tracker].reduce((sum, character) => sum * 32n + BigInt(CROCKFORD.indexOf(character)), 0n);
  return bits.toString(16).padStart(20, "0");
}
