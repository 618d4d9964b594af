import ar from "#messages/ar/outage.json" with { type: "json" };
import en from "#messages/en/outage.json" with { type: "json" };
import fr from "#messages/fr/outage.json" with { type: "json" };
import { type LOCALES, type Locale, splitLocale } from "#messages/locales.ts";
import type { Page } from "./page-cache.ts";
import { contentSecurityPolicy, randomToken } from "./page-headers.ts";

const WORDS = { fr, en, ar };

/** What went wrong and the status that says so to programs: broken, closed for now, or a form from before an update. */
const STATUS = { error: 500, maintenance: 503, stale: 409 } as const;
export type Outage = keyof typeof STATUS;

const STYLE = `:root{color-scheme:light dark}body{margin:0;min-height:100vh;display:grid;place-items:center;background:#fbf7ef;color:#1d2421;font:1.125rem/1.55 system-ui,sans-serif}
main{box-sizing:border-box;width:min(34rem,100% - 2rem);margin:2rem 0;padding:1.5rem;background:#fff;border:2px solid;border-bottom:4px dashed}
h1{margin:0;font-size:2rem;line-height:1.15}p{margin:1rem 0 0}a{display:inline-block;padding:.7rem 1.2rem;margin:.5rem .5rem 0 0;border-radius:10px;border:2px solid #0b5d4e;color:#0b5d4e;font-weight:700}
a:first-child{background:#0b5d4e;color:#fff;text-decoration:none}
@media(prefers-color-scheme:dark){body{background:#14181a;color:#f4efe4}main{background:#1d2326}a{border-color:#6fd3b6;color:#6fd3b6}a:first-child{background:#6fd3b6;color:#14181a}}`;

const escaped = (text: string) => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);

/**
 * The page shown when Next cannot make one: see `STATUS`. It stands alone,
 * in the language of the address, names no code, and gives the reference under which the log holds the rest.
 */
export function outagePage(kind: Outage, url: string, reference: string | null): Page {
  const [path = "/"] = url.split("?");
  const { locale } = splitLocale(path);
  const nonce = randomToken();
  return {
    status: STATUS[kind],
    headers: {
      "content-type": "text/html; charset=utf-8",
      "content-security-policy": contentSecurityPolicy(nonce, false),
      "cache-control": "no-store",
      "x-content-type-options": "nosniff",
      "referrer-policy": "same-origin",
      ...(kind === "maintenance" ? { "retry-after": "10" } : {}),
    },
    body: Buffer.from(html(kind, locale, path, reference, nonce)),
  };
}

function html(
  kind: Outage,
  { code, lang, dir, prefix }: Locale,
  path: string,
  reference: string | null,
  nonce: string,
): string {
  const words = WORDS[code][kind];
  const home = "way" in words ? `<a href="${prefix || "/"}">${escaped(words.way)}</a>` : "";
  const told =
    "reference" in words && reference !== null
      ? `<p>${escaped(words.reference)} <strong dir="ltr">${escaped(reference)}</strong></p>`
      : "";
  return `<!doctype html><html lang="${lang}" dir="${dir}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escaped(words.title)} – Quote-part</title><style nonce="${nonce}">${STYLE}</style></head><body><main><h1>${escaped(words.title)}</h1><p>${escaped(words.text)}</p>${told}<p><a href="${escaped(path)}">${escaped(words.retry)}</a>${home}</p></main></body></html>`;
}

/** The languages an outage can be told in: all of them, or this does not compile. */
WORDS satisfies Record<(typeof LOCALES)[number]["code"], unknown>;
