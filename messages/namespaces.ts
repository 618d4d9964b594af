/** The message files of each language: `messages/<locale>/<namespace>.json`. One line per file, in the order of the domains. */
export const NAMESPACES = [
  "common",
  "ui",
  "outage",
  "legal",
  "portal",
  "journal",
  "accounts",
  "territories",
  "ledger",
  "fund",
  "initiatives",
  "review",
  "voting",
  "allocation",
  "treasury",
  "transparency",
] as const;
