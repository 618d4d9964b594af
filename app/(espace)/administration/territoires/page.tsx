import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { Select, TextField } from "#components/ui/fields.tsx";
import { Form } from "#components/ui/form.tsx";
import { formatNumber } from "#components/ui/format.ts";
import { BackLink, Link } from "#components/ui/link.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { Page } from "#components/ui/page.tsx";
import { SubmitButton } from "#components/ui/submit-button.tsx";
import { Table } from "#components/ui/table.tsx";
import { currentLocale } from "#messages/server.ts";
import { api } from "#server/context.ts";
import { orNotFound } from "#server/page.ts";
import { TERRITORY_KINDS } from "#server/territories/model.ts";
import { addTerritory } from "./actions.ts";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("territories.admin");
  return { title: t("title") };
}

export default async function TerritoriesAdminPage() {
  const [t, fund, { lang }, caller] = await Promise.all([
    getTranslations("territories"),
    getTranslations("fund.admin"),
    currentLocale(),
    api(),
  ]);
  await orNotFound(caller.fund.desk());
  const territories = await caller.territories.list();
  return (
    <Page area="administration">
      <BackLink href="/administration">{fund("back")}</BackLink>
      <h1>{t("admin.title")}</h1>
      <p className="lead mt-4 mb-8">{t("admin.lead")}</p>
      {territories.length === 0 ? (
        <Notice>{t("admin.empty")}</Notice>
      ) : (
        <Table
          stack
          caption={t("admin.caption")}
          columns={[
            { key: "name", head: t("admin.name"), rowHead: true },
            { key: "kind", head: t("admin.kind") },
            { key: "code", head: t("admin.code") },
            { key: "source", head: t("admin.source") },
            { key: "residents", head: t("admin.residents"), numeric: true },
          ]}
          rows={territories.map((place) => ({
            key: place.id,
            cells: {
              name: (
                <Link href={`/territoires/${place.slug}`}>
                  <bdi>{place.name}</bdi>
                </Link>
              ),
              kind: t(`kinds.${place.kind}`),
              code: <bdi>{place.code}</bdi>,
              source: <bdi lang="fr">{place.residentsSource}</bdi>,
              residents: <bdi>{formatNumber(place.residents, lang)}</bdi>,
            },
          }))}
        />
      )}
      <section aria-labelledby="entrer" className="mt-12 max-w-text">
        <h2 id="entrer" className="mb-6">
          {t("admin.addTitle")}
        </h2>
        <Form action={addTerritory} initial={{ kind: "neighbourhood" }}>
          <TextField name="name" lang="fr" label={t("admin.name")} />
          <Select
            name="kind"
            label={t("admin.kind")}
            options={TERRITORY_KINDS.map((kind) => ({ value: kind, label: t(`kinds.${kind}`) }))}
          />
          <TextField name="code" width="medium" label={t("admin.code")} hint={t("admin.codeHint")} />
          <TextField name="slug" width="medium" label={t("admin.slug")} hint={t("admin.slugHint")} />
          <TextField
            name="communeCodes"
            optional
            label={t("admin.communes")}
            hint={t("admin.communesHint")}
          />
          <TextField name="residents" width="short" inputMode="numeric" label={t("admin.residents")} />
          <TextField
            name="residentsSource"
            lang="fr"
            label={t("admin.source")}
            hint={t("admin.sourceHint")}
          />
          <SubmitButton>{t("admin.add")}</SubmitButton>
        </Form>
      </section>
    </Page>
  );
}
