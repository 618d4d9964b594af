import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { Link } from "#components/ui/link.tsx";
import { Page } from "#components/ui/page.tsx";
import { Tag } from "#components/ui/tag.tsx";
import { api } from "#server/context.ts";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("allocation.results");
  return { title: t("listTitle") };
}

export default async function ResultsListPage() {
  const t = await getTranslations("allocation.results");
  const editions = await (await api()).allocation.editions();
  return (
    <Page width="text">
      <h1>{t("listTitle")}</h1>
      <p className="lead mt-4">{t("listLead")}</p>
      {editions.length === 0 ? (
        <>
          <p className="mt-8">{t("none")}</p>
          <p className="mt-4">
            <Link href="/initiatives">{t("noneLink")}</Link>
          </p>
        </>
      ) : (
        <ul className="mt-8 border-y-2 border-ink">
          {editions.map(({ slug, name, origin }) => (
            <li
              key={slug}
              className="flex flex-wrap items-center justify-between gap-2 border-b border-dashed border-line-strong py-3 last:border-b-0"
            >
              <Link href={`/resultats/${slug}`} className="font-bold" dir="auto">
                {name}
              </Link>
              {origin === "imported" && <Tag tone="info">{t("importedTag")}</Tag>}
            </li>
          ))}
        </ul>
      )}
    </Page>
  );
}
