import { getTranslations } from "next-intl/server";
import { formatInstant, formatTime } from "#components/ui/format.ts";
import { currentLocale } from "#messages/server.ts";
import { civilDateOf } from "#server/kernel/dates.ts";

/** «Enregistré à 14 h 32 · pas encore envoyé»: what is kept, and that nobody reads it yet. */
export async function SavedLine({
  savedAt,
  sent,
  now,
}: {
  savedAt: number | null;
  sent: boolean;
  now: number;
}) {
  const [t, { lang }] = await Promise.all([getTranslations("initiatives.common"), currentLocale()]);
  const isToday = savedAt !== null && civilDateOf(savedAt) === civilDateOf(now);
  return (
    <p role="status" className="text-slate">
      {savedAt === null
        ? t("notSaved")
        : t(isToday ? "savedAt" : "savedOn", {
            time: isToday ? formatTime(savedAt, lang) : formatInstant(savedAt, lang),
            isSent: sent ? "yes" : "no",
          })}
    </p>
  );
}
