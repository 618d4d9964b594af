import type { Database } from "#db/database.ts";
import * as store from "./store.ts";

const MINUTE_MS = 60_000;

/** How often a thing may be tried: `max` times in a window of `windowMs` milliseconds, per key. */
export const LIMITS = {
  signInCode: { max: 5, windowMs: 10 * MINUTE_MS },
  signIn: { max: 20, windowMs: 10 * MINUTE_MS },
  voteCode: { max: 30, windowMs: 10 * MINUTE_MS },
  invitation: { max: 20, windowMs: 10 * MINUTE_MS },
} as const;

export class TooManyTries extends Error {
  /** Milliseconds after which a new try is welcome, at most. */
  readonly waitMs: number;
  constructor(waitMs: number) {
    super("too many tries");
    this.name = "TooManyTries";
    this.waitMs = waitMs;
  }
}

/**
 * Counts a try for each key at the instant `now` of the real clock (the demo's calendar may go back, and a window would never close) (an address, an account) and refuses when one of them is over its limit. Keys are separate, so
 * that a stranger who guesses cannot lock a person out from elsewhere.
 */
export async function limitTries(
  database: Database,
  kind: keyof typeof LIMITS,
  keys: readonly string[],
  now: number,
): Promise<void> {
  const { max, windowMs } = LIMITS[kind];
  const over = await database.write(async (tx) => {
    let most = 0;
    for (const key of keys) most = Math.max(most, await store.countTry(tx, `${kind}:${key}`, windowMs, now));
    return most > max;
  });
  if (over) throw new TooManyTries(windowMs);
}
