import { type CsvError, parse } from "csv-parse/sync";
import { stringify } from "csv-stringify/sync";
import { centsToDecimal } from "#server/kernel/money.ts";
import { BUDGET_KINDS, BUDGET_STAGES, type BudgetFigure } from "./model.ts";

/** The columns of a published base, in this order; amounts are exact decimals of euros with a dot. */
export const BASE_COLUMNS = ["year", "programme", "label", "amount", "kind", "stage", "source"] as const;
type Column = (typeof BASE_COLUMNS)[number];

/** Why a file cannot be read: the line (1 is the header) and the reason, in French as the command answers. */
export type FileProblem = { line: number; reason: string };

/** A published base as text: UTF-8, commas, one line a figure. */
export function writeBaseFile(figures: readonly BudgetFigure[]): string {
  return stringify(
    figures.map((figure) => ({ ...figure, amount: centsToDecimal(figure.amountCents) })),
    { header: true, columns: [...BASE_COLUMNS] },
  );
}

/**
 * Reads a published base. Everything or nothing: the first line that cannot be read, or that says the same thing twice, is
 * named with its reason. A byte-order mark and empty lines are allowed.
 */
export function readBaseFile(text: string): { figures: BudgetFigure[] } | { problem: FileProblem } {
  let rows: { record: string[]; info: { lines: number } }[];
  try {
    rows = parse(text, {
      bom: true,
      info: true,
      relaxColumnCount: true,
      skipEmptyLines: true,
      trim: true,
    }) as unknown as typeof rows;
  } catch (problem) {
    const line = (problem as CsvError & { lines?: number }).lines ?? 1;
    return { problem: { line, reason: "guillemets mal fermés" } };
  }
  const [header, ...body] = rows;
  if (!header) return { problem: { line: 1, reason: "le fichier est vide" } };
  if (header.record.join() !== BASE_COLUMNS.join())
    return { problem: { line: 1, reason: `l'en-tête doit être ${BASE_COLUMNS.join(",")}` } };

  const figures: BudgetFigure[] = [];
  const seen = new Map<string, number>();
  for (const { record, info } of body) {
    const read = readFigure(record);
    if ("reason" in read) return { problem: { line: info.lines, reason: read.reason } };
    const { year, programme, label, kind, stage } = read;
    const what = JSON.stringify([year, programme, label, kind, stage]);
    const first = seen.get(what);
    if (first) return { problem: { line: info.lines, reason: `répète la ligne ${first}` } };
    seen.set(what, info.lines);
    figures.push(read);
  }
  return { figures };
}

function readFigure(record: readonly string[]): BudgetFigure | { reason: string } {
  if (record.length !== BASE_COLUMNS.length)
    return { reason: `${BASE_COLUMNS.length} colonnes attendues, ${record.length} trouvées` };
  const cell = (column: Column) => record[BASE_COLUMNS.indexOf(column)] ?? "";
  const kind = BUDGET_KINDS.find((known) => known === cell("kind"));
  const stage = BUDGET_STAGES.find((known) => known === cell("stage"));
  const amountCents = exactCents(cell("amount"));
  if (!/^\d{4}$/.test(cell("year"))) return { reason: `année illisible : « ${cell("year")} »` };
  if (cell("programme") === "") return { reason: "programme absent" };
  if (cell("label") === "") return { reason: "libellé absent" };
  if (amountCents === null) return { reason: `montant illisible : « ${cell("amount")} »` };
  if (!kind) return { reason: `nature inconnue : « ${cell("kind")} » (AE ou CP)` };
  if (!stage) return { reason: `stade inconnu : « ${cell("stage")} » (PLF, LFI ou executed)` };
  if (cell("source") === "") return { reason: "source absente" };
  return {
    year: Number(cell("year")),
    programme: cell("programme"),
    label: cell("label"),
    amountCents,
    kind,
    stage,
    source: cell("source"),
  };
}

/** `1140179221.00` as cents; null for anything else: signs, spaces, commas, exponents, more than two decimals or 12 digits. */
function exactCents(text: string): number | null {
  const parts = /^(\d{1,12})(?:\.(\d{1,2}))?$/.exec(text);
  return parts ? Number(parts[1]) * 100 + Number((parts[2] ?? "").padEnd(2, "0")) : null;
}
