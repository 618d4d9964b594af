import { getTranslations } from "next-intl/server";
import { formatInstant } from "#components/ui/format.ts";
import { Notice } from "#components/ui/notice.tsx";
import { currentLocale } from "#messages/server.ts";
import type { Whereabouts } from "#server/initiatives/rules.ts";

/** «Où en est mon dossier ?» in one line: where, who, until when. */
export async function WhereLine({ where }: { where: Whereabouts }) {
  const [t, { lang }] = await Promise.all([getTranslations("initiatives.where"), currentLocale()]);
  const until = where.untilAt === null ? t("noDate") : formatInstant(where.untilAt, lang);
  return <>{t(where.state, { until })}</>;
}

/** The same, as the label that opens the page of a file. */
export async function Where({ where }: { where: Whereabouts }) {
  const t = await getTranslations("initiatives.where");
  return (
    <Notice kind={where.state === "to_complete" ? "warning" : "info"} title={t("title")}>
      <p>
        <WhereLine where={where} />
      </p>
    </Notice>
  );
}
