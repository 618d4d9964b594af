import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import { parseArgs } from "node:util";
import { type Database, database } from "#db/database.ts";
import { EVENTS } from "#server/events.ts";
import { commit } from "#server/journal/commit.ts";
import { civilDateOf } from "#server/kernel/dates.ts";
import { wholeToDecimal } from "#server/kernel/fraction.ts";
import { sha256 } from "#server/kernel/hash.ts";
import { newId } from "#server/kernel/ids.ts";
import { brokenRules, Refusal } from "#server/kernel/rulebook.ts";
import { usualIncrement } from "./command.ts";
import { pbErrorSentence, refusalSentence } from "./french.ts";
import { COMPLETIONS, DEFAULT_TIE_ORDER, type RuleOptions, UTILITIES } from "./model.ts";
import { type PbFile, readPb } from "./pb.ts";
import { NotAllocable, publishElection, resultText } from "./published.ts";
import { IMPORT_RULES } from "./rules.ts";
import * as store from "./store.ts";

export type ImportedElection = {
  slug: string;
  name: string;
  projects: number;
  ballots: number;
  funded: number;
};

/**
 * Makes an edition out of a published election: its projects become initiatives under the identifiers of the file, its
 * ballots become ballots, and the rule runs on them at once. All of it is one act: a file that cannot be read, or that was
 * imported before (ALL-15), leaves nothing behind.
 * `ruleOf` chooses the rule once the file is read; `fileName` names the edition where the file does not.
 * Throws `NotAllocable` (file or rule) and `Refusal`.
 */
export async function importElection(
  into: Database,
  file: { bytes: Uint8Array; name: string },
  ruleOf: (file: PbFile) => RuleOptions,
  now: number,
): Promise<ImportedElection> {
  const inputHash = sha256(file.bytes);
  await mustBeNew(into.read, inputHash);
  const pb = readPb(file.bytes, { keepVoters: true });
  if (pb.kind === "pb-error") throw new NotAllocable(pb);
  const options = { rule: ruleOf(pb), tieOrder: DEFAULT_TIE_ORDER };
  const published = publishElection(pb.election, options);
  const result = resultText(published);
  const resultHash = sha256(result);
  const { name, year } = titleOf(pb, file.name, now);
  const { projects } = pb.election;
  const ballots = ballotRows(pb);
  const winners = new Set(published.allocation.winners);
  const reserve = new Set(published.reserve);

  return commit(
    into,
    { events: EVENTS, event: "election.imported", actor: null, command: null, now },
    async (tx) => {
      await mustBeNew(tx, inputHash);
      const slug = await store.freeSlug(tx, slugOf(name));
      const editionId = await store.insertImportedEdition(tx, { slug, name, year, at: now });
      await store.insertImportedInitiatives(
        tx,
        projects.map(({ id, name: title, cost }) => ({
          id: newId("ini"),
          number: `${slug}-${id}`,
          editionId,
          externalId: id,
          title: title ?? id,
          state: winners.has(id) ? "awarded" : reserve.has(id) ? "reserve_list" : "refused",
          requestedCents: centsOf(cost, pb.election.minorPerUnit),
          createdAt: now,
        })),
      );
      await store.insertImportedBallots(
        tx,
        ballots.map((ballot, position) => ({ editionId, position, ...ballot })),
      );
      const runId = await store.insertRun(tx, {
        editionId,
        envelopeId: null,
        inputPb: new TextDecoder("utf-8", { ignoreBOM: true }).decode(file.bytes),
        inputHash,
        options,
        result,
        resultHash,
        ranBy: null,
        ranAt: now,
      });
      return {
        subjectId: runId,
        editionId,
        public: { edition: name, projects: projects.length, ballots: ballots.length, inputHash, resultHash },
        answer: { slug, name, projects: projects.length, ballots: ballots.length, funded: winners.size },
      };
    },
  );
}

async function mustBeNew(read: Database["read"], inputHash: string): Promise<void> {
  const known = await store.findImportedEdition(read, inputHash);
  const [rule] = brokenRules(IMPORT_RULES, { knownAs: known?.slug ?? null });
  if (rule) throw new Refusal([{ rule, facts: { slug: known?.slug ?? "" } }]);
}

/** Cents of the election's currency; a price finer than a cent is rounded up, so that a project never looks cheaper than it is. */
function centsOf(minor: number, minorPerUnit: number): number {
  return Math.ceil((minor * 100) / minorPerUnit);
}

/** What the edition is called: place and year of the file, or the file's own name. */
function titleOf({ meta }: PbFile, fileName: string, now: number): { name: string; year: number } {
  const key = (wanted: string) => meta.find(([name]) => name.toLowerCase() === wanted)?.[1]?.trim() ?? "";
  const place = [key("unit") || key("country"), key("subunit"), key("instance")].filter(
    (part) => part !== "",
  );
  const name = place.join(" ") || basename(fileName, ".pb").replaceAll("_", " ");
  const dated = /\b(19|20)\d{2}\b/.exec(`${key("date_begin")} ${key("instance")} ${name}`);
  return { name, year: Number(dated?.[0] ?? civilDateOf(now).slice(0, 4)) };
}

/** `Warszawa | Praga-Południe 2020` as an address: letters without accents, figures, hyphens. */
export function slugOf(name: string): string {
  const plain = name
    .replaceAll("ł", "l")
    .replaceAll("Ł", "L")
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "")
    .slice(0, 60);
  return plain || "election";
}

/** The ballots of the file as they are kept: the projects by identifier, points as written, every other column as it was. */
function ballotRows({ election, voterColumns, voterRows }: PbFile) {
  const { starts, projects, points } = election.ballots;
  const decimals = Math.round(Math.log10(election.pointsPerUnit));
  const others = voterColumns
    .map((column, place) => ({ column, place }))
    .filter(({ column }) => column !== "vote" && column !== "points");
  return Array.from({ length: starts.length - 1 }, (_, voter) => {
    const from = starts[voter] as number;
    const to = starts[voter + 1] as number;
    return {
      choices: Array.from(projects.subarray(from, to), (c) => election.projects[c]?.id ?? ""),
      points:
        points === null
          ? null
          : Array.from(points.subarray(from, to), (p) => wholeToDecimal(BigInt(p), decimals)),
      extra: Object.fromEntries(
        others.map(({ column, place }) => [column, voterRows?.[voter]?.[place] ?? ""]),
      ),
    };
  });
}

/** The rule that the organisers used, where the file names one that we have; greedy, which most cities use, elsewhere. */
export function ruleOfFile({ meta, election }: PbFile): RuleOptions {
  const named = meta.find(([key]) => key.toLowerCase() === "rule")?.[1]?.trim() ?? "";
  if (named === "greedy-no-skip") return { rule: "greedy-no-skip" };
  if (named.startsWith("equalshares"))
    return {
      rule: "equal-shares",
      utility: "cost",
      completion: named.includes("add1") ? "add1" : "none",
      increment: usualIncrement(election),
    };
  return { rule: "greedy" };
}

const USAGE = `quotepart import election FICHIER.pb [--rule greedy|greedy-no-skip|phragmen|equal-shares]
    [--utility ${UTILITIES.join("|")}] [--completion ${COMPLETIONS.join("|")}] [--increment 1] [--json]

Fait une édition d’une élection publiée (format .pb) : ses projets, ses bulletins et son résultat.
Sans --rule, la règle est celle que le fichier nomme, ou « greedy ».
Codes de sortie : 0 importée, 1 refusée, 2 fichier ou commande incorrects.`;

/** `quotepart import election`: answers the exit code. */
export async function importElectionCommand(argv: string[]): Promise<number> {
  const asked = readArguments(argv);
  if ("usage" in asked) {
    (asked.code === 0 ? console.log : console.error)(asked.usage);
    return asked.code;
  }
  let bytes: Uint8Array;
  try {
    bytes = await readFile(asked.path);
  } catch (problem) {
    const { code } = problem as NodeJS.ErrnoException;
    console.error(
      code === "ENOENT"
        ? `Fichier introuvable : ${asked.path}`
        : `Fichier illisible : ${asked.path} (${code})`,
    );
    return 2;
  }
  const opened = await database();
  try {
    await opened.migrate();
    const made = await importElection(opened, { bytes, name: asked.path }, asked.ruleOf, Date.now());
    console.log(
      asked.json
        ? JSON.stringify(made)
        : `${made.name} : ${made.projects} projets, ${made.ballots} bulletins, ${made.funded} projets financés.\nLes résultats : /resultats/${made.slug}`,
    );
    return 0;
  } catch (problem) {
    if (problem instanceof Refusal) {
      console.error(
        `ALL-15 : ce fichier est déjà importé, voyez l’édition ${problem.broken[0]?.facts?.slug}.`,
      );
      return 1;
    }
    if (!(problem instanceof NotAllocable)) throw problem;
    const { reason } = problem;
    console.error("kind" in reason ? `${asked.path} : ${pbErrorSentence(reason)}` : refusalSentence(reason));
    return "kind" in reason ? 2 : 1;
  } finally {
    await opened.close();
  }
}

type Asked = { path: string; json: boolean; ruleOf: (file: PbFile) => RuleOptions };

function readArguments(argv: string[]): Asked | { usage: string; code: 0 | 2 } {
  const known = {
    rule: { type: "string" },
    utility: { type: "string", default: "cost" },
    completion: { type: "string", default: "none" },
    increment: { type: "string" },
    json: { type: "boolean", default: false },
    help: { type: "boolean", short: "h", default: false },
  } as const;
  const wrong = (sentence: string) => ({ usage: `${sentence}\n\n${USAGE}`, code: 2 as const });
  let parsed: ReturnType<typeof parse>;
  const parse = () => parseArgs({ args: argv, options: known, allowPositionals: true });
  try {
    parsed = parse();
  } catch {
    return wrong("Option inconnue ou incomplète.");
  }
  const { values, positionals } = parsed;
  if (values.help) return { usage: USAGE, code: 0 };
  const [path, ...more] = positionals;
  if (path === undefined) return wrong("Il manque le fichier .pb.");
  if (more.length > 0) return wrong(`Un seul fichier à la fois : ${more[0]} est de trop.`);
  const utility = UTILITIES.find((name) => name === values.utility);
  if (!utility) return wrong(`--utility : ${UTILITIES.join(" ou ")}, pas « ${values.utility} ».`);
  const completion = COMPLETIONS.find((name) => name === values.completion);
  if (!completion) return wrong(`--completion : ${COMPLETIONS.join(", ")}, pas « ${values.completion} ».`);
  const json = values.json;
  const { increment } = values;
  switch (values.rule) {
    case undefined:
      return { path, json, ruleOf: ruleOfFile };
    case "greedy":
    case "greedy-no-skip":
    case "phragmen": {
      const rule = values.rule;
      return { path, json, ruleOf: () => ({ rule }) };
    }
    case "equal-shares":
      return {
        path,
        json,
        ruleOf: ({ election }) => ({
          rule: "equal-shares",
          utility,
          completion,
          increment: increment ?? usualIncrement(election),
        }),
      };
    default:
      return wrong(`--rule : greedy, greedy-no-skip, phragmen ou equal-shares, pas « ${values.rule} ».`);
  }
}
