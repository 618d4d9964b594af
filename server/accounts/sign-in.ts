import { parseSetCookieHeader } from "better-auth/cookies";
import { database } from "#db/database.ts";
import { type Auth, createAuth, SESSION_COOKIE } from "./auth.ts";
import { mailSignInCode } from "./mail.ts";
import type { PersonId } from "./model.ts";

const shared = globalThis as typeof globalThis & { quotepartAuth?: Promise<Auth> };

/** The sign-in library bound to this process's database; one for all of Next's bundles. */
function auth(): Promise<Auth> {
  shared.quotepartAuth ??= database().then((store) =>
    createAuth(store, (email, code) => mailSignInCode(store, email, code)),
  );
  return shared.quotepartAuth;
}

/** The person whose session cookie the request carries, or null. Without the cookie no question is asked to the database. */
export async function sessionPersonId(requestHeaders: Headers): Promise<PersonId | null> {
  if (!requestHeaders.get("cookie")?.includes(SESSION_COOKIE)) return null;
  const session = await (await auth()).api.getSession({
    headers: requestHeaders,
    query: { disableRefresh: true },
  });
  return (session?.user.id as PersonId | undefined) ?? null;
}

export type SetCookie = { name: string; value: string; maxAge: number | undefined };

/** Exchanges the mailed code for a session; answers the cookies to set, or null when the code is wrong, used or expired. */
export async function signInWithCode(
  email: string,
  code: string,
  requestHeaders: Headers,
): Promise<SetCookie[] | null> {
  try {
    const { headers } = await (await auth()).api.signInEmailOTP({
      body: { email, otp: code },
      headers: requestHeaders,
      returnHeaders: true,
    });
    return cookiesOf(headers);
  } catch (problem) {
    // The library says «wrong», «used» and «expired» by throwing; anything else is a bug and goes on up.
    if (problem instanceof Error && problem.name === "APIError") return null;
    throw problem;
  }
}

/** Sends a code to the address; the answer is the same whether or not somebody is known there. */
export async function sendSignInCode(email: string): Promise<void> {
  await (await auth()).api.sendVerificationOTP({ body: { email, type: "sign-in" } });
}

/** Opens a session without mail: only the demo's doors call this, after checking that the database was born as a demo. */
export async function signInThroughDemoDoor(
  email: string,
  requestHeaders: Headers,
): Promise<SetCookie[] | null> {
  const code = await (await auth()).api.createVerificationOTP({ body: { email, type: "sign-in" } });
  return signInWithCode(email, code, requestHeaders);
}

/** Ends the session on the server, not only in the browser. */
export async function signOut(requestHeaders: Headers): Promise<SetCookie[]> {
  const { headers } = await (await auth()).api.signOut({ headers: requestHeaders, returnHeaders: true });
  return cookiesOf(headers);
}

function cookiesOf(headers: Headers): SetCookie[] {
  return headers.getSetCookie().flatMap((line) =>
    [...parseSetCookieHeader(line)].map(([name, cookie]) => ({
      name,
      value: cookie.value,
      maxAge: cookie["max-age"],
    })),
  );
}
