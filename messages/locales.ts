/**
 * The languages of the interface. Adding one is one entry here and one folder of messages beside this file.
 * `code` names the folder, `prefix` opens its addresses ("" for French, the language of the fund), `lang` is what browsers and
 * `Intl` are told, `endonym` is its name in itself.
 */
export const LOCALES = [
  { code: "fr", prefix: "", lang: "fr", dir: "ltr", endonym: "Français" },
  { code: "en", prefix: "/en", lang: "en-GB", dir: "ltr", endonym: "English" },
  { code: "ar", prefix: "/ar", lang: "ar", dir: "rtl", endonym: "العربية" },
] as const;

export type Locale = (typeof LOCALES)[number];
export type LocaleCode = Locale["code"];

/** The header by which proxy.ts tells the pages which language was asked for. */
export const LOCALE_HEADER = "x-quotepart-locale";
/** The header that carries the address without its language: path and query. */
export const PLACE_HEADER = "x-quotepart-place";

/** The locale of that code; French for anything unknown, so that a forged header changes nothing. */
export function localeOf(code: string | null | undefined): Locale {
  return LOCALES.find((locale) => locale.code === code) ?? LOCALES[0];
}

/** Splits a path as browsers show it: `/en/initiatives` is English and `/initiatives`. */
export function splitLocale(pathname: string): { locale: Locale; path: string } {
  for (const locale of LOCALES) {
    if (locale.prefix === "") continue;
    if (pathname === locale.prefix) return { locale, path: "/" };
    if (pathname.startsWith(`${locale.prefix}/`)) {
      return { locale, path: pathname.slice(locale.prefix.length) };
    }
  }
  return { locale: LOCALES[0], path: pathname };
}

/**
 * The address of `path` in a language: `/initiatives` becomes `/en/initiatives`. Left alone: other sites, `mailto:`, `tel:`,
 * anchors and what has no language (`/api/…`).
 */
export function withLocale(locale: Locale, path: string): string {
  if (!path.startsWith("/") || path.startsWith("//") || path.startsWith("/api/")) return path;
  if (path === "/") return locale.prefix || "/";
  return /^\/[?#]/.test(path) ? `${locale.prefix || "/"}${path.slice(1)}` : `${locale.prefix}${path}`;
}
