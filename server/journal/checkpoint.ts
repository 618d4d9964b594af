import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  sign,
  verify,
} from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/**
 * Signed heads of the log as the tlog tools of others read them: C2SP tlog-checkpoint in a C2SP signed-note, Ed25519
 * (c2sp.org/tlog-checkpoint, c2sp.org/signed-note).
 */
export type Checkpoint = { origin: string; size: number; rootHash: string };

/** Who signs the log: its name (`origin`), its private key, and what others verify with (`name+id+key`). */
export type LogIdentity = { origin: string; privateKey: KeyObject; verifierKey: string };

const ED25519 = Buffer.from([1]);
/** The bytes that stand before the 32 of an Ed25519 public key in its SPKI form. */
const SPKI_PREFIX = Buffer.from("302a300506032b6570032100", "hex");

function keyId(name: string, publicKey: Buffer): Buffer {
  return createHash("sha256").update(`${name}\n`).update(ED25519).update(publicKey).digest().subarray(0, 4);
}

/** The identity of a log from its name and private key. */
export function logIdentity(origin: string, privateKey: KeyObject): LogIdentity {
  if (privateKey.asymmetricKeyType !== "ed25519") throw new Error("the signing key must be an Ed25519 key");
  const publicKey = createPublicKey(privateKey).export({ type: "spki", format: "der" }).subarray(-32);
  const id = keyId(origin, publicKey).toString("hex");
  const verifierKey = `${origin}+${id}+${Buffer.concat([ED25519, publicKey]).toString("base64")}`;
  return { origin, privateKey, verifierKey };
}

/**
 * The identity of this fund's log: the key in `QUOTEPART_SIGNING_KEY` (PKCS 8, PEM), else the one in `keys/journal.pem` of
 * the data directory, made at the first start. It is never kept in the database, whose backups travel.
 */
export function loadLogIdentity(
  dataDir: string,
  { QUOTEPART_SIGNING_KEY: given, QUOTEPART_ORIGIN: origin = "quotepart/journal" } = process.env as Record<
    string,
    string | undefined
  >,
): LogIdentity {
  if (given) return logIdentity(origin, createPrivateKey(given));
  const file = join(dataDir, "keys", "journal.pem");
  mkdirSync(join(dataDir, "keys"), { recursive: true, mode: 0o700 });
  const { privateKey } = generateKeyPairSync("ed25519");
  try {
    // `wx` so that of two processes that start at once, the second takes the key of the first.
    writeFileSync(file, privateKey.export({ type: "pkcs8", format: "pem" }), { mode: 0o600, flag: "wx" });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  }
  return logIdentity(origin, createPrivateKey(readFileSync(file)));
}

/** The signed note that says how long the log is and what its root is. */
export function signCheckpoint(
  { size, rootHash }: Omit<Checkpoint, "origin">,
  identity: LogIdentity,
): string {
  const body = `${identity.origin}\n${size}\n${Buffer.from(rootHash, "hex").toString("base64")}\n`;
  const id = Buffer.from(identity.verifierKey.split("+")[1] ?? "", "hex");
  const signature = Buffer.concat([id, sign(null, Buffer.from(body), identity.privateKey)]).toString(
    "base64",
  );
  return `${body}\n— ${identity.origin} ${signature}\n`;
}

/** The text of a signed note when its key's signature is on it and good; null otherwise. */
export function openNote(note: string, verifierKey: string): string | null {
  const [, name, id, key] = /^(.+)\+([0-9a-f]{8})\+([A-Za-z0-9+/=]+)$/.exec(verifierKey) ?? [];
  if (name === undefined || id === undefined || key === undefined) return null;
  const encoded = Buffer.from(key, "base64");
  if (encoded.length !== 33 || encoded[0] !== ED25519[0]) return null;
  const publicKey = encoded.subarray(1);
  if (keyId(name, publicKey).toString("hex") !== id) return null;
  const end = note.lastIndexOf("\n\n");
  const text = note.slice(0, end + 1);
  for (const line of note.slice(end + 2).split("\n")) {
    const [, signer, encodedSignature] = /^— (\S+) (\S+)$/.exec(line) ?? [];
    if (signer !== name || encodedSignature === undefined) continue;
    const signature = Buffer.from(encodedSignature, "base64");
    if (signature.subarray(0, 4).toString("hex") !== id) continue;
    const spki = createPublicKey({
      key: Buffer.concat([SPKI_PREFIX, publicKey]),
      format: "der",
      type: "spki",
    });
    if (verify(null, Buffer.from(text), spki, signature.subarray(4))) return text;
  }
  return null;
}

/** What a checkpoint says, when it is signed by that key; null when it is not, or says nothing that can be read. */
export function openCheckpoint(note: string, verifierKey: string): Checkpoint | null {
  const text = openNote(note, verifierKey);
  const [, origin, size, root] = /^(.+)\n(0|[1-9]\d*)\n([A-Za-z0-9+/]{43}=)\n/.exec(text ?? "") ?? [];
  if (origin === undefined || size === undefined || root === undefined) return null;
  return { origin, size: Number(size), rootHash: Buffer.from(root, "base64").toString("hex") };
}
