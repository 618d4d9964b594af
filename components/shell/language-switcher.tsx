"use client";

import { LOCALES, type LocaleCode, withLocale } from "#messages/locales.ts";
import { useHere } from "./use-here.ts";

/** The same page in each language, each named in itself. `place` is the page's address as the server saw it. */
export function LanguageSwitcher({
  current,
  place,
  label,
}: {
  current: LocaleCode;
  place: string;
  label: string;
}) {
  const here = useHere(place);
  return (
    <nav aria-label={label} className="shell-languages">
      <ul>
        {LOCALES.map((locale) => (
          <li key={locale.code}>
            <a
              href={withLocale(locale, here)}
              lang={locale.lang}
              hrefLang={locale.lang}
              dir={locale.dir}
              aria-current={locale.code === current ? "true" : undefined}
            >
              {locale.endonym}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
