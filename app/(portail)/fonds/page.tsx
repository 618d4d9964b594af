import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { FundSheet } from "#components/fund/fund-sheet.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { Page } from "#components/ui/page.tsx";
import { api } from "#server/context.ts";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("fund.sheet");
  const overview = await (await api()).fund.current();
  return { title: overview ? t("title", { year: String(overview.edition.year) }) : t("titleNone") };
}

export default async function FundPage() {
  const [t, caller] = await Promise.all([getTranslations("fund.sheet"), api()]);
  const [overview, editions] = await Promise.all([caller.fund.current(), caller.fund.editions()]);
  return (
    <Page>
      {overview ? (
        <FundSheet overview={overview} editions={editions} />
      ) : (
        <>
          <h1>{t("titleNone")}</h1>
          <div className="mt-6">
            <Notice>{t("empty")}</Notice>
          </div>
        </>
      )}
    </Page>
  );
}
