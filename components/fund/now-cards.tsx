import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { formatDay } from "#components/ui/format.ts";
import { ButtonLink, Link } from "#components/ui/link.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { Tag, type Tone } from "#components/ui/tag.tsx";
import { currentLocale } from "#messages/server.ts";
import type { Phase } from "#server/fund/model.ts";
import { civilDateOf } from "#server/kernel/dates.ts";
import type { Overview } from "./overview.ts";

const TONES: Record<Phase, Tone> = {
  before: "waiting",
  submissions: "progress",
  review: "jury",
  before_vote: "waiting",
  vote: "progress",
  closed: "done",
};

const DAY_MS = 86_400_000;

/** What can be done in the fund today: the running phase first, then its calendar and the latest decisions. */
export async function NowCards({ overview }: { overview: Overview | null }) {
  const [t, fund, { lang }] = await Promise.all([
    getTranslations("portal.now"),
    getTranslations("fund.call"),
    currentLocale(),
  ]);
  if (!overview?.call) return <Notice>{t("empty")}</Notice>;
  const { call, edition, now } = overview;
  const { phase } = call;
  const until = call.phaseEndsAt ?? call.voteClosesAt;
  const date = formatDay(civilDateOf(until), lang);
  const days = Math.max(0, Math.floor((until - now) / DAY_MS));
  const href = {
    before: "/fonds#appel",
    submissions: "/deposer",
    review: "/initiatives",
    before_vote: "/initiatives",
    vote: "/voter",
    closed: `/resultats/${edition.slug}`,
  }[phase];
  return (
    <ul className="grid gap-6 md:grid-cols-3">
      <Card tag={<Tag tone={TONES[phase]}>{t(`state.${phase}`)}</Tag>} title={t(`${phase}.title`)}>
        <p>{t(`${phase}.text`, { date, days })}</p>
        <p className="mt-4">
          <ButtonLink href={href} kind={phase === "vote" ? "vote" : "main"}>
            {t(`${phase}.link`)}
          </ButtonLink>
        </p>
      </Card>
      <Card tag={<Tag tone="info">{t("calendar.state")}</Tag>} title={t("calendar.title")}>
        <dl className="grid gap-1.5">
          {(["submissionsCloseAt", "voteOpensAt", "voteClosesAt"] as const).map((moment) => (
            <div key={moment}>
              <dt className="text-slate">{fund(moment)}</dt>
              <dd>{formatDay(civilDateOf(call[moment]), lang)}</dd>
            </div>
          ))}
        </dl>
        <p className="mt-4">
          <Link href="/fonds#appel">{t("calendar.link")}</Link>
        </p>
      </Card>
      <Card tag={<Tag>{t("journal.state")}</Tag>} title={t("journal.title")}>
        <p>{t("journal.text")}</p>
        <p className="mt-4">
          <Link href="/journal">{t("journal.link")}</Link>
        </p>
      </Card>
    </ul>
  );
}

function Card({ tag, title, children }: { tag: ReactNode; title: string; children: ReactNode }) {
  return (
    <li className="rounded-card border-2 border-ink bg-surface p-5">
      {tag}
      <h3 className="mt-3 mb-2">{title}</h3>
      {children}
    </li>
  );
}
