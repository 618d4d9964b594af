"use client";

import { useEffect, useRef, useState } from "react";
import ar from "#messages/ar/outage.json";
import en from "#messages/en/outage.json";
import fr from "#messages/fr/outage.json";
import { LOCALES, splitLocale, withLocale } from "#messages/locales.ts";

const WORDS = { fr, en, ar };

/** Something broke while the page was open. It names no code: a reference for the person, the rest is in the log. */
export default function ErrorPage({
  error,
  reset,
}: {
  error: Error & { digest?: string };
  reset: () => void;
}) {
  const [locale, setLocale] = useState<(typeof LOCALES)[number]>(LOCALES[0]);
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    setLocale(splitLocale(window.location.pathname).locale);
    title.current?.focus();
  }, []);
  const words = WORDS[locale.code].error;
  return (
    <div className="mx-auto w-full max-w-text px-4 py-12">
      <h1 ref={title} tabIndex={-1}>
        {words.title}
      </h1>
      <p className="lead mt-4">{words.text}</p>
      {error.digest && (
        <p className="mt-4">
          {words.reference} <bdi className="amount font-bold">{error.digest}</bdi>
        </p>
      )}
      <div className="actions mt-8">
        <button type="button" className="button" onClick={reset}>
          {words.retry}
        </button>
        <a href={withLocale(locale, "/")}>{words.way}</a>
      </div>
    </div>
  );
}
