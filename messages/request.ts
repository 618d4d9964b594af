import { headers } from "next/headers";
import { getRequestConfig } from "next-intl/server";
import { FUND_TIME_ZONE } from "#server/kernel/dates.ts";
import { LOCALE_HEADER, localeOf } from "./locales.ts";
import { NAMESPACES } from "./namespaces.ts";

/** Messages stay on the server: pages and client components receive ready sentences, so no translation is ever downloaded. */
export default getRequestConfig(async ({ locale: asked }) => {
  const { code } = localeOf(asked ?? (await headers()).get(LOCALE_HEADER));
  const messages = await Promise.all(
    NAMESPACES.map(async (name) => [name, (await import(`./${code}/${name}.json`)).default] as const),
  );
  return {
    locale: code,
    messages: Object.fromEntries(messages),
    timeZone: FUND_TIME_ZONE,
    // While building, a missing sentence stops the work; a reader is better served by its name than by a broken page.
    onError: (error) => {
      if (process.env.NODE_ENV !== "production") throw error;
      console.error(error);
    },
  };
});
