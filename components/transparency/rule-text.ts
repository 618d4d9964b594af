import { getTranslations } from "next-intl/server";
import type { Rule } from "#server/transparency/rulebook.ts";

/** The sentence of a rule in the reader's language; the rulebook's own French one where the messages have none. */
export async function ruleSentence(): Promise<(rule: Rule) => string> {
  const t = await getTranslations();
  return ({ chapter, id, sentence }) => {
    const key = `${chapter}.rules.${id}.sentence`;
    return t.has(key as never) ? t(key as never) : sentence;
  };
}
