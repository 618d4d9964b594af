import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ruleSentence } from "#components/transparency/rule-text.ts";
import { Link } from "#components/ui/link.tsx";
import { Page } from "#components/ui/page.tsx";
import { Table } from "#components/ui/table.tsx";
import { rulebook } from "#server/transparency/rulebook.ts";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("transparency.rules");
  return { title: t("title") };
}

/** The whole rulebook, chapter by chapter; each rule leads to its page. */
export default async function RulebookPage() {
  const [t, sentenceOf] = await Promise.all([getTranslations("transparency"), ruleSentence()]);
  const chapters = rulebook();
  const total = chapters.reduce((sum, { rules }) => sum + rules.length, 0);
  return (
    <Page>
      <h1>{t("rules.title")}</h1>
      <p className="lead mt-4">{t("rules.lead")}</p>
      <p className="mt-3">{t("rules.count", { count: total })}</p>
      <nav aria-label={t("rules.chapters")} className="no-print mt-6">
        <ol className="flex flex-wrap gap-x-5 gap-y-2">
          {chapters.map(({ key }) => (
            <li key={key}>
              <a href={`#${key}`} className="inline-block py-1">
                {t(`chapters.${key}` as never)}
              </a>
            </li>
          ))}
        </ol>
      </nav>
      {chapters.map(({ key, rules }) => (
        <section key={key} id={key} className="mt-12">
          <h2>{t(`chapters.${key}` as never)}</h2>
          <div className="mt-4">
            <Table
              captionHidden
              caption={t(`chapters.${key}` as never)}
              columns={[
                { key: "id", head: t("rules.id"), rowHead: true },
                { key: "sentence", head: t("rules.sentence") },
              ]}
              rows={rules.map((rule) => ({
                key: rule.id,
                cells: {
                  id: (
                    <Link href={`/regles/${rule.id}`} className="whitespace-nowrap font-figure font-bold">
                      <bdi>{rule.id}</bdi>
                    </Link>
                  ),
                  sentence: sentenceOf(rule),
                },
              }))}
            />
          </div>
        </section>
      ))}
    </Page>
  );
}
