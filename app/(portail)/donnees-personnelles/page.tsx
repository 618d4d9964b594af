import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { publisher } from "#components/shell/publisher.ts";
import { Page } from "#components/ui/page.tsx";

const KEPT = ["visit", "account", "file", "vote"] as const;
const CHAPTERS = ["why", "who", "cookie", "rights"] as const;

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("legal.data");
  return { title: t("title") };
}

export default async function PersonalDataPage() {
  const t = await getTranslations("legal");
  const officer = publisher().dataOfficerMail ?? publisher().mail;
  return (
    <Page width="text">
      <h1>{t("data.title")}</h1>
      <p className="lead mt-4">{t("data.intro")}</p>
      <div className="prose mt-10">
        <h2>{t("data.what")}</h2>
        <ul>
          {KEPT.map((item) => (
            <li key={item}>{t(`data.whatItems.${item}`)}</li>
          ))}
        </ul>
        {CHAPTERS.map((chapter) => (
          <section key={chapter}>
            <h2 className="mt-10 mb-3">{t(`data.${chapter}`)}</h2>
            <p>{t(`data.${chapter}Text`)}</p>
          </section>
        ))}
        <h2>{t("data.contact")}</h2>
        <p>{officer ? <a href={`mailto:${officer}`}>{officer}</a> : t("missing")}</p>
        <p>
          {t("data.complaint")}{" "}
          <a href="https://www.cnil.fr/fr/plaintes" rel="external">
            {t("data.complaintLink")}
          </a>
        </p>
      </div>
    </Page>
  );
}
