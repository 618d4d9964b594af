import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { Equation } from "#components/ledger/equation.tsx";
import { ButtonLink, Link } from "#components/ui/link.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { Page } from "#components/ui/page.tsx";
import { api } from "#server/context.ts";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("ledger.index");
  return { title: t("title") };
}

/** The accounts of every edition at a glance, and the ways to check them. */
export default async function AccountsIndexPage() {
  const [t, caller] = await Promise.all([getTranslations("ledger"), api()]);
  const editions = (await caller.transparency.editions()).filter(({ balance }) => balance.endowmentCents > 0);
  return (
    <Page>
      <h1>{t("index.title")}</h1>
      <p className="lead mt-4">{t("index.lead")}</p>
      <div className="mt-8 grid gap-10 lg:grid-cols-[2fr_1fr]">
        <div className="grid content-start gap-8">
          {editions.length === 0 && <Notice>{t("index.empty")}</Notice>}
          {editions.map(({ slug, name, balance }) => (
            <section key={slug} className="grid gap-5">
              <Equation balance={balance} title={name} />
              <p className="actions">
                <ButtonLink href={`/comptes/${slug}`} icon="receipt">
                  {t("index.open")}
                </ButtonLink>
              </p>
            </section>
          ))}
        </div>
        <section aria-labelledby="more" className="prose">
          <h2 id="more" className="text-h3">
            {t("index.more")}
          </h2>
          <ul>
            <li>
              <Link href="/journal">{t("index.journal")}</Link>
            </li>
            <li>
              <Link href="/regles">{t("index.rulebook")}</Link>
            </li>
          </ul>
        </section>
      </div>
    </Page>
  );
}
