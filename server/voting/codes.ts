import { hkdfSync, randomBytes } from "node:crypto";
import { CODE_CHARACTERS, checkCharacter, toCrockford } from "./crockford.ts";
import { privateKey, rawPublic } from "./keys.ts";

/** A new code: 16 random characters and the check character. */
export function makeCode(random: Uint8Array = randomBytes(10)): string {
  const body = toCrockford(random, CODE_CHARACTERS);
  return body + checkCharacter(body);
}

/**
 * The key that a code signs with: HKDF-SHA256(code without its check character, salt: the name of the vote,
 * "fic/vote-key/v1") as an Ed25519 seed. Who made the code and who typed it get the same key; nobody else can.
 */
export function signingKey(code: string, scrutin: string) {
  const seed = hkdfSync("sha256", code.slice(0, CODE_CHARACTERS), scrutin, "fic/vote-key/v1", 32);
  return privateKey("Ed25519", Buffer.from(seed));
}

/** The public half, in hexadecimal: what stands on the roll. */
export function votingKeyOf(code: string, scrutin: string): string {
  return rawPublic(signingKey(code, scrutin)).toString("hex");
}

/** An entry on the roll as it is handed over: a key and the official code of its territory. No name stands beside it. */
export type RollLine = { votingKey: string; territoryCode: string };

/** The key list as one text, sorted by key: `<64 hexadecimal digits>;<territory code>`, one a line. */
export function writeKeyList(lines: readonly RollLine[]): string {
  return lines
    .map(({ votingKey, territoryCode }) => `${votingKey};${territoryCode}\n`)
    .sort()
    .join("");
}

/** Reads a key list; `badLine` is the number (from 1) of the first line that is none or repeats a key, 0 when all are well. */
export function readKeyList(text: string): { lines: RollLine[]; badLine: number } {
  const lines: RollLine[] = [];
  const seen = new Set<string>();
  for (const [index, line] of text.split(/\r\n|\r|\n/).entries()) {
    if (line.trim() === "") continue;
    const [, votingKey = "", territoryCode = ""] = /^\s*([0-9a-f]{64})\s*[;,]\s*(\S+)\s*$/.exec(line) ?? [];
    if (votingKey === "" || seen.has(votingKey)) return { lines, badLine: index + 1 };
    seen.add(votingKey);
    lines.push({ votingKey, territoryCode });
  }
  return { lines, badLine: 0 };
}
