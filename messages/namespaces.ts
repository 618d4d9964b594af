/** The message files of each language: `messages/<locale>/<namespace>.json`. One line per file, in the order of the domains. */
export const NAMESPACES = [
  "common",
  "ui",
  "outage",
  "legal",
  "journal",
  "accounts",
  "ledger",
  "review",
  "voting",
  "treasury",
  "transparency",
] as const;
