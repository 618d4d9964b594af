import type { CivilDate } from "#server/kernel/dates.ts";
import type { AwardFile, Tranche } from "./model.ts";
import { eurosInFrenchWords } from "./words.ts";

/** From this amount on a written agreement is the law's affair too, and its main terms are published. */
const AGREEMENT_REQUIRED_ABOVE_CENTS = 23_000_00;

const euros = new Intl.NumberFormat("fr-FR", { style: "currency", currency: "EUR" });
const day = new Intl.DateTimeFormat("fr-FR", { dateStyle: "long", timeZone: "UTC" });

/** An amount in figures and in words, as an agreement says it twice. */
function amount(cents: number): string {
  return `${euros.format(cents / 100)} (${eurosInFrenchWords(cents)})`;
}

export type AgreementFacts = {
  number: string;
  fundName: string;
  /** Who signs for the fund and for the collective. */
  officerName: string;
  referentName: string;
  preparedOn: CivilDate;
  award: Pick<
    AwardFile,
    "number" | "amountCents" | "collectiveName" | "territoryName" | "initiativeNumber" | "initiativeTitle"
  >;
  tranches: readonly Pick<Tranche, "label" | "condition" | "amountCents">[];
};

/**
 * The text of an agreement, in French, which is the language that binds the parties. Paragraphs are separated by an empty
 * line; a paragraph that starts with «Article» is a heading. The text is kept as signed: later templates change nothing.
 */
export function agreementText({
  number,
  fundName,
  officerName,
  referentName,
  preparedOn,
  award,
  tranches,
}: AgreementFacts): string {
  const paragraphs = [
    `Convention de subvention n° ${number}`,
    `Entre ${fundName}, ci-après « le fonds », représenté par ${officerName}, qui exerce la fonction d’ordonnateur,`,
    `et le collectif ${award.collectiveName}, du quartier ${award.territoryName}, ci-après « le collectif », représenté par ${referentName}, personne référente.`,
    "Article 1. Ce que la convention permet",
    `Le fonds aide le collectif à réaliser l’initiative « ${award.initiativeTitle} » (n° ${award.initiativeNumber}), décidée sous le numéro ${award.number}. Le collectif la réalise telle que son dossier la décrit.`,
    "Article 2. Montant",
    `Le fonds accorde au collectif ${amount(award.amountCents)}.`,
    ...(award.amountCents > AGREEMENT_REQUIRED_ABOVE_CENTS
      ? [
          "Ce montant dépasse 23 000 € : la convention est obligatoire (loi n° 2000-321 du 12 avril 2000, article 10) et ses données essentielles sont publiées.",
        ]
      : []),
    "Article 3. Versements",
    `La somme est versée en ${tranches.length} fois :`,
    ...tranches.map(
      (tranche, index) =>
        `${index + 1}. ${tranche.label} : ${amount(tranche.amountCents)}. Condition : ${tranche.condition}`,
    ),
    "Chaque versement demande trois actes de trois personnes différentes : une personne certifie que la condition est remplie, une autre ordonne, une troisième paie.",
    "Article 4. Compte rendu",
    "Le collectif rend compte de l’initiative et des dépenses, pièces à l’appui, au plus tard six mois après la fin de l’initiative.",
    "Article 5. Ce qui n’est pas dépensé",
    "Une somme qui n’est pas dépensée, ou qui l’est pour autre chose, est rendue au fonds. Le fonds écoute le collectif avant de décider.",
    "Article 6. Signatures",
    `Convention préparée le ${day.format(Date.parse(preparedOn)).replace(/^1 /, "1er ")}. Elle prend effet quand le collectif puis le fonds l’ont signée.`,
  ];
  return paragraphs.join("\n\n");
}
