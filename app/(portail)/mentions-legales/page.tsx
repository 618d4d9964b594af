import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { publisher } from "#components/shell/publisher.ts";
import { Page } from "#components/ui/page.tsx";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("legal.notice");
  return { title: t("title") };
}

export default async function LegalNoticePage() {
  const t = await getTranslations("legal");
  const { name, director, address, phone, mail, host } = publisher();
  const rows = { publisher: name, director, address, phone, mail, host };
  return (
    <Page width="text">
      <h1>{t("notice.title")}</h1>
      <p className="lead mt-4 mb-8">{t("notice.intro")}</p>
      <dl className="summary">
        {Object.entries(rows).map(([row, value]) => (
          <div key={row}>
            <dt>{t(`notice.${row}`)}</dt>
            <dd>{value ? <bdi>{value}</bdi> : <span className="text-slate">{t("missing")}</span>}</dd>
          </div>
        ))}
      </dl>
      <h2 className="mt-10 mb-3">{t("notice.reuse")}</h2>
      <p>{t("notice.reuseText")}</p>
    </Page>
  );
}
