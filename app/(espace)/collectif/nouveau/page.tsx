import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { createCollective } from "#app/(espace)/collectif/actions.ts";
import { Radios, TextField } from "#components/ui/fields.tsx";
import { Form } from "#components/ui/form.tsx";
import { BackLink } from "#components/ui/link.tsx";
import { Page } from "#components/ui/page.tsx";
import { SubmitButton } from "#components/ui/submit-button.tsx";
import { api } from "#server/context.ts";
import { orNotFound } from "#server/page.ts";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("initiatives.newCollective");
  return { title: t("title") };
}

export default async function NewCollectivePage() {
  const [t, caller] = await Promise.all([getTranslations("initiatives"), api()]);
  await orNotFound(caller.initiatives.mine());
  const territories = await caller.territories.list();
  const neighbourhoods = territories.filter(({ kind }) => kind === "neighbourhood");
  return (
    <Page width="text">
      <BackLink href="/deposer">{t("common.back")}</BackLink>
      <h1 className="mb-8">{t("newCollective.title")}</h1>
      <Form action={createCollective}>
        <TextField
          name="name"
          label={t("newCollective.name")}
          hint={t("newCollective.nameHint")}
          autoComplete="off"
        />
        <Radios
          name="territoryId"
          label={t("newCollective.territory")}
          hint={t("newCollective.territoryHint")}
          options={neighbourhoods.map(({ id, name }) => ({ value: id, label: <bdi>{name}</bdi> }))}
        />
        <div className="actions">
          <SubmitButton>{t("newCollective.submit")}</SubmitButton>
        </div>
      </Form>
    </Page>
  );
}
