import type { Metadata } from "next";
import { notFound, redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { SavedLine } from "#components/initiatives/saved-line.tsx";
import { SeenVersion, TheirVersion } from "#components/initiatives/versions.tsx";
import { Checkbox, Checkboxes, TextArea, TextField } from "#components/ui/fields.tsx";
import { Form } from "#components/ui/form.tsx";
import { formatInstant } from "#components/ui/format.ts";
import { BackLink } from "#components/ui/link.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { Page } from "#components/ui/page.tsx";
import { SubmitButton } from "#components/ui/submit-button.tsx";
import { currentLocale, localePath } from "#messages/server.ts";
import { COMMITMENT_VERSION, findQuestion } from "#server/initiatives/model.ts";
import { saveAnswer } from "../../actions.ts";
import { fileHref, JOURNEY, loadFile, previousHref } from "../../load.ts";

type Props = {
  params: Promise<{ initiativeId: string; question: string }>;
  searchParams: Promise<{ retour?: string }>;
};

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const [t, { question }] = await Promise.all([getTranslations("initiatives.questions"), params]);
  const found = findQuestion(question);
  return { title: found ? t(`${found.key}.label`) : undefined };
}

export default async function QuestionPage({ params, searchParams }: Props) {
  const [t, { initiativeId, question: key }, { retour }, { lang }] = await Promise.all([
    getTranslations("initiatives"),
    params,
    searchParams,
    currentLocale(),
  ]);
  const question = findQuestion(key);
  if (!question) notFound();
  const view = await loadFile(initiativeId);
  const { file, answers, members } = view;
  if (!view.isWritable) redirect(await localePath(fileHref(file.id)));
  const answer = answers[question.key];
  const isFromCheck = retour === "verifier";
  const referent = members.find(({ role }) => role === "referent");
  const about = {
    name: "value",
    page: true,
    label: t(`questions.${question.key}.label`),
    hint: t(`questions.${question.key}.hint`),
    optional: !question.isMandatory,
  } as const;
  const { kind, maxLength } = question;
  const mayAccept = kind !== "commitment" || view.isReferent;
  return (
    <Page width="text">
      <BackLink href={isFromCheck ? fileHref(file.id, "/verifier") : previousHref(file.id, question.key)}>
        {t("common.back")}
      </BackLink>
      <p className="text-slate mb-4">
        {t("common.step", { step: JOURNEY.indexOf(question.key) + 1, steps: JOURNEY.length })} ·{" "}
        {t(`groups.${question.group}`)}
      </p>
      <Form
        action={saveAnswer.bind(null, file.id, question.key, isFromCheck)}
        initial={{ value: answer?.value ?? "", seenAt: String(answer?.savedAt ?? "") }}
      >
        <SeenVersion />
        <TheirVersion title={t("common.theirs")} advice={t("common.keepWhich")} />
        {kind === "line" && <TextField {...about} />}
        {kind === "number" && <TextField {...about} inputMode="numeric" width="short" />}
        {kind === "lines" && <TextArea {...about} maxCharacters={maxLength} />}
        {kind === "choices" && (
          <Checkboxes
            {...about}
            options={(question.choices ?? []).map((choice) => ({
              value: choice,
              label: t(`choices.${choice}` as "choices.everyone"),
            }))}
          />
        )}
        {kind === "commitment" && (
          <div className="space-y-6">
            <h1>{about.label}</h1>
            <p>{t("commitment.why")}</p>
            <div className="prose">
              <p>{t("commitment.intro")}</p>
              <ul>
                {(
                  ["law", "conscience", "members", "equality", "fraternity", "dignity", "symbols"] as const
                ).map((point) => (
                  <li key={point}>{t(`commitment.points.${point}`)}</li>
                ))}
              </ul>
            </div>
            <p className="text-slate">{t("commitment.version", { version: COMMITMENT_VERSION })}</p>
            {answer?.value === COMMITMENT_VERSION && (
              <Notice kind="success">
                {t("commitment.accepted", {
                  name: answer.savedByName,
                  when: formatInstant(answer.savedAt, lang),
                  version: COMMITMENT_VERSION,
                })}
              </Notice>
            )}
            {mayAccept ? (
              <Checkbox
                name="value"
                value={COMMITMENT_VERSION}
                label={t("commitment.accept")}
                hint={about.hint}
              />
            ) : (
              <Notice>{t("commitment.referentOnly", { name: referent?.name ?? "" })}</Notice>
            )}
          </div>
        )}
        {mayAccept && (
          <div className="actions">
            <SubmitButton name="then" value="continue">
              {isFromCheck ? t("common.save") : t("common.saveAndContinue")}
            </SubmitButton>
            <SubmitButton kind="quiet" name="then" value="leave">
              {t("common.saveAndLeave")}
            </SubmitButton>
          </div>
        )}
      </Form>
      <div className="text-slate mt-8 space-y-1">
        <SavedLine savedAt={view.lastSavedAt} sent={file.submittedAt !== null} now={view.now} />
        {answer && kind !== "commitment" && (
          <p>{t("common.lastBy", { name: answer.savedByName, when: formatInstant(answer.savedAt, lang) })}</p>
        )}
      </div>
    </Page>
  );
}
