import type { Metadata } from "next";
import { headers } from "next/headers";
import { getTranslations } from "next-intl/server";
import { cache } from "react";
import { whyHref } from "#components/allocation/rows.ts";
import { AnswerText } from "#components/initiatives/answer-text.tsx";
import { BudgetTables } from "#components/initiatives/budget-tables.tsx";
import { ArticleCited } from "#components/initiatives/exchanges.tsx";
import { Parcours, type Step } from "#components/initiatives/parcours.tsx";
import { StateTag } from "#components/initiatives/state-tag.tsx";
import { formatMean } from "#components/review/mean.ts";
import { Amount } from "#components/ui/amount.tsx";
import { formatInstant } from "#components/ui/format.ts";
import { BackLink, Link } from "#components/ui/link.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { Page } from "#components/ui/page.tsx";
import { Receipt } from "#components/ui/receipt.tsx";
import { SummaryList } from "#components/ui/summary-list.tsx";
import { withLocale } from "#messages/locales.ts";
import { currentLocale } from "#messages/server.ts";
import { api } from "#server/context.ts";
import { orNotFound } from "#server/page.ts";
import { laterSteps } from "./later-steps.ts";

type Props = { params: Promise<{ number: string }> };

const load = cache(async (number: string) => orNotFound((await api()).initiatives.publicPage({ number })));

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { initiative, answers } = await load((await params).number);
  return {
    title: initiative.title,
    description: [answers.summary ?? ""].flat().join(" ").slice(0, 200) || undefined,
  };
}

export default async function InitiativePage({ params }: Props) {
  const [t, view, locale, incoming] = await Promise.all([
    getTranslations("initiatives"),
    load((await params).number),
    currentLocale(),
    headers(),
  ]);
  const { initiative, answers, lines, totals, decision, where, edition } = view;
  // A file withdrawn after it was admitted has no way on.
  const later =
    initiative.state === "withdrawn"
      ? null
      : await (await api()).transparency.initiativeSteps({ number: initiative.number });
  const scheme = incoming.get("x-forwarded-proto") === "https" ? "https" : "http";
  const address = `${scheme}://${incoming.get("host") ?? "localhost"}${withLocale(locale, `/initiatives/${initiative.number}`)}`;
  const steps: Step[] = [
    ...view.steps.map(({ key, at }) => ({ key, at, label: t(`steps.${key}`) })),
    ...(later ? await laterSteps(initiative.state, later) : []),
  ];
  const until = where.untilAt === null ? t("where.noDate") : formatInstant(where.untilAt, locale.lang);
  return (
    <Page>
      <BackLink href="/initiatives">{t("list.title")}</BackLink>
      <div className="grid gap-10 lg:grid-cols-[minmax(0,2fr)_minmax(18rem,1fr)] lg:items-start">
        <div className="min-w-0 space-y-10">
          <Receipt
            level={1}
            number={t("public.number", { number: initiative.number })}
            title={<bdi>{initiative.title}</bdi>}
            state={<StateTag state={initiative.state} />}
            rows={[
              ...(initiative.collectiveName
                ? [{ label: t("common.collective"), value: <bdi>{initiative.collectiveName}</bdi> }]
                : []),
              ...(initiative.territoryName
                ? [
                    {
                      label: t("common.territory"),
                      value: (
                        <Link href={`/territoires/${initiative.territorySlug}`}>
                          {initiative.territoryName}
                        </Link>
                      ),
                    },
                  ]
                : []),
              { label: t("public.edition"), value: edition.name },
              {
                label: t("common.requested"),
                value: <Amount cents={initiative.requestedCents} exact />,
                total: !later?.award,
              },
              ...(later?.award
                ? [
                    { label: t("public.granted"), value: <Amount cents={later.award.amountCents} exact /> },
                    { label: t("public.paid"), value: <Amount cents={later.paidCents} exact />, total: true },
                  ]
                : []),
            ]}
            qr={{ text: address, label: t("public.permalink") }}
          >
            {t.has(`publicWhere.${where.state}` as "publicWhere.in_vote") && (
              <p>{t(`publicWhere.${where.state}` as "publicWhere.in_vote", { until })}</p>
            )}
            <p className="only-print text-small text-slate mt-1 break-all">
              {t("public.permalink")} : <bdi>{address}</bdi>
            </p>
          </Receipt>
          {decision?.outcome === "inadmissible" && decision.article && (
            <Notice kind="warning" title={t("public.decision")}>
              <p>
                <ArticleCited article={decision.article} />
              </p>
              <p dir="auto" className="mt-2 whitespace-pre-line">
                {decision.reason}
              </p>
            </Notice>
          )}
          {later?.leftOut && (
            <LeftOutOfVote number={initiative.number} minMeanHundredths={later.leftOut.minMeanHundredths} />
          )}
          {later?.decidedAt && !later.leftOut && (
            <p>
              <Link href={whyHref(edition.slug, initiative.number)}>{t("public.results")}</Link>
            </p>
          )}
          {answers.summary && (
            <section aria-labelledby="clear" className="max-w-text space-y-3">
              <h2 id="clear">{t("public.inClear")}</h2>
              <div className="text-lead">
                <AnswerText question="summary" value={answers.summary} />
              </div>
            </section>
          )}
          {(answers.audience || answers.period || answers.place) && (
            <section aria-labelledby="practical" className="max-w-text space-y-3">
              <h2 id="practical">{t("public.practical")}</h2>
              <SummaryList
                rows={(["audience", "period", "place"] as const).map((question) => ({
                  label: t(`questions.${question}.short`),
                  value: answers[question] ? (
                    <AnswerText question={question} value={answers[question]} />
                  ) : null,
                }))}
              />
            </section>
          )}
          {answers.presentation && (
            <section aria-labelledby="who" className="max-w-text space-y-3">
              <h2 id="who">{t("public.who")}</h2>
              <AnswerText question="presentation" value={answers.presentation} />
            </section>
          )}
        </div>
        {steps.length > 0 && (
          <aside>
            <Parcours steps={steps} />
          </aside>
        )}
      </div>
      <section aria-labelledby="budget" className="mt-12 space-y-4">
        <h2 id="budget">{t("public.budget")}</h2>
        {lines.length === 0 ? (
          <p className="text-slate">{t("public.noBudget")}</p>
        ) : (
          <BudgetTables lines={lines} totals={totals} />
        )}
      </section>
    </Page>
  );
}

/** Why an admissible file did not go to the vote: the jury's mark and what the call asked. */
async function LeftOutOfVote({ number, minMeanHundredths }: { number: string; minMeanHundredths: number }) {
  const [t, { lang }, caller] = await Promise.all([
    getTranslations("voting.leftOut"),
    currentLocale(),
    api(),
  ]);
  const mean = (await caller.review.ofInitiative({ number }))?.meanHundredths ?? null;
  return (
    <Notice title={t("title")}>
      {t("mean", { mean: mean === null ? "none" : formatMean(mean, lang) })}{" "}
      {t("asked", { min: formatMean(minMeanHundredths, lang) })}
    </Notice>
  );
}
