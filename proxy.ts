import { type NextRequest, NextResponse } from "next/server.js";
import { LOCALE_HEADER, PLACE_HEADER, splitLocale } from "#messages/locales.ts";
import { contentSecurityPolicy, randomToken, SEED_HEADER } from "#server/page-headers.ts";

/**
 * Before every page: finds the language in the address, and locks the page down with a policy that names one nonce.
 * It decides nothing about who may see what: procedures do, each for itself.
 */
export function proxy(request: NextRequest): NextResponse {
  const { pathname, search } = request.nextUrl;
  if (pathname === "/fr" || pathname.startsWith("/fr/")) {
    const bare = request.nextUrl.clone();
    bare.pathname = pathname.slice(3) || "/";
    return NextResponse.redirect(bare, 308);
  }

  const { locale, path } = splitLocale(pathname);
  const policy = contentSecurityPolicy(randomToken(), process.env.NODE_ENV === "development");
  const seed = randomToken();

  const forwarded = new Headers(request.headers);
  forwarded.set(LOCALE_HEADER, locale.code);
  forwarded.set(PLACE_HEADER, path + search);
  forwarded.set(SEED_HEADER, seed);
  // Next reads the nonce from here and puts it on every script of its own.
  forwarded.set("Content-Security-Policy", policy);

  const target = request.nextUrl.clone();
  target.pathname = path;
  const response =
    path === pathname
      ? NextResponse.next({ request: { headers: forwarded } })
      : NextResponse.rewrite(target, { request: { headers: forwarded } });
  response.headers.set("Content-Security-Policy", policy);
  // Next's `no-store` would forbid the back/forward cache, and with it "back" that keeps what was typed.
  response.headers.set("Cache-Control", "private, no-cache");
  response.headers.set(SEED_HEADER, seed);
  return response;
}

export const config = {
  matcher: ["/((?!api/|_next/static/|_next/image|icon\\.svg|robots\\.txt).*)"],
};
