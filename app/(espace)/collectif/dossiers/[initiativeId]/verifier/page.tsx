import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { AnswerText } from "#components/initiatives/answer-text.tsx";
import { BudgetTables } from "#components/initiatives/budget-tables.tsx";
import { MissingPoints } from "#components/initiatives/missing-points.tsx";
import { Form } from "#components/ui/form.tsx";
import { BackLink, ButtonLink, Link } from "#components/ui/link.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { Page } from "#components/ui/page.tsx";
import { SubmitButton } from "#components/ui/submit-button.tsx";
import { SummaryList } from "#components/ui/summary-list.tsx";
import { GROUPS, isEmptyAnswer, QUESTIONS } from "#server/initiatives/model.ts";
import { sendFile } from "../actions.ts";
import { type FileProps, fileHref, loadFile, stepHref, taskHref } from "../load.ts";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("initiatives.check");
  return { title: t("title") };
}

export default async function CheckPage({ params }: FileProps) {
  const [t, view] = await Promise.all([
    getTranslations("initiatives"),
    loadFile((await params).initiativeId),
  ]);
  const { file, answers, members, lines, totals, problems, isWritable } = view;
  const changeHref = (step: string) =>
    isWritable ? `${stepHref(file.id, step)}?retour=verifier` : undefined;
  const form = "envoi";
  const budget = (
    <section key="budget" aria-labelledby="budget" className="space-y-4">
      <h2 id="budget">{t("groups.budget")}</h2>
      <BudgetTables lines={lines} totals={totals} />
      {isWritable && (
        <p>
          <Link href={fileHref(file.id, "/budget")} className="font-semibold">
            {t("common.modify")} <span className="sr-only">: {t("groups.budget")}</span>
          </Link>
        </p>
      )}
    </section>
  );
  return (
    <Page>
      <BackLink href={fileHref(file.id)}>{t("common.backToFile")}</BackLink>
      <div className="space-y-10">
        <h1>{isWritable ? t("check.title") : t("file.content")}</h1>
        {isWritable && (
          <MissingPoints problems={problems} form={form} hrefOf={(key) => taskHref(file, { key })} />
        )}
        {GROUPS.map((group) =>
          group === "budget" ? (
            budget
          ) : (
            <section key={group} aria-labelledby={group} className="max-w-text space-y-2">
              <h2 id={group}>{t(`groups.${group}`)}</h2>
              <SummaryList
                rows={[
                  ...(group === "us"
                    ? [
                        {
                          label: t("check.members"),
                          value: (
                            <ul>
                              {members.map(({ personId, name, role }) => (
                                <li key={personId}>
                                  <bdi>{name}</bdi> · {t(`roles.${role}`)}
                                </li>
                              ))}
                            </ul>
                          ),
                        },
                      ]
                    : []),
                  ...QUESTIONS.filter((question) => question.group === group).map(({ key }) => ({
                    label: t(`questions.${key}.short`),
                    value: isEmptyAnswer(answers[key]?.value) ? null : (
                      <AnswerText question={key} value={answers[key]?.value} />
                    ),
                    changeHref: changeHref(key),
                  })),
                ]}
              />
            </section>
          ),
        )}
        {file.state === "draft" && (
          <Form action={sendFile.bind(null, file.id)} id={form}>
            {problems.length === 0 && <Notice kind="success">{t("check.ready")}</Notice>}
            <SubmitButton>{t("check.submit")}</SubmitButton>
          </Form>
        )}
        {file.state === "to_complete" && (
          <ButtonLink href={fileHref(file.id, "/reponses")}>{t("file.answerDoubts")}</ButtonLink>
        )}
      </div>
    </Page>
  );
}
