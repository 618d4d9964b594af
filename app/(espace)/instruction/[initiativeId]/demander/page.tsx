import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { ask } from "#app/(espace)/instruction/actions.ts";
import { Radios, TextArea } from "#components/ui/fields.tsx";
import { Form } from "#components/ui/form.tsx";
import { BackLink } from "#components/ui/link.tsx";
import { Page } from "#components/ui/page.tsx";
import { SubmitButton } from "#components/ui/submit-button.tsx";
import { localePath } from "#messages/server.ts";
import { ARTICLES } from "#server/initiatives/model.ts";
import { loadSentFile, type SentFileProps } from "../load.ts";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("initiatives.ask");
  return { title: t("title") };
}

export default async function AskPage({ params }: SentFileProps) {
  const [t, { acts, file, isOwn }] = await Promise.all([
    getTranslations("initiatives"),
    loadSentFile((await params).initiativeId),
  ]);
  if (isOwn || !acts.includes("ask")) redirect(await localePath(`/instruction/${file.id}`));
  return (
    <Page width="text" area="administration">
      <BackLink href={`/instruction/${file.id}`}>{t("common.backToFile")}</BackLink>
      <div className="space-y-6">
        <h1>{t("ask.title")}</h1>
        <p className="lead">
          <bdi>{file.title}</bdi> (<bdi dir="ltr">{file.number}</bdi>)
        </p>
        <p>{t("ask.lead")}</p>
        <Form action={ask.bind(null, file.id)}>
          <Radios
            name="article"
            label={t("ask.article")}
            options={ARTICLES.map((rule) => ({
              value: rule,
              label: (
                <>
                  <strong>{rule}</strong> {t(`rules.${rule}.sentence`)}
                </>
              ),
            }))}
          />
          <TextArea
            name="question"
            label={t("ask.question")}
            hint={t("ask.questionHint")}
            maxCharacters={1000}
          />
          <SubmitButton>{t("ask.submit")}</SubmitButton>
        </Form>
      </div>
    </Page>
  );
}
