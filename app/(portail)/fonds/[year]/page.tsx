import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { FundSheet } from "#components/fund/fund-sheet.tsx";
import { Page } from "#components/ui/page.tsx";
import { api } from "#server/context.ts";
import { orNotFound } from "#server/page.ts";

type Params = { params: Promise<{ year: string }> };

export async function generateMetadata({ params }: Params): Promise<Metadata> {
  const [t, { year }] = await Promise.all([getTranslations("fund.sheet"), params]);
  return { title: t("titleYear", { year }) };
}

export default async function FundYearPage({ params }: Params) {
  const [{ year }, caller] = await Promise.all([params, api()]);
  const overview = await orNotFound(caller.fund.byYear({ year }));
  return (
    <Page>
      <FundSheet overview={overview} editions={await caller.fund.editions()} />
    </Page>
  );
}
