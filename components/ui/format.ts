import { type CivilDate, FUND_TIME_ZONE } from "#server/kernel/dates.ts";
import { centsToDecimal } from "#server/kernel/money.ts";

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
  return format.format(centsToDecimal(cents) as `${number}`);
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
  return new Intl.DateTimeFormat(lang, { dateStyle: "long", timeZone: "UTC" }).format(
    Date.parse(`${date}T00:00:00Z`),
  );
}

/** The time of an instant (ms) in Paris: `14 h 32`. */
export function formatTime(instantMs: number, lang: string): string {
  const text = new Intl.DateTimeFormat(lang, { timeStyle: "short", timeZone: FUND_TIME_ZONE }).format(
    instantMs,
  );
  return lang.startsWith("fr")
    ? text.replace(/^(\d{2}):(\d{2})$/, (_, hours, minutes) => `${Number(hours)} h ${minutes}`)
    : text;
}

/** An instant (ms) as day and time in Paris: `12 mars 2026 à 14 h 32`. */
export function formatInstant(instantMs: number, lang: string): string {
  const format = new Intl.DateTimeFormat(lang, {
    dateStyle: "long",
    timeStyle: "short",
    timeZone: FUND_TIME_ZONE,
  });
  return lang.startsWith("fr")
    ? format
        .format(instantMs)
        .replace(/(\d{2}):(\d{2})$/, (_, hours, minutes) => `${Number(hours)} h ${minutes}`)
    : format.format(instantMs);
}
