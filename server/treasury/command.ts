import { readFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { type Database, openDatabase } from "#db/database.ts";
import messages from "#messages/fr/treasury.json" with { type: "json" };
import { EVENTS } from "#server/events.ts";
import { commit } from "#server/journal/commit.ts";
import { centsToDecimal } from "#server/kernel/money.ts";
import { Refusal } from "#server/kernel/rulebook.ts";
import { decodeXml } from "./camt.ts";
import { BankFile, importStatements } from "./router.ts";

const USAGE = "Usage : npx quotepart import bank RELEVE.xml [--json]";

/** What went wrong: `code` 1 when a rule refuses, 2 when the file or the options cannot be read. */
type Problem = { code: 1 | 2; sentences: string[] };

/** A sentence of the French messages with its facts filled in; amounts in euros. */
function filled(sentence: string, facts: Record<string, string | number>): string {
  return sentence.replace(/\{(\w+)\}/g, (_, name: string) => {
    const fact = facts[name];
    return name.endsWith("Cents") && typeof fact === "number"
      ? `${centsToDecimal(fact).replace(".", ",")} €`
      : `${fact}`;
  });
}

async function importFile(database: Database, bytes: Uint8Array) {
  const read = BankFile.safeParse(decodeXml(bytes));
  if (!read.success) {
    const sentences = read.error.issues.map((issue) => {
      const key = issue.message.split(".").at(-1) as keyof typeof messages.problems.file;
      return filled(messages.problems.file[key], (issue.code === "custom" ? issue.params : {}) ?? {});
    });
    return { problem: { code: 2, sentences } satisfies Problem };
  }
  const now = Date.now();
  try {
    const imported = await importStatements(
      (event, change) => commit(database, { events: EVENTS, event, actor: null, command: null, now }, change),
      read.data,
      { importedBy: null, importedAt: now },
    );
    return { imported };
  } catch (problem) {
    if (!(problem instanceof Refusal)) throw problem;
    const rules: Record<string, { refusal: string }> = messages.rules;
    const sentences = problem.broken.map(
      ({ rule, facts }) => `${rule} : ${filled(rules[rule]?.refusal ?? "", facts ?? {})}`,
    );
    return { problem: { code: 1, sentences } satisfies Problem };
  }
}

/**
 * `quotepart import bank FILE [--json]`: takes a camt.053 statement into the database. Exit codes: 0 taken in, 1 refused by a
 * rule (it does not add up, it is already there), 2 the file or the options cannot be read.
 */
export async function importBankCommand(args: string[]): Promise<number> {
  let options: { values: { json?: boolean | undefined }; positionals: string[] };
  try {
    options = parseArgs({ args, options: { json: { type: "boolean" } }, allowPositionals: true });
  } catch (problem) {
    console.error(`${problem instanceof Error ? problem.message : problem}\n${USAGE}`);
    return 2;
  }
  const [path] = options.positionals;
  if (path === undefined || options.positionals.length > 1) {
    console.error(USAGE);
    return 2;
  }
  const bytes = await readFile(path).catch(() => null);
  if (!bytes) {
    console.error(`Le fichier « ${path} » est introuvable ou illisible.`);
    return 2;
  }
  const database = await openDatabase({
    ...(process.env.DATABASE_URL ? { url: process.env.DATABASE_URL } : {}),
    ...(process.env.DATA_DIR ? { dataDir: process.env.DATA_DIR } : {}),
  });
  try {
    await database.migrate();
    const { imported, problem } = await importFile(database, bytes);
    if (options.values.json) console.log(JSON.stringify(imported ?? { problems: problem?.sentences }));
    else if (imported)
      console.log(
        `Relevé importé : ${imported.lines} ligne(s). Le rapprochement se fait dans la trésorerie, page « Relevés de banque ».`,
      );
    else for (const sentence of problem?.sentences ?? []) console.error(sentence);
    return problem?.code ?? 0;
  } finally {
    await database.close();
  }
}
