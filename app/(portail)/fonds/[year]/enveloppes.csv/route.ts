import { api } from "#server/context.ts";
import { writeEnvelopeFile } from "#server/fund/envelope-file.ts";
import { csvAnswer } from "../csv-answer.ts";

/** The envelopes in force for the year, with the ledger's figures, as a file. */
export async function GET(_: Request, { params }: { params: Promise<{ year: string }> }): Promise<Response> {
  const { year } = await params;
  return csvAnswer(`enveloppes-${year}.csv`, async () =>
    writeEnvelopeFile((await (await api()).fund.byYear({ year })).envelopes),
  );
}
