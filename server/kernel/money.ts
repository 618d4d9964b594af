/** Euro amounts are integers of cents everywhere inside; euros exist only on screen, in forms and in files. */

/** One billion euros less a cent: no amount of the fund comes near it, and sums stay exact in a double. */
export const MAX_CENTS = 99_999_999_999;

export type EurosProblem = "empty" | "notAnAmount" | "negative" | "tooManyDecimals" | "tooLarge";

/**
 * Reads an amount as people type it: `1 500,50`, `1500.5`, `1 500 €`.
 * Spaces (plain, no-break, narrow) and a euro sign are ignored; a comma or a dot is the decimal mark.
 * Refused, never guessed: empty text, exponents (`1e3`), two marks (`1.500,50`), signs, more than two decimals.
 */
export function parseEuros(text: string): { cents: number } | { problem: EurosProblem } {
  const typed = text.replace(/[\s\u00a0\u202f]/g, "").replace(/€$|^€/, "");
  if (typed === "") return { problem: "empty" };
  if (/^[-−]\d/.test(typed)) return { problem: "negative" };
  const parts = /^(\d+)(?:[.,](\d+))?$/.exec(typed);
  if (!parts) return { problem: "notAnAmount" };
  const [, whole = "", decimals = ""] = parts;
  if (decimals.length > 2) return { problem: "tooManyDecimals" };
  if (whole.replace(/^0+/, "").length > 9) return { problem: "tooLarge" };
  return { cents: Number(whole) * 100 + Number(decimals.padEnd(2, "0")) };
}

/** Cents as an exact decimal of euros with a dot, for files: `1234567` becomes `12345.67`. */
export function centsToDecimal(cents: number): string {
  const sign = cents < 0 ? "-" : "";
  const digits = Math.abs(cents).toString().padStart(3, "0");
  return `${sign}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

/**
 * Splits `totalCents` in proportion to `weights` by largest remainder (Hamilton): each part gets its whole cents,
 * the cents left over go one each to the largest remainders; equal remainders are served in the order given.
 * The parts always sum to the whole. Weights are non-negative integers, not all zero.
 */
export function splitByLargestRemainder(totalCents: number, weights: readonly number[]): number[] {
  if (!Number.isSafeInteger(totalCents) || totalCents < 0) throw new RangeError("totalCents");
  if (weights.some((weight) => !Number.isSafeInteger(weight) || weight < 0)) throw new RangeError("weights");
  const total = BigInt(totalCents);
  const whole = weights.reduce((sum, weight) => sum + BigInt(weight), 0n);
  if (whole === 0n) throw new RangeError("weights");
  const shares = weights.map((weight, index) => ({
    index,
    cents: (total * BigInt(weight)) / whole,
    remainder: (total * BigInt(weight)) % whole,
  }));
  const leftOver = Number(total - shares.reduce((sum, share) => sum + share.cents, 0n));
  const served = [...shares].sort((a, b) =>
    a.remainder === b.remainder ? a.index - b.index : a.remainder > b.remainder ? -1 : 1,
  );
  for (const share of served.slice(0, leftOver)) share.cents += 1n;
  return shares.map((share) => Number(share.cents));
}

/** `bps` basis points of an amount, rounded up to the cent: a floor must never be rounded below itself. */
export function basisPointsUp(cents: number, bps: number): number {
  return Number((BigInt(cents) * BigInt(bps) + 9_999n) / 10_000n);
}
