import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { AnswerText } from "#components/initiatives/answer-text.tsx";
import { BudgetTables } from "#components/initiatives/budget-tables.tsx";
import { ArticleCited, Exchanges } from "#components/initiatives/exchanges.tsx";
import { StateTag } from "#components/initiatives/state-tag.tsx";
import { Amount } from "#components/ui/amount.tsx";
import { DateText } from "#components/ui/date-text.tsx";
import { formatInstant } from "#components/ui/format.ts";
import { BackLink, ButtonLink } from "#components/ui/link.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { Page } from "#components/ui/page.tsx";
import { Receipt } from "#components/ui/receipt.tsx";
import { SummaryList } from "#components/ui/summary-list.tsx";
import { Tag } from "#components/ui/tag.tsx";
import { currentLocale } from "#messages/server.ts";
import { DAY_MS, isEmptyAnswer, QUESTIONS, REVIEWED_STATES } from "#server/initiatives/model.ts";
import { loadSentFile, type SentFileProps } from "./load.ts";

export async function generateMetadata({ params }: SentFileProps): Promise<Metadata> {
  const { file } = await loadSentFile((await params).initiativeId);
  return { title: `${file.title} (${file.number})` };
}

export default async function SentFilePage({ params }: SentFileProps) {
  const [t, view, { lang }] = await Promise.all([
    getTranslations("initiatives"),
    loadSentFile((await params).initiativeId),
    currentLocale(),
  ]);
  const { file, acts, answers, decision, doubts, lines, members, totals } = view;
  const isUnderReview = REVIEWED_STATES.includes(file.state);
  // INS-3: no refusal while the collective may still answer.
  const isTheirTurn = view.answerDueAt !== null && view.now <= view.answerDueAt;
  const isSuspended = file.state === "to_complete";
  return (
    <Page area="administration">
      <BackLink href="/instruction">{t("instruction.title")}</BackLink>
      <div className="space-y-12">
        <div className="grid gap-10 lg:grid-cols-2 lg:items-start">
          <Receipt
            level={1}
            number={<bdi dir="ltr">{file.receiptNumber ?? file.number}</bdi>}
            title={<bdi>{file.title}</bdi>}
            state={<StateTag state={file.state} />}
            rows={[
              { label: t("common.collective"), value: <bdi>{file.collectiveName}</bdi> },
              { label: t("common.territory"), value: file.territoryName },
              ...(view.lastSentAt === null
                ? []
                : [{ label: t("common.sentOn"), value: <DateText at={view.lastSentAt} /> }]),
              ...(isUnderReview && !isSuspended
                ? [{ label: t("instruction.due"), value: <DateText at={view.dueAt} /> }]
                : []),
              {
                label: t("common.requested"),
                value: <Amount cents={file.requestedCents} exact />,
                total: true,
              },
            ]}
          />
          <section aria-labelledby="acts" className="space-y-4">
            <h2 id="acts">{isUnderReview ? t("instruction.acts") : t("file.decision")}</h2>
            {isUnderReview && (
              <p className="flex flex-wrap gap-2">
                <Tag tone={isSuspended ? "waiting" : "progress"}>
                  {isSuspended ? t("instruction.suspended") : t("instruction.running")}
                </Tag>
                {view.isLate && <Tag tone="attention">{t("instruction.late")}</Tag>}
              </p>
            )}
            {isSuspended && view.answerDueAt !== null && (
              <p>{t("instruction.waiting", { until: formatInstant(view.answerDueAt, lang) })}</p>
            )}
            {doubts.length > 0 && (
              <p className="text-slate">
                {t("instruction.suspendedDays", { days: Math.floor(view.suspendedMs / DAY_MS) })}
              </p>
            )}
            {view.isOwn && isUnderReview && <Notice kind="warning">{t("instruction.isOwn")}</Notice>}
            {isUnderReview && !view.isOwn && (
              <div className="actions">
                {acts.includes("admit") && (
                  <ButtonLink href={`/instruction/${file.id}/admettre`}>{t("instruction.admit")}</ButtonLink>
                )}
                {acts.includes("ask") && (
                  <ButtonLink href={`/instruction/${file.id}/demander`} kind="second">
                    {t("instruction.ask")}
                  </ButtonLink>
                )}
                {acts.includes("refuse") && !isTheirTurn && (
                  <ButtonLink href={`/instruction/${file.id}/refuser`} kind="quiet">
                    {t("instruction.refuse")}
                  </ButtonLink>
                )}
              </div>
            )}
            {decision && (
              <Notice kind={decision.outcome === "admissible" ? "success" : "warning"}>
                <p>
                  {t(`states.${decision.outcome}`)}, <DateText at={decision.decidedAt} />
                </p>
                {decision.article && (
                  <>
                    <p className="mt-2">
                      <ArticleCited article={decision.article} />
                    </p>
                    <p dir="auto" className="mt-2 whitespace-pre-line">
                      {decision.reason}
                    </p>
                  </>
                )}
              </Notice>
            )}
          </section>
        </div>
        <section aria-labelledby="answers" className="max-w-text space-y-3">
          <h2 id="answers">{t("instruction.answers")}</h2>
          <SummaryList
            rows={QUESTIONS.map(({ key }) => ({
              label: t(`questions.${key}.short`),
              value: isEmptyAnswer(answers[key]?.value) ? null : (
                <AnswerText question={key} value={answers[key]?.value} />
              ),
            }))}
          />
        </section>
        <section aria-labelledby="budget" className="space-y-4">
          <h2 id="budget">{t("instruction.budget")}</h2>
          <BudgetTables lines={lines} totals={totals} />
        </section>
        <section aria-labelledby="members" className="space-y-3">
          <h2 id="members">{t("instruction.members")}</h2>
          <ul>
            {members.map(({ personId, name, role }) => (
              <li key={personId}>
                <bdi>{name}</bdi> · {t(`roles.${role}`)}
              </li>
            ))}
          </ul>
        </section>
        <section aria-labelledby="exchanges" className="max-w-text space-y-4">
          <h2 id="exchanges">{t("instruction.exchanges")}</h2>
          <Exchanges doubts={doubts} />
        </section>
      </div>
    </Page>
  );
}
