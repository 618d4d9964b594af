import { TRPCError } from "@trpc/server";
import { stringify } from "csv-stringify/sync";
import { api } from "#server/context.ts";
import { civilDateOf } from "#server/kernel/dates.ts";
import { centsToDecimal } from "#server/kernel/money.ts";
import { filtersOf, type Search } from "../filters.ts";

/** A cell that a spreadsheet would run as a formula is shown as the text it is. */
const asText = (cell: string) => (/^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell);

/** The ledger with the same filters as the page, as CSV (RFC 4180, UTF-8, amounts in euros with a dot). */
export async function GET(request: Request, { params }: { params: Promise<{ edition: string }> }) {
  const { edition } = await params;
  const search = Object.fromEntries(new URL(request.url).searchParams) as Search;
  const caller = await api();
  const statement = await caller.transparency
    .statement({ edition, ...filtersOf(search) })
    .catch((problem) => {
      if (problem instanceof TRPCError && problem.code === "NOT_FOUND") return null;
      throw problem;
    });
  if (!statement) return new Response("Not found", { status: 404 });
  const rows = statement.lines.map(({ entry, after, envelopeName, initiative }) => ({
    id: entry.id,
    date: civilDateOf(entry.postedAt),
    enveloppe: asText(envelopeName),
    rang: entry.position,
    nature: entry.kind,
    de: entry.fromAccount,
    vers: entry.toAccount,
    montant: centsToDecimal(entry.amountCents),
    libelle: asText(entry.label),
    initiative: initiative?.initiativeNumber ?? "",
    dotation_apres: centsToDecimal(after.endowmentCents),
    disponible_apres: centsToDecimal(after.availableCents),
    engage_apres: centsToDecimal(after.committedCents),
    ordonnance_apres: centsToDecimal(after.orderedCents),
    paye_apres: centsToDecimal(after.paidCents),
  }));
  return new Response(stringify(rows, { header: true, record_delimiter: "windows", bom: true }), {
    headers: {
      "Content-Type": "text/csv; charset=utf-8",
      "Content-Disposition": `attachment; filename="grand-livre-${encodeURIComponent(edition)}.csv"`,
    },
  });
}
