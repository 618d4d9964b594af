import { getTranslations } from "next-intl/server";
import { DateText } from "#components/ui/date-text.tsx";
import type { Api } from "#server/context.ts";

type Poll = NonNullable<Awaited<ReturnType<Api["voting"]["current"]>>["poll"]>;

/** Why nobody can vote at this moment, and when one can or could. */
export async function VoteClosed({ poll, level = 2 }: { poll: Poll; level?: 1 | 2 }) {
  const t = await getTranslations("voting.home");
  const Heading = `h${level}` as const;
  const isBefore = poll.state === "before";
  return (
    <>
      <Heading>{t(isBefore ? "beforeTitle" : "afterTitle")}</Heading>
      <p className="mt-4">
        {isBefore ? t("from") : t("until")} <DateText at={isBefore ? poll.opensAt : poll.closesAt} />.{" "}
        {t(isBefore ? "beforeText" : "afterText")}
      </p>
      {poll.result && (
        <p className="mt-4">{t("countedText", { counted: poll.result.counted, blank: poll.result.blank })}</p>
      )}
    </>
  );
}
