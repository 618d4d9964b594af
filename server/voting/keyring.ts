import { generateKeyPairSync } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { privateKey, rawPrivate, rawPublic } from "./keys.ts";

/** A trustee's key, both halves in hexadecimal. */
export type TrusteeKey = { publicKey: string; privateKey: string };

/** A new lock for a box: its public half goes into the manifest, its private half to whoever opens the box. */
export function makeTrusteeKey(): TrusteeKey {
  const key = generateKeyPairSync("x25519").privateKey;
  return { publicKey: rawPublic(key).toString("hex"), privateKey: rawPrivate(key).toString("hex") };
}

/** Where a machine that serves as its own bureau keeps the key: beside the database, never in it. */
const bureauFile = (folder: string) => join(folder, "keys", "bureau.key");

const dataFolder = () => process.env.DATA_DIR || "./data";

/**
 * The bureau's key that this machine keeps, or null. The demo has one, so that a newcomer can open, close and count alone; a real
 * fund keeps its bureau's key elsewhere and types it when it counts.
 */
export function findBureauKey(folder = dataFolder()): TrusteeKey | null {
  let text: string;
  try {
    text = readFileSync(bureauFile(folder), "utf8").trim();
  } catch (problem) {
    if ((problem as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw problem;
  }
  const key = privateKey("X25519", Buffer.from(text, "hex"));
  return { publicKey: rawPublic(key).toString("hex"), privateKey: text };
}

/** The bureau's key of this machine, made and written for its owner alone when there is none yet. */
export function bureauKey(folder = dataFolder()): TrusteeKey {
  const found = findBureauKey(folder);
  if (found) return found;
  const made = makeTrusteeKey();
  mkdirSync(join(folder, "keys"), { recursive: true, mode: 0o700 });
  // `wx`: two processes that start together must not each believe in a key of their own.
  writeFileSync(bureauFile(folder), `${made.privateKey}\n`, { mode: 0o600, flag: "wx" });
  return made;
}
