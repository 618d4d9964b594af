/** The identifier under which a rule is published, coded, tested and cited: `DOT-1`. */
export type RuleId = `${string}-${number}`;

/**
 * A chapter of the rulebook as code: each rule answers whether the facts satisfy it. Rules are pure and never throw;
 * clock, chance and database stay outside, so that the same rule can be asked in the browser, in a test and by an auditor.
 */
export type Rulebook<Facts> = { readonly [id: RuleId]: (facts: Facts) => boolean };

/** Every rule that the facts break, in the order of the chapter; empty when all hold. */
export function brokenRules<Facts>(rules: Rulebook<Facts>, facts: Facts): RuleId[] {
  return (Object.keys(rules) as RuleId[]).filter((id) => !rules[id]?.(facts));
}

/** What a refusal tells about one broken rule: which, the facts its sentence is filled with, the form field to mend. */
export type BrokenRule = { rule: RuleId; facts?: Record<string, string | number>; field?: string };

/** A refusal: rules said no, nothing was written. It carries every broken rule at once, for the reader to mend all in one go. */
export class Refusal extends Error {
  readonly broken: readonly BrokenRule[];
  constructor(broken: readonly BrokenRule[]) {
    super(`refused by ${broken.map(({ rule }) => rule).join(", ")}`);
    this.name = "Refusal";
    this.broken = broken;
  }
}

/**
 * Refuses when any rule is broken. `facts` fill the sentences («il manque {missing}»): amounts in cents under names that
 * end in `Cents`, everything else as text or number.
 */
export function refuseIf(broken: readonly RuleId[], facts: Record<string, string | number> = {}): void {
  if (broken.length > 0) throw new Refusal(broken.map((rule) => ({ rule, facts })));
}

/** The thing asked for does not exist, or is not the asker's to see: the same answer, so that existence stays private. */
export class NotFound extends Error {
  constructor(what: string) {
    super(`not found: ${what}`);
    this.name = "NotFound";
  }
}
