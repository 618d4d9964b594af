import type { BudgetFigure } from "./model.ts";

/** A figure known to the house, in euros as its source prints it; `isEstimate` when the source rounds. */
type KnownFigure = readonly [programme: string, label: string, euros: number, isEstimate?: true];

const LABELS = {
  501: "Présidence de la République",
  511: "Assemblée nationale",
  521: "Sénat",
  541: "La Chaîne parlementaire",
  531: "Conseil constitutionnel",
  533: "Cour de justice de la République",
} as const;

/** The six lines of the mission Pouvoirs publics, in the order of the table above. */
const publicPowers = (euros: Record<keyof typeof LABELS, number>): KnownFigure[] =>
  ([501, 511, 521, 541, 531, 533] as const).map((line) => [String(line), LABELS[line], euros[line]]);

const YEARS: Record<number, { stage: BudgetFigure["stage"]; source: string; figures: KnownFigure[] }[]> = {
  2024: [
    {
      stage: "LFI",
      source: "Sénat, rapport l24-144 (mission Pouvoirs publics) ; loi de finances pour 2024",
      figures: publicPowers({
        501: 122_563_852,
        511: 607_647_569,
        521: 353_470_900,
        541: 35_245_822,
        531: 17_930_000,
        533: 984_000,
      }),
    },
    {
      stage: "PLF",
      source: "budget.gouv.fr, projet de loi de finances pour 2024, programme 232",
      figures: [
        ["232-partis", "Vie politique : financement des partis", 68_670_672],
        ["232-elections", "Vie politique : organisation des élections", 180_225_122],
        ["232-cnccfp", "Vie politique : commission des comptes de campagne", 8_725_955],
      ],
    },
  ],
  2025: [
    {
      stage: "LFI",
      source: "Sénat, rapports l24-034-2232 et l24-144 ; loi de finances pour 2025",
      figures: publicPowers({
        501: 122_563_852,
        511: 607_647_569,
        521: 353_470_900,
        541: 35_245_822,
        531: 17_930_000,
        533: 984_000,
      }),
    },
    {
      stage: "LFI",
      source: "Sénat, rapport l24-144-323, loi de finances pour 2025 (chiffre arrondi)",
      figures: [["232", "Vie politique", 100_200_000, true]],
    },
  ],
  2026: [
    {
      stage: "LFI",
      source: "Loi n° 2026-103 du 19 février 2026, état B ; Sénat, rapport l25-139-322",
      figures: publicPowers({
        501: 122_563_852,
        511: 607_647_569,
        521: 353_470_900,
        541: 35_596_900,
        531: 20_000_000,
        533: 900_000,
      }),
    },
    {
      stage: "PLF",
      source: "Sénat, rapport l25-139-329, projet de loi de finances pour 2026 (chiffre arrondi)",
      figures: [["232", "Vie politique", 300_920_000, true]],
    },
  ],
};

export const REFERENCE_YEARS: readonly number[] = Object.keys(YEARS).map(Number);

/** The perimeter that the house proposes: which lines count, and why. */
export const REFERENCE_PERIMETER = {
  name: "Pouvoirs publics et vie politique",
  reason:
    "Mission Pouvoirs publics (programmes 501 à 541) et programme 232, Vie politique, sans les cultes ni la vie associative : ce que l'État dépense pour que des représentants soient élus et siègent.",
};

/** The sourced lines of a year's reference base, payment appropriations (CP); empty for a year that the house does not know. */
export function referenceBase(year: number): (BudgetFigure & { isEstimate: boolean })[] {
  return (YEARS[year] ?? []).flatMap(({ stage, source, figures }) =>
    figures.map(([programme, label, euros, isEstimate = false]) => ({
      year,
      programme,
      label,
      amountCents: euros * 100,
      kind: "CP" as const,
      stage,
      source,
      isEstimate,
    })),
  );
}
