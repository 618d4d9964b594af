import type { RuleOptions } from "#server/allocation/model.ts";

/** The command that makes the calculation again on a downloaded `.pb` file. */
export function commandOf(options: RuleOptions, file: string): string {
  const rule = `npx quotepart allocate ${file} --rule ${options.rule}`;
  return options.rule === "equal-shares"
    ? `${rule} --utility ${options.utility} --completion ${options.completion} --increment ${options.increment}`
    : rule;
}
