import { getTranslations } from "next-intl/server";
import { formatCents, formatDay, formatInstant } from "#components/ui/format.ts";
import { NAMESPACES } from "#messages/namespaces.ts";
import { currentLocale } from "#messages/server.ts";
import { isCivilDate } from "#server/kernel/dates.ts";
import type { Json } from "#server/kernel/hash.ts";

/** A public fact as a sentence shows it: amounts in euros, days and instants in words, the rest as it is. */
function shownFact(name: string, fact: Json | undefined, lang: string): string | number {
  if (typeof fact === "number") {
    if (name.endsWith("Cents")) return formatCents(fact, lang);
    return name.endsWith("At") ? formatInstant(fact, lang) : fact;
  }
  if (typeof fact === "string") return isCivilDate(fact) ? formatDay(fact, lang) : fact;
  if (Array.isArray(fact)) return fact.join(", ");
  return fact === null || fact === undefined ? "" : String(fact);
}

/**
 * What says a journal line in the reader's language: `<domain>.events.<event>` filled with its public facts. An event whose
 * domain has no sentence yet is shown by its name, never hidden.
 */
export async function journalSentences(): Promise<
  (line: { event: string; public: { [field: string]: Json } }) => string
> {
  const [t, { lang }] = await Promise.all([getTranslations(), currentLocale()]);
  return ({ event, public: facts }) => {
    const key = NAMESPACES.map((domain) => `${domain}.events.${event}`).find((one) => t.has(one as never));
    if (!key) return event;
    const shown = Object.fromEntries(
      Object.entries(facts).map(([name, fact]) => [name, shownFact(name, fact, lang)]),
    );
    return t(key as never, shown as never);
  };
}
