import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { ask, refuse } from "#app/(espace)/instruction/actions.ts";
import { Radios, TextArea } from "#components/ui/fields.tsx";
import { Form } from "#components/ui/form.tsx";
import { BackLink } from "#components/ui/link.tsx";
import { Page } from "#components/ui/page.tsx";
import { SubmitButton } from "#components/ui/submit-button.tsx";
import { localePath } from "#messages/server.ts";
import { ARTICLES } from "#server/initiatives/model.ts";
import { loadSentFile, type SentFileProps } from "./load.ts";

/** The two acts of a case officer that rest on an article: a question to the collective, a refusal with its reason. */
export async function CiteArticlePage({ act, params }: SentFileProps & { act: "ask" | "refuse" }) {
  const [t, { acts, file, isOwn }] = await Promise.all([
    getTranslations("initiatives"),
    loadSentFile((await params).initiativeId),
  ]);
  if (isOwn || !acts.includes(act)) redirect(await localePath(`/instruction/${file.id}`));
  return (
    <Page width="text" area="administration">
      <BackLink href={`/instruction/${file.id}`}>{t("common.backToFile")}</BackLink>
      <div className="space-y-6">
        <h1>{t(`${act}.title`)}</h1>
        <p className="lead">
          <bdi>{file.title}</bdi> (<bdi dir="ltr">{file.number}</bdi>)
        </p>
        <p>{t(`${act}.lead`)}</p>
        <Form action={(act === "ask" ? ask : refuse).bind(null, file.id)}>
          <Radios
            name="article"
            label={t(`${act}.article`)}
            options={ARTICLES.map((rule) => ({
              value: rule,
              label: (
                <>
                  <strong>{rule}</strong> {t(`rules.${rule}.sentence`)}
                </>
              ),
            }))}
          />
          {act === "ask" ? (
            <TextArea
              name="question"
              label={t("ask.question")}
              hint={t("ask.questionHint")}
              maxCharacters={1000}
            />
          ) : (
            <TextArea
              name="reason"
              label={t("refuse.reason")}
              hint={t("refuse.reasonHint")}
              maxCharacters={2000}
            />
          )}
          <SubmitButton kind={act === "ask" ? "main" : "vote"}>{t(`${act}.submit`)}</SubmitButton>
        </Form>
      </div>
    </Page>
  );
}
