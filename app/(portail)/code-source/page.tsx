import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { publisher } from "#components/shell/publisher.ts";
import { Page } from "#components/ui/page.tsx";
import manifest from "../../../package.json";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("legal.source");
  return { title: t("title") };
}

export default async function SourceCodePage() {
  const t = await getTranslations("legal.source");
  const { sourceUrl } = publisher();
  return (
    <Page width="text">
      <h1>{t("title")}</h1>
      <p className="lead mt-4">{t("intro")}</p>
      <div className="prose mt-6">
        <p>{t("right")}</p>
        <h2>{t("where")}</h2>
        <p>{sourceUrl ? <a href={sourceUrl}>{sourceUrl}</a> : t("whereMissing")}</p>
        <h2>{t("version")}</h2>
        <p>
          <bdi className="amount">{manifest.version}</bdi>
        </p>
        <h2>{t("bundled")}</h2>
        <p>{t("bundledText")}</p>
      </div>
    </Page>
  );
}
