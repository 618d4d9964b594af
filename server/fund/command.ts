import { readFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { centsToDecimal } from "#server/kernel/money.ts";
import { readBaseFile } from "./base-file.ts";
import { baseCents, floorCents } from "./rules.ts";

const USAGE = "Usage : npx quotepart endowment FICHIER.csv --year 2026 [--json]";

/**
 * `quotepart endowment FILE.csv --year 2026 [--json]`: recomputes the base and the 5 % floor from a published base, to the cent.
 * Answers 0, or 2 when the file cannot be read (line and reason) or has no line that counts for the year.
 */
export async function endowmentCommand(argv: string[]): Promise<number> {
  let file: string | undefined;
  let options: { year?: string | undefined; json?: boolean | undefined };
  try {
    const parsed = parseArgs({
      args: argv,
      allowPositionals: true,
      options: { year: { type: "string" }, json: { type: "boolean" } },
    });
    [file] = parsed.positionals;
    options = parsed.values;
  } catch {
    return unreadable(USAGE);
  }
  if (file === undefined || !/^\d{4}$/.test(options.year ?? "")) return unreadable(USAGE);

  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(await readFile(file));
  } catch (problem) {
    return unreadable(
      problem instanceof TypeError
        ? `${file} : le fichier n’est pas en UTF-8.`
        : `${file} : le fichier ne s’ouvre pas.`,
    );
  }
  const read = readBaseFile(text);
  if ("problem" in read) return unreadable(`${file}, ligne ${read.problem.line} : ${read.problem.reason}.`);
  const lines = read.figures.filter(({ year, kind }) => year === Number(options.year) && kind === "CP");
  if (lines.length === 0)
    return unreadable(`${file} : aucune ligne de crédits de paiement (CP) pour ${options.year}.`);

  const base = baseCents(lines);
  const floor = floorCents(base);
  if (options.json) console.log(JSON.stringify({ baseCents: base, floorCents: floor }));
  else {
    console.log(`Base de référence ${options.year} : ${centsToDecimal(base)} euros`);
    console.log(
      `Plancher de la dotation (5 %, arrondi au centime supérieur) : ${centsToDecimal(floor)} euros`,
    );
  }
  return 0;
}

function unreadable(sentence: string): number {
  console.error(sentence);
  return 2;
}
