import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { joinCollective } from "#app/(espace)/collectif/actions.ts";
import { CodeField } from "#components/ui/fields.tsx";
import { Form } from "#components/ui/form.tsx";
import { BackLink } from "#components/ui/link.tsx";
import { Page } from "#components/ui/page.tsx";
import { SubmitButton } from "#components/ui/submit-button.tsx";
import { api } from "#server/context.ts";
import { orNotFound } from "#server/page.ts";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("initiatives.join");
  return { title: t("title") };
}

export default async function JoinPage() {
  const [t, caller] = await Promise.all([getTranslations("initiatives"), api()]);
  await orNotFound(caller.initiatives.mine());
  return (
    <Page width="text">
      <BackLink href="/deposer">{t("common.back")}</BackLink>
      <h1 className="mb-8">{t("join.title")}</h1>
      <Form action={joinCollective}>
        <CodeField name="code" label={t("join.label")} hint={t("join.hint")} />
        <div className="actions">
          <SubmitButton>{t("join.submit")}</SubmitButton>
        </div>
      </Form>
    </Page>
  );
}
