import type { Criterion } from "./model.ts";

/**
 * The jury's grid unless a call states another: five criteria, weights in points that sum to 20, and for each mark from 0 to 3 the
 * words that a juror can check in the file. It is data of the call, frozen with it; the French text is what jurors sign.
 */
export const DEFAULT_GRID: Criterion[] = [
  {
    key: "besoin",
    label: "Le besoin vient du quartier",
    weight: 5,
    anchors: [
      "Le dossier ne dit pas à quel besoin l'idée répond.",
      "Un besoin est affirmé, sans parole ni chiffre du quartier.",
      "Un besoin est décrit avec des faits ou des paroles du quartier.",
      "Des habitantes et habitants ont été consultés et le dossier montre ce qu'ils ont dit.",
    ],
  },
  {
    key: "habitants",
    label: "Les habitantes et habitants décident et font",
    weight: 5,
    anchors: [
      "Les habitants sont seulement un public.",
      "Les habitants sont consultés une fois.",
      "Des habitants prennent part à la conception ou à l'action.",
      "Des habitants décident à chaque étape, et le dossier dit comment.",
    ],
  },
  {
    key: "faisable",
    label: "C'est faisable : étapes, budget, forces",
    weight: 4,
    anchors: [
      "Ni étapes ni budget cohérent.",
      "Des étapes, mais un budget qui ne leur correspond pas.",
      "Étapes et budget se correspondent ; il reste une inconnue.",
      "Étapes, budget et responsables sont clairs ; les accords nécessaires sont acquis.",
    ],
  },
  {
    key: "ouvert",
    label: "C'est ouvert à toutes et tous",
    weight: 3,
    anchors: [
      "L'action est réservée à un cercle fermé.",
      "Ouverte en principe, sans rien pour lever les obstacles.",
      "Un obstacle au moins est levé : prix, horaires, langue, handicap ou garde d'enfants.",
      "Plusieurs obstacles sont levés et l'invitation va vers celles et ceux qui ne viennent jamais.",
    ],
  },
  {
    key: "suite",
    label: "Il en restera quelque chose",
    weight: 3,
    anchors: [
      "Rien n'est prévu après l'argent.",
      "Une suite est souhaitée, sans moyen.",
      "Une suite est préparée : lieu, personnes ou ressources.",
      "La suite est organisée et ce qui a été appris sera partagé.",
    ],
  },
];
