import { type CivilDate, FUND_TIME_ZONE } from "#server/kernel/dates.ts";
import { centsToDecimal } from "#server/kernel/money.ts";

/** The sign of a number; the hyphen that `Intl` writes is shorter than a figure and lets the line break after it. */
const MINUS = "−";

/** French as it is printed: the first of the month is `1er`, and nothing breaks inside `9 h 05` or between a day and its month. */
function printed(text: string, lang: string): string {
  if (!lang.startsWith("fr")) return text;
  return text
    .replace(/(^|\s)1(?=\s\p{L})/u, "$11er")
    .replace(/(\d(?:er)?) (?=\p{L}+ \d{4})/u, "$1\u00a0")
    .replace(/(\d{2}):(\d{2})$/, (_, hours, minutes) => `${Number(hours)}\u00a0h\u00a0${minutes}`);
}

/**
 * Integer cents as an amount of euros in a language: `12 400 €`, `96 450,50 €`. Whole euros lose their `,00` unless `exact`,
 * which columns of figures want. The text is isolated by whoever shows it (`Amount`): Arabic mixes directions.
 */
export function formatCents(cents: number, lang: string, exact = false): string {
  const format = new Intl.NumberFormat(lang, {
    style: "currency",
    currency: "EUR",
    trailingZeroDisplay: exact ? "auto" : "stripIfInteger",
  });
  return format.format(centsToDecimal(cents) as `${number}`).replace("-", MINUS);
}

/** A count or a measure in a language: `1 494`. */
export function formatNumber(value: number, lang: string): string {
  return new Intl.NumberFormat(lang).format(value);
}

/** A part of a whole in per cent, at most one decimal: `37,5 %`. Zero when the whole is. */
export function formatShare(part: number, whole: number, lang: string): string {
  const share = whole === 0 ? 0 : part / whole;
  return new Intl.NumberFormat(lang, { style: "percent", maximumFractionDigits: 1 }).format(share);
}

/** A day in words, never in figures only: `12 mars 2026`. */
export function formatDay(date: CivilDate, lang: string): string {
  const format = new Intl.DateTimeFormat(lang, { dateStyle: "long", timeZone: "UTC" });
  return printed(format.format(Date.parse(`${date}T00:00:00Z`)), lang);
}

/** The day of an instant (ms) in Paris, with its weekday: `lundi 1er juin 2026`. */
export function formatWeekday(instantMs: number, lang: string): string {
  const format = new Intl.DateTimeFormat(lang, { dateStyle: "full", timeZone: FUND_TIME_ZONE });
  return printed(format.format(instantMs), lang);
}

/** The time of an instant (ms) in Paris: `14 h 32`. */
export function formatTime(instantMs: number, lang: string): string {
  const format = new Intl.DateTimeFormat(lang, { timeStyle: "short", timeZone: FUND_TIME_ZONE });
  return printed(format.format(instantMs), lang);
}

/** An instant (ms) as day and time in Paris: `12 mars 2026 à 14 h 32`. */
export function formatInstant(instantMs: number, lang: string): string {
  const format = new Intl.DateTimeFormat(lang, {
    dateStyle: "long",
    timeStyle: "short",
    timeZone: FUND_TIME_ZONE,
  });
  return printed(format.format(instantMs), lang);
}
