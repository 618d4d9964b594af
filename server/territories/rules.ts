import type { Rulebook } from "#server/kernel/rulebook.ts";
import type { TerritoryKind } from "./model.ts";

const CODES: Record<TerritoryKind, RegExp> = {
  region: /^\d{2}$/,
  department: /^(\d{2}|2[AB]|97\d|98\d)$/,
  commune: /^(\d{2}|2[AB])\d{3}$/,
  neighbourhood: /^QN[0-9A-Z]{5}[NMI]$/,
};

/** What a territory brings to enter the fund, beside the codes and addresses already there. */
export type TerritoryFacts = {
  kind: TerritoryKind;
  code: string;
  slug: string;
  residentsSource: string;
  taken: { code: string; slug: string }[];
};

export const TERRITORY_RULES = {
  "TER-2": ({ kind, code }) => CODES[kind].test(code),
  "TER-3": ({ residentsSource }) => residentsSource.trim() !== "",
  "TER-4": ({ code, slug, taken }) => !taken.some((other) => other.code === code || other.slug === slug),
} satisfies Rulebook<TerritoryFacts>;
