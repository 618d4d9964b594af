import { randomBytes } from "node:crypto";
import { CROCKFORD } from "./crockford.ts";

/** An id that says what it names: `ini_4K7…`. The brand keeps an initiative's id from being passed as an award's. */
export type Id<Prefix extends string> = `${Prefix}_${string}`;

/** `length` characters of Crockford's alphabet, 5 random bits each. */
export function randomCrockford(length: number): string {
  let text = "";
  for (const byte of randomBytes(length)) text += CROCKFORD[byte & 31];
  return text;
}

/** A new random id: 100 random bits, no meaning and no order, so that it betrays neither time nor number. */
export function newId<Prefix extends string>(prefix: Prefix): Id<Prefix> {
  return `${prefix}_${randomCrockford(20)}`;
}
