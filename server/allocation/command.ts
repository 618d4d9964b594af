import { createReadStream } from "node:fs";
import { parseArgs } from "node:util";
import { parseDecimal, wholeToDecimal } from "#server/kernel/fraction.ts";
import { allocate } from "./allocate.ts";
import {
  type Allocation,
  type AllocationRefusal,
  COMPLETIONS,
  type Election,
  type RuleOptions,
  UTILITIES,
} from "./model.ts";
import { openPb, type PbError, type PbFile, type PbReason } from "./pb.ts";

const USAGE = `quotepart allocate FICHIER.pb --rule greedy|greedy-no-skip|phragmen|equal-shares
    [--utility cost|cardinality] [--completion ${COMPLETIONS.join("|")}] [--increment 1] [--explain] [--json]

Répartit le budget d'une élection au format .pb (Pabulib) et dit pourquoi.
Codes de sortie : 0 réparti, 1 règle refusée pour cette élection, 2 fichier ou commande incorrects.`;

/** `quotepart allocate`: prints the outcome (French, or JSON for programs); answers the exit code. */
export async function allocateCommand(argv: string[]): Promise<number> {
  const asked = readArguments(argv);
  if ("help" in asked) {
    process.stdout.write(`${USAGE}\n`);
    return 0;
  }
  if ("wrong" in asked) return wrong(`${asked.wrong}\n\n${USAGE}`);
  const file = await readFile(asked.path);
  if (typeof file === "string") return wrong(file);
  if (file.kind === "pb-error") return wrong(`${asked.path} : ${pbErrorSentence(file)}`);
  const options = asked.options(file.election);
  const result = allocate(file.election, options);
  if ("refused" in result) {
    process.stderr.write(`${refusalSentence(result)}\n`);
    return 1;
  }
  process.stdout.write(
    asked.json ? `${JSON.stringify(summary(file.election, result))}\n` : inFrench(file, result),
  );
  return 0;
}

type Asked = { path: string; json: boolean; explain: boolean; options: (election: Election) => RuleOptions };

function readArguments(argv: string[]): Asked | { wrong: string } | { help: true } {
  const known = {
    rule: { type: "string" },
    utility: { type: "string", default: "cost" },
    completion: { type: "string", default: "none" },
    increment: { type: "string" },
    explain: { type: "boolean", default: false },
    json: { type: "boolean", default: false },
    help: { type: "boolean", short: "h", default: false },
  } as const;
  const { values, positionals, tokens } = parseArgs({
    args: argv,
    options: known,
    allowPositionals: true,
    strict: false,
    tokens: true,
  });
  if (values.help) return { help: true };
  const unknown = tokens.find((token) => token.kind === "option" && !(token.name in known));
  if (unknown?.kind === "option") return { wrong: `Option inconnue : ${unknown.rawName}` };
  const [path, ...more] = positionals;
  if (path === undefined) return { wrong: "Il manque le fichier .pb." };
  if (more.length > 0) return { wrong: `Un seul fichier à la fois : ${more[0]} est de trop.` };
  const utility = UTILITIES.find((name) => name === values.utility);
  if (utility === undefined)
    return { wrong: `--utility : ${UTILITIES.join(" ou ")}, pas « ${values.utility} ».` };
  const completion = COMPLETIONS.find((name) => name === values.completion);
  if (completion === undefined) {
    return { wrong: `--completion : ${COMPLETIONS.join(", ")}, pas « ${values.completion} ».` };
  }
  const increment = values.increment;
  if (increment !== undefined) {
    const amount = typeof increment === "string" ? parseDecimal(increment) : null;
    if (amount === null || amount.digits <= 0n) {
      return { wrong: `--increment : un montant supérieur à zéro, pas « ${increment} ».` };
    }
  }
  const rule = (["greedy", "greedy-no-skip", "phragmen", "equal-shares"] as const).find(
    (name) => name === values.rule,
  );
  if (rule === undefined) {
    return {
      wrong: `--rule : greedy, greedy-no-skip, phragmen ou equal-shares, pas « ${values.rule ?? ""} ».`,
    };
  }
  return {
    path,
    json: values.json === true,
    explain: values.explain === true,
    options: (election) =>
      rule === "equal-shares"
        ? {
            rule,
            utility,
            completion,
            increment: typeof increment === "string" ? increment : usualIncrement(election),
          }
        : { rule },
  };
}

/** One unit of the currency; 100 forints, whose unit buys nothing. */
export function usualIncrement({ currency }: Pick<Election, "currency">): string {
  return currency === "HUF" ? "100" : "1";
}

/** Reads a file as a stream, or says in French why it cannot be read. */
async function readFile(path: string): Promise<PbFile | PbError | string> {
  const reader = openPb();
  const stream = createReadStream(path, { highWaterMark: 1 << 20 });
  return await new Promise((resolve) => {
    stream.on("data", (chunk) => reader.push(chunk as Buffer));
    stream.on("end", () => resolve(reader.finish()));
    stream.on("error", (error: NodeJS.ErrnoException) => {
      resolve(
        error.code === "ENOENT"
          ? `Fichier introuvable : ${path}`
          : `Fichier illisible : ${path} (${error.code})`,
      );
    });
  });
}

function wrong(sentence: string): number {
  process.stderr.write(`${sentence}\n`);
  return 2;
}

/** What programs read: ids as in the file, amounts as exact decimals in units of the currency. */
export function summary(election: Election, result: Allocation) {
  return {
    winners: result.winners,
    winnersInOrder: result.winnersInOrder,
    totalCost: money(election, result.totalCost),
    ties: result.ties.length,
    rule: result.options,
    budget: money(election, election.budget),
    left: money(election, election.budget - result.totalCost),
    voters: election.ballots.starts.length - 1,
    projects: election.projects.length,
    endowment: result.endowment,
    increments: result.increments,
    exactDecisions: result.exactDecisions,
    tiesMet: result.ties,
    ending: result.ending,
  };
}

function money(election: Election, minor: number): string {
  return wholeToDecimal(BigInt(minor), Math.round(Math.log10(election.minorPerUnit)));
}

const inWords = new Intl.NumberFormat("fr-FR", { maximumFractionDigits: 2 });

function inFrench({ election, warnings }: PbFile, result: Allocation): string {
  const amount = (minor: number) =>
    `${inWords.format(minor / election.minorPerUnit)}${election.currency === null ? "" : ` ${election.currency}`}`;
  const nameOf = new Map(election.projects.map(({ id, name }) => [id, name]));
  const lines = [
    `${election.ballots.starts.length - 1} bulletins, ${election.projects.length} projets, budget ${amount(election.budget)}.`,
    `${result.winners.length} projets financés pour ${amount(result.totalCost)} ; reste ${amount(election.budget - result.totalCost)}.`,
    "",
    ...result.steps.map(
      ({ project, cost, by }, step) =>
        `${String(step + 1).padStart(4)}. ${project} ${nameOf.get(project) ?? ""} : ${amount(cost)}${by === "completion" ? " (complément)" : ""}`,
    ),
    "",
    ...result.ties.map(
      ({ step, projects, brokenBy }) =>
        `Égalité à l'étape ${step} entre ${projects.join(", ")} : ${projects[0]} d'abord (${TIE_WORDS[brokenBy]}).`,
    ),
    ...warnings.map(
      ({ reason, count, line }) => `Attention, ligne ${line} : ${WARNING_WORDS[reason]} (${count}).`,
    ),
  ];
  return `${lines.join("\n").trimEnd()}\n`;
}

const TIE_WORDS = {
  "lower-cost": "le moins cher",
  "higher-total": "le plus soutenu",
  lot: "l'ordre tiré au sort",
  id: "le plus petit identifiant",
} as const;

const WARNING_WORDS = {
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
