import { getLocale } from "next-intl/server";
import { type Locale, localeOf, withLocale } from "./locales.ts";

/** The language of the request being answered. Server only. */
export async function currentLocale(): Promise<Locale> {
  return localeOf(await getLocale());
}

/** `path` in the language of the request: what a Server Action gives to `redirect()`. */
export async function localePath(path: string): Promise<string> {
  return withLocale(await currentLocale(), path);
}
