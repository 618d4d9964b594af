import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { DateText } from "#components/ui/date-text.tsx";
import { Select, TextField } from "#components/ui/fields.tsx";
import { Form } from "#components/ui/form.tsx";
import { BackLink } from "#components/ui/link.tsx";
import { Page } from "#components/ui/page.tsx";
import { SubmitButton } from "#components/ui/submit-button.tsx";
import { Table } from "#components/ui/table.tsx";
import { ROLES } from "#server/accounts/model.ts";
import { api } from "#server/context.ts";
import { orNotFound } from "#server/page.ts";
import { endRole, grantRole } from "./actions.ts";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("accounts.team");
  return { title: t("title") };
}

export default async function TeamPage() {
  const [t, fund, caller] = await Promise.all([
    getTranslations("accounts"),
    getTranslations("fund.admin"),
    api(),
  ]);
  const holders = await orNotFound(caller.accounts.listOfficeHolders());
  const territories = await caller.territories.list();
  return (
    <Page area="administration">
      <BackLink href="/administration">{fund("back")}</BackLink>
      <h1>{t("team.title")}</h1>
      <p className="lead mt-4 mb-8">{t("team.lead")}</p>
      <Table
        stack
        caption={t("team.caption")}
        columns={[
          { key: "person", head: t("team.person"), rowHead: true },
          { key: "office", head: t("team.office") },
          { key: "territory", head: t("team.territory") },
          { key: "since", head: t("team.since") },
          { key: "act", head: t("team.act") },
        ]}
        rows={holders.map((holder) => ({
          key: holder.id,
          cells: {
            person: <bdi>{holder.personName}</bdi>,
            office: t(`roles.${holder.role}`),
            territory: holder.territoryName ?? t("account.whole"),
            since: <DateText date={holder.startsOn} />,
            act: (
              <Form action={endRole} id={holder.id}>
                <input type="hidden" name="id" value={holder.id} />
                <SubmitButton kind="quiet">{t("team.end", { name: holder.personName })}</SubmitButton>
              </Form>
            ),
          },
        }))}
      />
      <section aria-labelledby="grant" className="mt-12">
        <h2 id="grant" className="mb-6">
          {t("team.grantTitle")}
        </h2>
        <Form action={grantRole} id="grant-form">
          <TextField name="name" autoComplete="off" label={t("team.name")} />
          <TextField
            name="email"
            type="email"
            autoComplete="off"
            label={t("team.email")}
            hint={t("team.emailHint")}
          />
          <Select
            name="role"
            label={t("team.role")}
            options={ROLES.map((role) => ({ value: role, label: t(`roles.${role}`) }))}
          />
          <Select
            name="territoryId"
            label={t("team.where")}
            options={[
              { value: "", label: t("account.whole") },
              ...territories.map(({ id, name }) => ({ value: id, label: name })),
            ]}
          />
          <SubmitButton>{t("team.grant")}</SubmitButton>
        </Form>
      </section>
    </Page>
  );
}
