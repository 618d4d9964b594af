import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { DemoDoors } from "#components/accounts/demo-doors.tsx";
import { TextField } from "#components/ui/fields.tsx";
import { Form } from "#components/ui/form.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { Page } from "#components/ui/page.tsx";
import { SubmitButton } from "#components/ui/submit-button.tsx";
import { askForCode, enterAs } from "./actions.ts";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("accounts.signIn");
  return { title: t("title") };
}

export default async function SignInPage({ searchParams }: { searchParams: Promise<{ retour?: string }> }) {
  const { retour } = await searchParams;
  const t = await getTranslations("accounts.signIn");
  return (
    <Page width="text">
      <h1>{t("title")}</h1>
      <p className="lead mt-4 mb-8">{t("lead")}</p>
      {retour && <Notice>{t("comeBack")}</Notice>}
      <Form action={askForCode}>
        <input type="hidden" name="retour" value={retour ?? ""} />
        <TextField
          name="email"
          type="email"
          autoComplete="email"
          inputMode="email"
          label={t("email")}
          hint={t("emailHint")}
        />
        <SubmitButton>{t("send")}</SubmitButton>
      </Form>
      <p className="mt-8">{t("voters")}</p>
      <DemoDoors enterAs={enterAs} />
    </Page>
  );
}
