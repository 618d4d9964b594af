import type { NextConfig } from "next";
import createNextIntlPlugin from "next-intl/plugin";

/** What every answer says, files and interfaces included; the policy with the nonce is per page, in proxy.ts. */
const EVERYWHERE = [
  { key: "X-Content-Type-Options", value: "nosniff" },
  // Not `no-referrer`: browsers would then post forms with `Origin: null`, and Server Actions refuse those.
  { key: "Referrer-Policy", value: "same-origin" },
  { key: "Cross-Origin-Opener-Policy", value: "same-origin" },
  {
    key: "Permissions-Policy",
    value: "camera=(), geolocation=(), microphone=(self), payment=(), usb=(), browsing-topics=()",
  },
];

const config: NextConfig = {
  poweredByHeader: false,
  reactStrictMode: true,
  // Typed routes would force every computed address into a cast; journeys follow every link instead.
  typedRoutes: false,
  // Keep the build from writing files of its own into the repository.
  agentRules: false,
  // A bank statement is a file: a year of it is larger than the usual megabyte of a form.
  experimental: { agentUpgrade: false, serverActions: { bodySizeLimit: "11mb" } },
  // The address that `npm run dev` prints; Next itself only knows "localhost".
  allowedDevOrigins: ["127.0.0.1"],
  // Titles belong in the head of every answer, not at its end for a script to move.
  htmlLimitedBots: /.*/,
  headers: async () => [
    { source: "/:path*", headers: EVERYWHERE },
    {
      source: "/api/:path*",
      headers: [{ key: "Content-Security-Policy", value: "default-src 'none'; frame-ancestors 'none'" }],
    },
    {
      // Only behind a proxy that speaks HTTPS: promised over plain HTTP, it would lock out a local trial.
      source: "/:path*",
      has: [{ type: "header", key: "x-forwarded-proto", value: "https" }],
      headers: [{ key: "Strict-Transport-Security", value: "max-age=63072000; includeSubDomains" }],
    },
  ],
};

export default createNextIntlPlugin("./messages/request.ts")(config);
