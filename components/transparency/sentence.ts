import { getTranslations } from "next-intl/server";
import { NAMESPACES } from "#messages/namespaces.ts";
import { currentLocale } from "#messages/server.ts";
import type { Json } from "#server/kernel/hash.ts";
import { shownFact } from "./fact.ts";

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
