/** Exact fractions on bigint: what decides wherever a rounded number is not certain. */

/** In lowest terms, with a positive denominator; made by `fraction`. */
export type Fraction = { readonly numerator: bigint; readonly denominator: bigint };

/** `numerator / denominator` in lowest terms. Refused: a zero denominator. */
export function fraction(numerator: bigint, denominator = 1n): Fraction {
  if (denominator === 0n) throw new RangeError("a fraction needs a denominator other than zero");
  const sign = denominator < 0n ? -1n : 1n;
  const divisor = sign * (greatestCommonDivisor(numerator, denominator) || 1n);
  return { numerator: numerator / divisor, denominator: denominator / divisor };
}

export const ZERO: Fraction = { numerator: 0n, denominator: 1n };

export function add(a: Fraction, b: Fraction): Fraction {
  return fraction(a.numerator * b.denominator + b.numerator * a.denominator, a.denominator * b.denominator);
}

export function subtract(a: Fraction, b: Fraction): Fraction {
  return fraction(a.numerator * b.denominator - b.numerator * a.denominator, a.denominator * b.denominator);
}

export function multiply(a: Fraction, b: Fraction): Fraction {
  return fraction(a.numerator * b.numerator, a.denominator * b.denominator);
}

export function divide(a: Fraction, b: Fraction): Fraction {
  return fraction(a.numerator * b.denominator, a.denominator * b.numerator);
}

/** Negative when a < b, zero when equal, positive when a > b. */
export function compare(a: Fraction, b: Fraction): number {
  const left = a.numerator * b.denominator;
  const right = b.numerator * a.denominator;
  return left < right ? -1 : left > right ? 1 : 0;
}

export function minimum(a: Fraction, b: Fraction): Fraction {
  return compare(b, a) < 0 ? b : a;
}

/** The largest whole number not above it. */
export function floor({ numerator, denominator }: Fraction): bigint {
  const quotient = numerator / denominator;
  return numerator < 0n && quotient * denominator !== numerator ? quotient - 1n : quotient;
}

/** Rounded half up to so many decimals, with a dot, no exponent, no trailing zeros: 2/3 to 2 decimals is `0.67`. */
export function toDecimal(value: Fraction, decimals: number): string {
  const scale = 10n ** BigInt(decimals);
  const scaled = floor(add(multiply(value, fraction(scale)), fraction(1n, 2n)));
  return wholeToDecimal(scaled, decimals);
}

/** `digits / 10^decimals` written out: (12345, 2) is `123.45`, (500, 2) is `5`. */
export function wholeToDecimal(digits: bigint, decimals: number): string {
  const sign = digits < 0n ? "-" : "";
  const text = (digits < 0n ? -digits : digits).toString().padStart(decimals + 1, "0");
  const whole = text.slice(0, text.length - decimals);
  const rest = text.slice(text.length - decimals).replace(/0+$/, "");
  return rest === "" ? sign + whole : `${sign}${whole}.${rest}`;
}

/**
 * The nearest double, good to a few units of its last place however long the two integers are
 * (`Number(a) / Number(b)` would overflow beyond 308 digits).
 */
export function toNumber({ numerator, denominator }: Fraction): number {
  if (numerator === 0n) return 0;
  const [above, below] = [Number(numerator), Number(denominator)];
  if (Number.isSafeInteger(above) && Number.isSafeInteger(below)) return above / below;
  const size = numerator < 0n ? -numerator : numerator;
  const shift = size.toString(2).length - denominator.toString(2).length;
  const precision = 62 - shift;
  const quotient =
    precision >= 0 ? (size << BigInt(precision)) / denominator : (size >> BigInt(-precision)) / denominator;
  const value = Number(quotient) * 2 ** -precision;
  return numerator < 0n ? -value : value;
}

/** Reads an exact decimal (`12`, `-3.50`, `3,5`): its value and the decimals it needs (`3.50` needs one). Null when it is none. */
export function parseDecimal(text: string): { digits: bigint; decimals: number } | null {
  const parts = /^([+-]?)(\d+)(?:[.,](\d+))?$/.exec(text);
  if (!parts) return null;
  const decimals = (parts[3] ?? "").replace(/0+$/, "");
  const digits = BigInt((parts[2] ?? "") + decimals);
  return { digits: parts[1] === "-" ? -digits : digits, decimals: decimals.length };
}

function greatestCommonDivisor(a: bigint, b: bigint): bigint {
  let [large, small] = [a < 0n ? -a : a, b < 0n ? -b : b];
  while (small !== 0n) [large, small] = [small, large % small];
  return large;
}
