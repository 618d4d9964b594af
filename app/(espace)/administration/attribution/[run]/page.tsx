import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { BackLink } from "#components/ui/link.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { Page } from "#components/ui/page.tsx";
import { SummaryList } from "#components/ui/summary-list.tsx";
import { api } from "#server/context.ts";
import { orNotFound } from "#server/page.ts";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("allocation.admin");
  return { title: t("recomputeTitle") };
}

/** The calculation made again, here and now, on what was stored: two fingerprints to compare. */
export default async function RecomputePage({ params }: { params: Promise<{ run: string }> }) {
  const [t, { run }, caller] = await Promise.all([getTranslations("allocation.admin"), params, api()]);
  const found = await orNotFound(caller.allocation.recompute({ runId: run }));
  return (
    <Page width="text" area="administration">
      <BackLink href="/administration/attribution">{t("back")}</BackLink>
      <h1>{t("recomputeTitle")}</h1>
      <p className="lead mt-4 mb-6">{t("recomputeLead")}</p>
      <Notice kind={found.isSame ? "success" : "error"} title={t(found.isSame ? "equal" : "notEqual")} live />
      <div className="mt-6">
        <SummaryList
          rows={[
            { label: t("inputs"), value: <code>{found.inputHash}</code> },
            { label: t("stored"), value: <code>{found.resultHash}</code> },
            { label: t("found"), value: <code>{found.recomputedHash}</code> },
          ]}
        />
      </div>
    </Page>
  );
}
