import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { DateText } from "#components/ui/date-text.tsx";
import { Link } from "#components/ui/link.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { Page } from "#components/ui/page.tsx";

/** No independent audit has been made: the law then wants «non conforme», here and in the foot of every page. */
const STATED_ON = "2026-11-23";
const DONE = ["keyboard", "screen", "zoom", "colour"] as const;
const NOT_DONE = ["audit", "users", "falc"] as const;

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("legal.accessibility");
  return { title: t("title") };
}

export default async function AccessibilityPage() {
  const t = await getTranslations("legal.accessibility");
  const footer = await getTranslations("common.footer");
  return (
    <Page width="text">
      <h1 className="mb-6">{t("title")}</h1>
      <Notice kind="warning" title={t("state")}>
        {t("stateText")}
      </Notice>
      <div className="prose mt-10">
        <h2>{t("done")}</h2>
        <ul>
          {DONE.map((item) => (
            <li key={item}>{t(`doneItems.${item}`)}</li>
          ))}
        </ul>
        <h2>{t("notDone")}</h2>
        <ul>
          {NOT_DONE.map((item) => (
            <li key={item}>{t(`notDoneItems.${item}`)}</li>
          ))}
        </ul>
        <h2>{t("help")}</h2>
        <p>{t("helpText")}</p>
        <p>
          <Link href="/contact">{footer("contact")}</Link>
        </p>
        <h2>{t("recourse")}</h2>
        <p>{t("recourseText")}</p>
        <p>{t("recourseAddress")}</p>
        <p>
          <a href="https://formulaire.defenseurdesdroits.fr/" rel="external">
            {t("recourseLink")}
          </a>
        </p>
        <p className="text-slate">
          {t("dated")} <DateText date={STATED_ON} />
        </p>
      </div>
    </Page>
  );
}
