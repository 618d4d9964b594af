import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { CodeField } from "#components/ui/fields.tsx";
import { Form } from "#components/ui/form.tsx";
import { BackLink, Link } from "#components/ui/link.tsx";
import { Page } from "#components/ui/page.tsx";
import { SubmitButton } from "#components/ui/submit-button.tsx";
import { api } from "#server/context.ts";
import { enterCode } from "../actions.ts";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("accounts.code");
  return { title: t("title") };
}

export default async function CodePage({
  searchParams,
}: {
  searchParams: Promise<{ adresse?: string; retour?: string }>;
}) {
  const [t, { adresse = "", retour = "" }, caller] = await Promise.all([
    getTranslations("accounts.code"),
    searchParams,
    api(),
  ]);
  const demo = await caller.accounts.demo();
  return (
    <Page width="text">
      <BackLink href="/connexion">{t("back")}</BackLink>
      <h1>{t("title")}</h1>
      <p className="lead mt-4 mb-8">{t("lead", { email: adresse })}</p>
      {demo && (
        <p className="mb-8">
          <Link href="/demonstration/courrier">{t("demoMail")}</Link>
        </p>
      )}
      <Form action={enterCode}>
        <input type="hidden" name="email" value={adresse} />
        <input type="hidden" name="retour" value={retour} />
        <CodeField name="code" oneTime numeric label={t("code")} hint={t("codeHint")} />
        <SubmitButton>{t("enter")}</SubmitButton>
      </Form>
    </Page>
  );
}
