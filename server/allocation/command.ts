import { createReadStream } from "node:fs";
import { parseArgs } from "node:util";
import { parseDecimal, wholeToDecimal } from "#server/kernel/fraction.ts";
import { allocate } from "./allocate.ts";
import { groupBallots } from "./electorate.ts";
import { type Explanation, explain, votesToWin } from "./explain.ts";
import { pbErrorSentence, refusalSentence, sentenceInFrench, TIE_WORDS, WARNING_WORDS } from "./french.ts";
import {
  type Allocation,
  COMPLETIONS,
  DEFAULT_TIE_ORDER,
  type Election,
  type RuleOptions,
  UTILITIES,
} from "./model.ts";
import { openPb, type PbError, type PbFile } from "./pb.ts";
import { RAISES } from "./rules/completion.ts";

const USAGE = `quotepart allocate FICHIER.pb --rule greedy|greedy-no-skip|phragmen|equal-shares
    [--utility cost|cardinality] [--completion ${COMPLETIONS.join("|")}] [--increment 1]
    [--explain] [--votes] [--json]

Répartit le budget d'une élection au format .pb (Pabulib) et dit pourquoi.
--explain dit quatre phrases par projet ; --votes calcule aussi, en rejouant la règle, les bulletins qui auraient suffi
(toujours fait quand la règle ne joue qu'une fois). Codes de sortie : 0 réparti, 1 règle refusée pour cette élection, 2 fichier ou commande incorrects.`;

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
  const explained = asked.explain ? explainAll(file.election, result, asked.votes) : null;
  if (asked.json) {
    const said = explained === null ? {} : { explanations: explained };
    process.stdout.write(`${JSON.stringify({ ...summary(file.election, result), ...said })}\n`);
  } else process.stdout.write(inFrench(file, result, explained));
  return 0;
}

type Asked = {
  path: string;
  json: boolean;
  explain: boolean;
  votes: boolean;
  options: (election: Election) => RuleOptions;
};

function readArguments(argv: string[]): Asked | { wrong: string } | { help: true } {
  const known = {
    rule: { type: "string" },
    utility: { type: "string", default: "cost" },
    completion: { type: "string", default: "none" },
    increment: { type: "string" },
    explain: { type: "boolean", default: false },
    votes: { type: "boolean", default: false },
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
    votes: values.votes === true,
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

/** All projects explained. Votes that would have been enough need some twenty runs each: unasked only where a run is one walk. */
function explainAll(election: Election, result: Allocation, withVotes: boolean): Explanation[] {
  const electorate = groupBallots(election);
  const { options } = result;
  const isQuick = options.rule !== "equal-shares" || !RAISES.has(options.completion);
  const funded = new Set(result.winners);
  const open = withVotes || isQuick ? election.projects.filter(({ id }) => !funded.has(id)) : [];
  const enough = new Map(
    open.map(({ id }) => [id, votesToWin(election, options, id, DEFAULT_TIE_ORDER, electorate)]),
  );
  return explain(election, result, enough, electorate);
}

function inFrench(
  { election, warnings }: PbFile,
  result: Allocation,
  explained: Explanation[] | null,
): string {
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
    ...(explained ?? []).flatMap(({ project, sentences }) => [
      `${project} ${nameOf.get(project) ?? ""}`.trim(),
      ...sentences.map((sentence) => `    ${sentenceInFrench(sentence, amount)}`),
    ]),
    ...warnings.map(
      ({ reason, count, line }) => `Attention, ligne ${line} : ${WARNING_WORDS[reason]} (${count}).`,
    ),
  ];
  return `${lines.join("\n").trimEnd()}\n`;
}
