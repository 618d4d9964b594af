import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { EnvelopeTable } from "#components/fund/envelope-table.tsx";
import { MoneyField, Radios } from "#components/ui/fields.tsx";
import { Form } from "#components/ui/form.tsx";
import { formatCents } from "#components/ui/format.ts";
import { BackLink, ButtonLink } from "#components/ui/link.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { Page } from "#components/ui/page.tsx";
import { SubmitButton } from "#components/ui/submit-button.tsx";
import { currentLocale } from "#messages/server.ts";
import { api } from "#server/context.ts";
import { SPLIT_KEYS, shareField } from "#server/fund/model.ts";
import { orNotFound } from "#server/page.ts";
import { previewSplit } from "./actions.ts";
import { type Query, typedIn } from "./query.ts";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("fund.split");
  return { title: t("title") };
}

export default async function SplitPage({ searchParams }: { searchParams: Query }) {
  const [t, { lang }, caller, typed] = await Promise.all([
    getTranslations("fund"),
    currentLocale(),
    api(),
    typedIn(searchParams),
  ]);
  const { overview, territories } = await orNotFound(caller.fund.desk());
  const endowment = overview?.endowment;
  return (
    <Page area="administration">
      <BackLink href="/administration">{t("admin.back")}</BackLink>
      <h1>{t("split.title")}</h1>
      {overview && overview.envelopes.length > 0 && (
        <div className="mt-8 grid gap-6">
          <EnvelopeTable year={overview.edition.year} envelopes={overview.envelopes} />
          {!overview.call && (
            <p>
              <ButtonLink href="/administration/appel">{t("admin.step.call.title")}</ButtonLink>
            </p>
          )}
        </div>
      )}
      <div className="mt-8 max-w-text">
        {!overview || !endowment ? (
          <Notice>{t("split.noEndowment")}</Notice>
        ) : overview.call ? (
          <Notice>{t("split.frozen")}</Notice>
        ) : territories.length === 0 ? (
          <Notice>{t("split.noTerritory")}</Notice>
        ) : (
          <>
            <p className="mb-6">
              {t("split.lead", { endowment: formatCents(endowment.amountCents, lang, true) })}
            </p>
            <Form action={previewSplit} initial={{ key: "residents", ...typed }}>
              <input type="hidden" name="editionId" value={overview.edition.id} />
              <MoneyField
                name="runningCosts"
                label={t("split.runningCosts")}
                hint={t("split.runningCostsHint")}
              />
              <MoneyField
                name="territoriesPart"
                label={t("split.territoriesPart")}
                hint={t("split.territoriesPartHint")}
              />
              <Radios
                name="key"
                label={t("split.key")}
                options={SPLIT_KEYS.map((key) => ({
                  value: key,
                  label: t(`keys.${key}`),
                  hint: t(`split.${key}Hint`),
                }))}
              />
              <fieldset className="fields min-w-0">
                <legend className="label mb-1.5">{t("split.byHand")}</legend>
                <p className="hint">{t("split.byHandHint")}</p>
                {territories.map((place) => (
                  <div key={place.id}>
                    <input type="hidden" name="territoryIds" value={place.id} />
                    <MoneyField
                      name={shareField(place.id)}
                      optional
                      label={t("split.territoryLabel", { name: place.name, residents: place.residents })}
                    />
                  </div>
                ))}
              </fieldset>
              <SubmitButton>{t("split.preview")}</SubmitButton>
            </Form>
          </>
        )}
      </div>
    </Page>
  );
}
