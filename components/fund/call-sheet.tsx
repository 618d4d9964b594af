import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { formatMean } from "#components/review/mean.ts";
import { Amount } from "#components/ui/amount.tsx";
import { DateText } from "#components/ui/date-text.tsx";
import { Details } from "#components/ui/details.tsx";
import { formatNumber, formatShare } from "#components/ui/format.ts";
import { Receipt } from "#components/ui/receipt.tsx";
import { currentLocale } from "#messages/server.ts";
import type { Calendar, Criterion } from "#server/fund/model.ts";

/** What a call says, opened or about to be. */
export type CallFacts = Calendar & {
  title: string;
  ceilingCents: number;
  maxShareBps: number;
  minMembers: number;
  maxChoices: number;
  minMeanHundredths: number;
  allocationRule: Record<string, unknown>;
  grid: readonly Criterion[];
};

export const MOMENTS = [
  "opensAt",
  "submissionsCloseAt",
  "reviewClosesAt",
  "voteOpensAt",
  "voteClosesAt",
] as const;

/** The calendar, the rules and the jury's grid of a call, as two slips and a fold. `state` is a tag for the first slip, `level` that of their headings. */
export async function CallSheet({
  call,
  state,
  level = 2,
}: {
  call: CallFacts;
  state?: ReactNode;
  level?: 2 | 3;
}) {
  const [t, { lang }] = await Promise.all([getTranslations("fund.call"), currentLocale()]);
  const utility = call.allocationRule.utility === "cardinality" ? "cardinality" : "cost";
  const completion = call.allocationRule.completion === "none" ? "none" : "utilitarian";
  return (
    <div className="grid gap-6">
      <div className="grid gap-6 md:grid-cols-2">
        <Receipt
          level={level}
          title={t("calendar")}
          state={state}
          rows={MOMENTS.map((moment) => ({ label: t(moment), value: <DateText at={call[moment]} /> }))}
        />
        <Receipt
          level={level}
          title={t("rules")}
          rows={[
            { label: t("ceiling"), value: <Amount cents={call.ceilingCents} /> },
            { label: t("maxShare"), value: <bdi>{formatShare(call.maxShareBps, 10_000, lang)}</bdi> },
            { label: t("minMembers"), value: formatNumber(call.minMembers, lang) },
            { label: t("maxChoices"), value: formatNumber(call.maxChoices, lang) },
            {
              label: t("minMean"),
              value: call.minMeanHundredths === 0 ? t("noMinMean") : formatMean(call.minMeanHundredths, lang),
            },
            {
              label: t("decision"),
              value: `${t("equal-shares")} : ${t(`utility.${utility}`)}, ${t(`completion.${completion}`)}`,
            },
          ]}
        />
      </div>
      <Details summary={t("grid")}>
        <p>{t("gridLead")}</p>
        <ol className="mt-4 grid gap-5" lang="fr" dir="ltr">
          {call.grid.map((criterion) => (
            <li key={criterion.key}>
              <p className="font-bold">
                {criterion.label}{" "}
                <span className="font-normal text-slate">({t("points", { count: criterion.weight })})</span>
              </p>
              <ol className="mt-1 grid gap-1">
                {criterion.anchors.map((anchor, mark) => (
                  <li key={anchor} className="grid grid-cols-[1.5rem_1fr]">
                    <span className="amount font-bold">{mark}</span>
                    <span>{anchor}</span>
                  </li>
                ))}
              </ol>
            </li>
          ))}
        </ol>
      </Details>
    </div>
  );
}
