import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { CallSheet } from "#components/fund/call-sheet.tsx";
import { DateField, MoneyField, Radios, TextField } from "#components/ui/fields.tsx";
import { Form } from "#components/ui/form.tsx";
import { formatCents } from "#components/ui/format.ts";
import { BackLink } from "#components/ui/link.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { Page } from "#components/ui/page.tsx";
import { SubmitButton } from "#components/ui/submit-button.tsx";
import { Tag } from "#components/ui/tag.tsx";
import { currentLocale } from "#messages/server.ts";
import { api } from "#server/context.ts";
import { COMPLETIONS, UTILITIES } from "#server/fund/model.ts";
import { orNotFound } from "#server/page.ts";
import { type Query, typedIn } from "../enveloppes/query.ts";
import { checkCall } from "./actions.ts";
import { MOMENTS } from "./typed-call.ts";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("fund.openCall");
  return { title: t("title") };
}

export default async function CallPage({ searchParams }: { searchParams: Query }) {
  const [t, { lang }, caller, typed] = await Promise.all([
    getTranslations("fund"),
    currentLocale(),
    api(),
    typedIn(searchParams),
  ]);
  const { overview } = await orNotFound(caller.fund.desk());
  const opened = overview?.envelopes.filter(({ kind }) => kind === "territory") ?? [];
  if (overview?.call)
    return (
      <Page area="administration">
        <BackLink href="/administration">{t("admin.back")}</BackLink>
        <h1>{t("openCall.opened")}</h1>
        <p className="lead mt-4 mb-8">
          <bdi>{overview.call.title}</bdi>
        </p>
        <CallSheet
          call={overview.call}
          state={<Tag tone="progress">{t(`phases.${overview.call.phase}`)}</Tag>}
        />
      </Page>
    );
  return (
    <Page width="text" area="administration">
      <BackLink href="/administration">{t("admin.back")}</BackLink>
      <h1>{t("openCall.title")}</h1>
      <div className="mt-6">
        {!overview || opened.length === 0 ? (
          <Notice>{t("openCall.noEnvelopes")}</Notice>
        ) : (
          <>
            <p className="mb-8">{t("openCall.lead")}</p>
            <Form
              action={checkCall}
              initial={{
                title: t("openCall.nameDefault", { year: String(overview.edition.year) }),
                maxShare: "80",
                minMembers: "2",
                maxChoices: "3",
                minMean: "0",
                utility: "cost",
                completion: "utilitarian",
                ...Object.fromEntries(MOMENTS.map((moment) => [`${moment}.time`, "9:00"])),
                ...typed,
              }}
            >
              <input type="hidden" name="editionId" value={overview.edition.id} />
              <TextField name="title" lang="fr" label={t("openCall.name")} />
              <div>
                <h2>{t("openCall.calendar")}</h2>
                <p className="hint">{t("openCall.timeHint")}</p>
              </div>
              {MOMENTS.map((moment) => (
                <div key={moment} className="flex flex-wrap items-end gap-x-6 gap-y-3">
                  <DateField name={moment} label={t(`call.${moment}`)} />
                  <TextField
                    name={`${moment}.time`}
                    width="short"
                    label={t("openCall.time", { moment: t(`call.${moment}`) })}
                  />
                </div>
              ))}
              <h2>{t("openCall.rules")}</h2>
              <MoneyField
                name="ceiling"
                label={t("openCall.ceiling")}
                hint={t("openCall.ceilingHint", {
                  smallest: formatCents(
                    Math.min(...opened.map(({ amountCents }) => amountCents)),
                    lang,
                    true,
                  ),
                })}
              />
              <TextField name="maxShare" width="short" inputMode="decimal" label={t("openCall.maxShare")} />
              <TextField
                name="minMembers"
                width="short"
                inputMode="numeric"
                label={t("openCall.minMembers")}
              />
              <TextField
                name="maxChoices"
                width="short"
                inputMode="numeric"
                label={t("openCall.maxChoices")}
              />
              <TextField
                name="minMean"
                width="short"
                inputMode="decimal"
                label={t("openCall.minMean")}
                hint={t("openCall.minMeanHint")}
              />
              <p>{t("openCall.decisionLead")}</p>
              <Radios
                name="utility"
                label={t("openCall.utility")}
                options={UTILITIES.map((value) => ({ value, label: t(`call.utility.${value}`) }))}
              />
              <Radios
                name="completion"
                label={t("openCall.completion")}
                options={COMPLETIONS.map((value) => ({ value, label: t(`call.completion.${value}`) }))}
              />
              <SubmitButton>{t("openCall.check")}</SubmitButton>
            </Form>
          </>
        )}
      </div>
    </Page>
  );
}
