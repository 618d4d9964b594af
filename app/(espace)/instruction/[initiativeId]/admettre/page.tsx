import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { admit } from "#app/(espace)/instruction/actions.ts";
import { Checkboxes } from "#components/ui/fields.tsx";
import { Form } from "#components/ui/form.tsx";
import { BackLink } from "#components/ui/link.tsx";
import { Page } from "#components/ui/page.tsx";
import { SubmitButton } from "#components/ui/submit-button.tsx";
import { localePath } from "#messages/server.ts";
import { CONFIRMATIONS } from "#server/initiatives/model.ts";
import { loadSentFile, type SentFileProps } from "../load.ts";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("initiatives.admit");
  return { title: t("title") };
}

export default async function AdmitPage({ params }: SentFileProps) {
  const [t, { acts, file, isOwn }] = await Promise.all([
    getTranslations("initiatives"),
    loadSentFile((await params).initiativeId),
  ]);
  if (isOwn || !acts.includes("admit")) redirect(await localePath(`/instruction/${file.id}`));
  return (
    <Page width="text" area="administration">
      <BackLink href={`/instruction/${file.id}`}>{t("common.backToFile")}</BackLink>
      <div className="space-y-6">
        <h1>{t("admit.title")}</h1>
        <p className="lead">
          <bdi>{file.title}</bdi> (<bdi dir="ltr">{file.number}</bdi>)
        </p>
        <p>{t("admit.lead")}</p>
        <Form action={admit.bind(null, file.id)}>
          <Checkboxes
            name="confirmed"
            label={t("admit.confirm")}
            options={CONFIRMATIONS.map((rule) => ({
              value: rule,
              label: t(`rules.${rule}.sentence`),
              hint: rule,
            }))}
          />
          <SubmitButton>{t("admit.submit")}</SubmitButton>
        </Form>
      </div>
    </Page>
  );
}
