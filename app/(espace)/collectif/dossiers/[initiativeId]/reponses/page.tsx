import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { Exchanges, Question } from "#components/initiatives/exchanges.tsx";
import { MissingPoints } from "#components/initiatives/missing-points.tsx";
import { SeenVersion, TheirVersion } from "#components/initiatives/versions.tsx";
import { Where } from "#components/initiatives/where.tsx";
import { TextArea } from "#components/ui/fields.tsx";
import { Form } from "#components/ui/form.tsx";
import { BackLink, ButtonLink } from "#components/ui/link.tsx";
import { Page } from "#components/ui/page.tsx";
import { SubmitButton } from "#components/ui/submit-button.tsx";
import { answerDoubt, resendFile } from "../actions.ts";
import { type FileProps, fileHref, loadFile, taskHref } from "../load.ts";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("initiatives.doubts");
  return { title: t("title") };
}

export default async function DoubtsPage({ params }: FileProps) {
  const [t, { file, doubts, problems, where }] = await Promise.all([
    getTranslations("initiatives"),
    loadFile((await params).initiativeId),
  ]);
  const open = doubts.filter(({ returnedAt }) => returnedAt === null);
  const closed = doubts.filter(({ returnedAt }) => returnedAt !== null);
  return (
    <Page width="text">
      <BackLink href={fileHref(file.id)}>{t("common.backToFile")}</BackLink>
      <div className="space-y-10">
        <header className="space-y-4">
          <h1>{t("doubts.title")}</h1>
          {open.length > 0 && <p className="lead">{t("doubts.lead")}</p>}
        </header>
        <Where where={where} />
        {open.length === 0 && <p>{t("doubts.none")}</p>}
        {open.map((doubt, index) => (
          <section
            key={doubt.id}
            // The summary of a refused return leads to the first question.
            id={index === 0 ? "renvoi-doubts" : undefined}
            className="border-ink space-y-4 border-s-4 ps-4"
          >
            <div>
              <Question doubt={doubt} />
            </div>
            <Form
              action={answerDoubt.bind(null, file.id, doubt.id)}
              id={doubt.id}
              initial={{ answer: doubt.answer ?? "", seenAt: String(doubt.answeredAt ?? "") }}
            >
              <SeenVersion />
              <TheirVersion title={t("common.theirs")} advice={t("common.keepWhich")} />
              <TextArea name="answer" label={t("doubts.answer")} maxCharacters={2000} />
              <SubmitButton kind="second">{t("doubts.save")}</SubmitButton>
            </Form>
          </section>
        ))}
        {open.length > 0 && (
          <section aria-labelledby="resend" className="space-y-4">
            <h2 id="resend">{t("doubts.send")}</h2>
            <p>{t("doubts.sendLead")}</p>
            <p>
              <ButtonLink href={fileHref(file.id, "/verifier")} kind="second">
                {t("doubts.fix")}
              </ButtonLink>
            </p>
            <MissingPoints problems={problems} form="renvoi" hrefOf={(key) => taskHref(file, { key })} />
            <Form action={resendFile.bind(null, file.id)} id="renvoi">
              <SubmitButton>{t("check.resubmit")}</SubmitButton>
            </Form>
          </section>
        )}
        {closed.length > 0 && <Exchanges doubts={closed} />}
      </div>
    </Page>
  );
}
