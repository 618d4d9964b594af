import { getTranslations } from "next-intl/server";
import type { RuleOptions } from "#server/allocation/model.ts";

/** The rule with its options in words: «parts égales, puis les plus soutenues». */
export async function ruleName(options: RuleOptions): Promise<string> {
  const t = await getTranslations("allocation.rule");
  if (options.rule !== "equal-shares") return t(options.rule);
  return `${t(`equal-shares.${options.utility}`)}${t("comma")} ${t(`completion.${options.completion}`)}`;
}

/** The page of the rulebook about it: what holds for every method, and the method's own article where it has one. */
export function rulePage(options: RuleOptions): string {
  return options.rule === "phragmen" ? "/regles/ALL-5" : "/regles/ALL-3";
}
