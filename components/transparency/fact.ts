import { formatCents, formatDay, formatInstant } from "#components/ui/format.ts";
import { isCivilDate } from "#server/kernel/dates.ts";
import type { Json } from "#server/kernel/hash.ts";

/** `CONV-A-2026-GEEW`: read from left to right in every language. */
const REFERENCE = /^[A-Z0-9]+(-[A-Z0-9]+)+$/;

/**
 * A public fact as a sentence shows it: amounts in euros, days and instants in words, references isolated from the Arabic around
 * them (LRI … PDI), the rest as it is.
 */
export function shownFact(name: string, fact: Json | undefined, lang: string): string | number {
  if (typeof fact === "number") {
    if (name.endsWith("Cents")) return formatCents(fact, lang);
    return name.endsWith("At") ? formatInstant(fact, lang) : fact;
  }
  if (typeof fact === "string") {
    if (isCivilDate(fact)) return formatDay(fact, lang);
    return lang.startsWith("ar") && REFERENCE.test(fact) ? `\u2066${fact}\u2069` : fact;
  }
  if (Array.isArray(fact)) return fact.join(", ");
  return fact === null || fact === undefined ? "" : String(fact);
}
