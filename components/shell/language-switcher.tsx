"use client";

import { usePathname } from "next/navigation";
import { useSyncExternalStore } from "react";
import { LOCALES, type LocaleCode, splitLocale, withLocale } from "#messages/locales.ts";

const neverByItself = () => () => {};
const hereNow = () => splitLocale(window.location.pathname).path + window.location.search;

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
  // The frame stays when a form leads on to another page: reading the path here makes the links follow.
  usePathname();
  const here = useSyncExternalStore(neverByItself, hereNow, () => place);
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
