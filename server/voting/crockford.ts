import { CROCKFORD } from "#server/kernel/crockford.ts";

/** Characters of a code that carry chance (5 bits each: 80 bits), before the check character. */
export const CODE_CHARACTERS = 16;

/** Multiplication by x in the field of 32 elements (polynomial x⁵ + x² + 1). */
const timesX = (value: number) => ((value << 1) ^ (value & 16 ? 0b100101 : 0)) & 31;

/**
 * The character that makes a code check: the value at x of the code read as a polynomial over the field of 32 elements. Any one
 * wrong character and any two exchanged ones are found, since the powers of x up to 31 all differ.
 */
export function checkCharacter(body: string): string {
  let sum = 0;
  for (const character of body) sum = timesX(sum ^ CROCKFORD.indexOf(character));
  return CROCKFORD[sum] ?? "";
}

/** Bytes as text of Crockford's alphabet, five bits a character from the first bit on. */
export function toCrockford(bytes: Uint8Array, characters: number): string {
  let text = "";
  for (let at = 0; at < characters; at++) {
    const bit = at * 5;
    const pair = ((bytes[bit >> 3] ?? 0) << 8) | (bytes[(bit >> 3) + 1] ?? 0);
    text += CROCKFORD[(pair >> (11 - (bit & 7))) & 31];
  }
  return text;
}

/** Text of Crockford's alphabet as people write it: small letters, spaces, dashes, O for 0, I or L for 1. */
export function plainCrockford(typed: string): string {
  return typed
    .normalize("NFKC")
    .toUpperCase()
    .replace(/[\s\p{Pd}.·]/gu, "")
    .replaceAll("O", "0")
    .replace(/[IL]/g, "1");
}

/** Sixteen characters in groups of four, and what is left over: how codes and receipts are written for people. */
export function inGroups(text: string): string {
  return text.match(/.{1,4}/g)?.join(" ") ?? "";
}

/** Reads a code as typed; null when it is not one (a character too many, or one that the check character betrays). */
export function readCode(typed: string): string | null {
  const code = plainCrockford(typed);
  if (!/^[0-9A-HJKMNP-TV-Z]{17}$/.test(code)) return null;
  return checkCharacter(code.slice(0, CODE_CHARACTERS)) === code.at(-1) ? code : null;
}
