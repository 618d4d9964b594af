import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { betterAuth } from "better-auth";
import { emailOTP } from "better-auth/plugins/email-otp";
import type { Database } from "#db/database.ts";
import { publicUrl } from "#server/kernel/public-url.ts";
import { authAdapter } from "./auth-adapter.ts";

const MINUTE_S = 60;
const HOUR_S = 60 * MINUTE_S;

/** The name carries the browser's own promise: sent over TLS only, to this host only, for every path. */
export const SESSION_COOKIE = "__Host-quotepart.session";

/** What the sign-in library may do when it makes a code: hand it to `deliver`, which writes the mail into the outbox. */
export type DeliverCode = (email: string, code: string) => Promise<void>;

/**
 * Sign-in by a code sent by mail, sessions in the database. Everything else the library offers stays off
 * (passwords, linking, organisations…): what is off cannot have an advisory.
 */
export function createAuth(database: Database, deliver: DeliverCode, secret = storedSecret()) {
  return betterAuth({
    appName: "Quote-part",
    baseURL: publicUrl(),
    secret,
    database: authAdapter(database),
    telemetry: { enabled: false },
    emailAndPassword: { enabled: false },
    account: { accountLinking: { enabled: false } },
    session: {
      expiresIn: 12 * HOUR_S,
      updateAge: HOUR_S,
      freshAge: 5 * MINUTE_S,
    },
    advanced: {
      // With `useSecureCookies` the library would put its own prefix in front of ours.
      useSecureCookies: false,
      defaultCookieAttributes: { httpOnly: true, secure: true, sameSite: "lax", path: "/" },
      cookies: {
        session_token: { name: SESSION_COOKIE },
        session_data: { name: "__Host-quotepart.data" },
        dont_remember: { name: "__Host-quotepart.short" },
      },
    },
    // Tries are counted by our own limiter, in the database, for every way in.
    rateLimit: { enabled: false },
    plugins: [
      emailOTP({
        otpLength: 6,
        expiresIn: 10 * MINUTE_S,
        allowedAttempts: 5,
        storeOTP: "hashed",
        sendVerificationOTP: ({ email, otp }) => deliver(email, otp),
      }),
    ],
  });
}

export type Auth = ReturnType<typeof createAuth>;

/** The secret that signs session cookies: made once, kept beside the database and never inside it. */
function storedSecret(): string {
  if (process.env.QUOTEPART_AUTH_SECRET) return process.env.QUOTEPART_AUTH_SECRET;
  const folder = join(process.env.DATA_DIR ?? "data", "keys");
  const file = join(folder, "auth.secret");
  if (!existsSync(file)) {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    writeFileSync(file, randomBytes(32).toString("base64url"), { mode: 0o600, flag: "wx" });
  }
  return readFileSync(file, "utf8");
}
