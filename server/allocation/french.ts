import type { Sentence, SentenceKey } from "./explain.ts";
import type { AllocationRefusal } from "./model.ts";
import type { PbError, PbReason } from "./pb.ts";

/** The words of the command line, which speaks French; pages have theirs in `messages/`, under the same keys. */

export const TIE_WORDS = {
  "lower-cost": "le moins cher",
  "higher-total": "le plus soutenu",
  lot: "l'ordre tiré au sort",
  id: "le plus petit identifiant",
} as const;

export const WARNING_WORDS = {
  declaredVotes: "le nombre de bulletins annoncé n'est pas celui du fichier",
  declaredProjects: "le nombre de projets annoncé n'est pas celui du fichier",
  projectTwiceInBallot: "un projet nommé deux fois dans un bulletin compte une fois",
  sumOfPoints: "un bulletin donne plus de points qu'annoncé",
} as const;

export function refusalSentence({ refused }: AllocationRefusal): string {
  return `${refused} : ${REFUSALS[refused]}`;
}

const REFUSALS: Record<AllocationRefusal["refused"], string> = {
  "ALL-5": "la règle de Phragmén ne vaut que pour des bulletins d'approbation.",
  "ALL-6": "le pas du complément est un montant supérieur à zéro.",
  "ALL-7": "l'ordre tiré au sort nomme chaque projet une fois et une seule.",
};

/** The sentence for a file that cannot be read: line, then reason. */
export function pbErrorSentence({ line, reason, text }: PbError): string {
  return `${line > 0 ? `ligne ${line}, ` : ""}${PB_REASONS[reason](text)}`;
}

const PB_REASONS: Record<PbReason, (text: string) => string> = {
  sectionExpected: (text) => `la section ${text} est attendue ici.`,
  headerExpected: (text) => `l'en-tête « ${text} » est attendu ici.`,
  columnMissing: (text) => `il manque la colonne ${text}.`,
  columnTwice: (text) => `la colonne ${text} est là deux fois.`,
  fieldMissing: (text) => `il manque un champ (${text}).`,
  fieldsTooMany: (text) => `il y a plus de champs que de colonnes (${text}).`,
  quoteOpen: () => "un guillemet ouvert n'est pas refermé.",
  keyTwice: (text) => `la clé ${text} est là deux fois.`,
  keyMissing: (text) => `il manque la clé ${text}.`,
  budgetInvalid: (text) => `le budget « ${text} » n'est pas un montant supérieur à zéro.`,
  voteTypeUnknown: (text) => `le type de vote « ${text} » est inconnu.`,
  numberInvalid: (text) => `« ${text} » n'est pas un nombre.`,
  idInvalid: (text) => `l'identifiant de projet « ${text} » est vide ou contient une virgule.`,
  idTwice: (text) => `le projet ${text} est là deux fois.`,
  costInvalid: (text) => `le coût « ${text} » n'est pas un montant.`,
  costNotPositive: (text) => `le coût « ${text} » n'est pas supérieur à zéro.`,
  amountsTooLarge: (text) => `les montants dépassent ce qui se compte exactement (${text}).`,
  noProject: () => "il n'y a aucun projet.",
  voterTwice: (text) => `la personne ${text} a déjà un bulletin.`,
  projectUnknown: (text) => `le projet « ${text} » n'existe pas.`,
  tooManyProjects: (text) => `${text} projets dans un bulletin qui n'en admet qu'un.`,
  pointsMismatch: (text) => `autant de points que de projets sont attendus (${text}).`,
  pointsInvalid: (text) => `« ${text} » n'est pas un nombre de points.`,
  pointsNegative: (text) => `des points négatifs : « ${text} ».`,
  pointsOutOfRange: (text) => `des points hors des bornes annoncées : « ${text} ».`,
  cutShort: (text) => `le fichier est coupé (${text}).`,
};

type Facts = Readonly<Record<string, string | number>>;

/** One sentence in French; `amount` writes money, given in minor units. */
export function sentenceInFrench({ key, facts }: Sentence, amount: (minor: number) => string): string {
  return SENTENCES[key](facts, (name) => amount(Number(facts[name])));
}

const decimal = new Intl.NumberFormat("fr-FR", { maximumFractionDigits: 2 });
const percent = new Intl.NumberFormat("fr-FR", { style: "percent", maximumFractionDigits: 1 });
const count = (facts: Facts, name: string) => decimal.format(Number(facts[name]));

const SENTENCES: Record<SentenceKey, (facts: Facts, money: (name: string) => string) => string> = {
  fundedByRule: (f, money) => `Financé (${money("cost")}), étape ${f.step} sur ${f.steps}.`,
  fundedByCompletion: (f, money) =>
    `Financé (${money("cost")}) sur ce qui restait, étape ${f.step} sur ${f.steps}.`,
  notFunded: (_, money) => `Pas financé (coût ${money("cost")}).`,
  support: (f) =>
    `Soutenu par ${count(f, "supporters")} personnes sur ${count(f, "voters")} (${percent.format(Number(f.share))}).`,
  supportInPoints: (f) =>
    `Soutenu par ${count(f, "supporters")} personnes sur ${count(f, "voters")}, avec ${count(f, "points")} points.`,
  paidInFull: (f, money) => `Chacun de ses soutiens (${count(f, "full")}) a payé ${money("price")}.`,
  paidWithRest: (f, money) =>
    `Prix pour chaque soutien : ${money("price")}, payé en entier par ${count(f, "full")} ; pour ${count(f, "rest")}, tout ce qui restait de la part (${money("restMoney")} ensemble).`,
  paidInFullPerPoint: (f, money) =>
    `Chacun de ses soutiens (${count(f, "full")}) a payé ${money("price")} par point donné.`,
  paidWithRestPerPoint: (f, money) =>
    `Prix par point donné : ${money("price")}, payé en entier par ${count(f, "full")} ; pour ${count(f, "rest")}, tout ce qui restait de la part (${money("restMoney")} ensemble).`,
  fitted: (_, money) => `À son tour, il tenait dans le budget ; il restait ensuite ${money("left")}.`,
  momentCame: (_, money) =>
    `Ses soutiens ont réuni son coût quand chaque personne avait gagné ${money("moment")}.`,
  heldTooLittle: (f, money) =>
    `Ses soutiens avaient encore ${money("held")} ensemble, soit ${percent.format(Number(f.share))} du coût : il manquait ${money("missing")}.`,
  budgetTooSmall: (_, money) => `Il coûte plus que tout le budget (${money("budget")}).`,
  leftTooSmall: (_, money) => `À son tour il restait ${money("left")} : il manquait ${money("missing")}.`,
  nobodySupports: () => "Personne ne l'a soutenu.",
  ruleHadEnded: () => "La règle s'était arrêtée avant son tour.",
  noTie: () => "Aucune égalité n'a joué.",
  wonTie: (f) =>
    `À égalité avec ${f.others}, il est passé d'abord : ${TIE_WORDS[f.brokenBy as keyof typeof TIE_WORDS]}.`,
  votesEnough: (f) => `${count(f, "votes")} bulletins de plus pour lui seul auraient suffi.`,
  noVotesEnough: () =>
    "Même autant de bulletins de plus qu'il y a de votantes et votants n'auraient pas suffi.",
  votesNotComputed: () => "Les bulletins de plus qui auraient suffi n'ont pas été calculés (option --votes).",
};
