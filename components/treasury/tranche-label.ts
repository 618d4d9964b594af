import { getTranslations } from "next-intl/server";
import { DEFAULT_PLAN } from "#server/treasury/model.ts";

const KEYS = ["advance", "balance"] as const;

/** The message that says a label of the usual plan. */
export function trancheKey(label: string): (typeof KEYS)[number] | undefined {
  return KEYS[DEFAULT_PLAN.findIndex((part) => part.label === label)];
}

/** Says a tranche's label in the reader's language: the labels of the usual plan are words, any other is data and stays as it is. */
export async function trancheLabels(): Promise<(label: string) => string> {
  const t = await getTranslations("treasury.trancheLabels");
  return (label) => {
    const key = trancheKey(label);
    return key ? t(key) : label;
  };
}
