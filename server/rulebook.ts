import type { RuleId } from "#server/kernel/rulebook.ts";

/** Which domain publishes the rules of each prefix; its messages hold their sentences, its RULES.md their text. */
export const CHAPTERS = {
  LED: "ledger",
  DOT: "fund",
  ENV: "fund",
  CAL: "fund",
  TER: "territories",
  ACC: "accounts",
  JOU: "journal",
  DOS: "initiatives",
  INS: "initiatives",
  JUR: "review",
  VOT: "voting",
  ALL: "allocation",
  TRE: "treasury",
} as const;

/** The domain whose messages hold the rule's sentences. */
export function chapterOf(rule: RuleId): string {
  const prefix = rule.slice(0, rule.indexOf("-"));
  return (CHAPTERS as Record<string, string>)[prefix] ?? "common";
}
