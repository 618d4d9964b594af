import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ButtonLink, Link } from "#components/ui/link.tsx";
import { Page } from "#components/ui/page.tsx";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("outage.notFound");
  return { title: t("title") };
}

export default async function NotFoundPage() {
  const t = await getTranslations("outage.notFound");
  return (
    <Page width="text">
      <h1>{t("title")}</h1>
      <p className="lead mt-4 mb-8">{t("text")}</p>
      <div className="actions">
        <ButtonLink href="/">{t("way")}</ButtonLink>
        <Link href="/initiatives">{t("other")}</Link>
      </div>
    </Page>
  );
}
