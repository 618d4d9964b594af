import { api } from "#server/context.ts";
import { writeBaseFile } from "#server/fund/base-file.ts";
import { csvAnswer } from "../csv-answer.ts";

/** The base of the year as a file that `quotepart endowment` reads. */
export async function GET(_: Request, { params }: { params: Promise<{ year: string }> }): Promise<Response> {
  const { year } = await params;
  return csvAnswer(`base-${year}.csv`, async () =>
    writeBaseFile(await (await api()).fund.baseFile({ year })),
  );
}
