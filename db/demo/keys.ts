import { createHash, generateKeyPairSync } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { makeCode } from "#server/voting/codes.ts";
import { privateKey, rawPrivate, rawPublic } from "#server/voting/keys.ts";

/** The code in a resident's letter: always the same in the demo, where nobody's vote is at stake. */
export function demoCode(residentName: string): string {
  return makeCode(createHash("sha256").update(`quotepart demo ${residentName}`).digest().subarray(0, 10));
}

const fileOf = (dataDir: string) => join(dataDir, "keys", "demo-bureau.hex");

/** Makes the demo bureau's key to the box, kept beside the database so that one newcomer can play the whole vote alone. */
export function makeDemoBureauKey(dataDir: string): void {
  mkdirSync(join(dataDir, "keys"), { recursive: true, mode: 0o700 });
  const { privateKey: made } = generateKeyPairSync("x25519");
  writeFileSync(fileOf(dataDir), rawPrivate(made).toString("hex"), { mode: 0o600 });
}

/** The demo bureau's key, both halves in hexadecimal. */
export function readDemoBureauKey(dataDir: string): { secret: string; publicKey: string } {
  const secret = readFileSync(fileOf(dataDir), "utf8");
  const publicHalf = rawPublic(privateKey("X25519", Buffer.from(secret, "hex"))).toString("hex");
  return { secret, publicKey: publicHalf };
}
