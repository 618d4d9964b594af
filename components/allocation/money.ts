import { wholeToDecimal } from "#server/kernel/fraction.ts";

/** The money of an election: amounts are whole numbers of its smallest unit; a published election may not count in euros. */
export type ElectionMoney = { minorPerUnit: number; currency: string | null };

/** An amount of an election in the reader's language, isolated from the text around; fractions of the smallest unit are rounded. */
export function formatMinor(minor: number, { minorPerUnit, currency }: ElectionMoney, lang: string): string {
  // A price per person is seldom a whole number of units: it is shown to the cent.
  const value = Number.isInteger(minor)
    ? wholeToDecimal(BigInt(minor), Math.round(Math.log10(minorPerUnit)))
    : (minor / minorPerUnit).toFixed(2);
  const isCode = currency !== null && /^[A-Z]{3}$/.test(currency);
  const format = new Intl.NumberFormat(
    lang,
    isCode
      ? { style: "currency", currency, trailingZeroDisplay: "stripIfInteger", maximumFractionDigits: 2 }
      : { maximumFractionDigits: 2 },
  );
  return format.format(value as `${number}`);
}

/** As `formatMinor`, for the inside of a sentence: Unicode isolates keep the digits together in right-to-left text. */
export function isolatedMinor(minor: number, money: ElectionMoney, lang: string): string {
  return `\u2068${formatMinor(minor, money, lang)}\u2069`;
}
