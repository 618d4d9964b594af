import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { BaseTable } from "#components/fund/base-table.tsx";
import { Amount } from "#components/ui/amount.tsx";
import { Radios } from "#components/ui/fields.tsx";
import { Form } from "#components/ui/form.tsx";
import { formatCents, formatShare } from "#components/ui/format.ts";
import { BackLink, ButtonLink, Link } from "#components/ui/link.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { Page } from "#components/ui/page.tsx";
import { Receipt } from "#components/ui/receipt.tsx";
import { SubmitButton } from "#components/ui/submit-button.tsx";
import { currentLocale } from "#messages/server.ts";
import { api } from "#server/context.ts";
import { FLOOR_BPS } from "#server/fund/rules.ts";
import { orNotFound } from "#server/page.ts";
import { openBase } from "./actions.ts";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("fund.openBase");
  return { title: t("title") };
}

export default async function BasePage() {
  const [t, { lang }, caller] = await Promise.all([getTranslations("fund"), currentLocale(), api()]);
  const { overview, yearsToOpen } = await orNotFound(caller.fund.desk());
  const base = overview?.base;
  const waiting = base?.lines.filter((line) => !line.isVerified).length ?? 0;
  const newest = yearsToOpen.at(-1);
  return (
    <Page area="administration">
      <BackLink href="/administration">{t("admin.back")}</BackLink>
      <h1>{t("openBase.title")}</h1>
      {overview && base && (
        <div className="mt-8 grid gap-8">
          <Notice
            kind={waiting > 0 ? "warning" : "success"}
            title={t("openBase.opened", { year: String(overview.edition.year) })}
          >
            {waiting > 0 ? (
              <p>
                {t("openBase.waiting", { count: waiting })}{" "}
                <Link href="/administration/verification">/administration/verification</Link>
              </p>
            ) : (
              <p>{t("openBase.complete")}</p>
            )}
          </Notice>
          <BaseTable year={overview.edition.year} lines={base.lines} baseCents={base.baseCents} />
          <div className="max-w-text">
            <Receipt
              title={t("sheet.floor")}
              rows={[
                { label: t("sheet.base"), value: <Amount cents={base.baseCents} exact /> },
                {
                  label: t("sheet.floorWhy"),
                  value: <bdi className="amount">{formatShare(FLOOR_BPS, 10_000, lang)}</bdi>,
                },
                { label: t("sheet.floor"), value: <Amount cents={base.floorCents} exact />, total: true },
              ]}
            />
          </div>
          {waiting === 0 && (
            <p>
              <ButtonLink href="/administration/dotation">{t("openBase.next")}</ButtonLink>
            </p>
          )}
        </div>
      )}
      {!base && (
        <div className="mt-6 max-w-text">
          <p className="mb-6">{t("openBase.lead")}</p>
          {newest ? (
            <Form action={openBase} initial={{ year: String(newest.year) }}>
              <Radios
                name="year"
                label={t("openBase.year")}
                options={[...yearsToOpen].reverse().map(({ year, lines, baseCents, floorCents }) => ({
                  value: String(year),
                  label: t("openBase.option", { year: String(year), lines }),
                  hint: t("openBase.optionHint", {
                    base: formatCents(baseCents, lang, true),
                    floor: formatCents(floorCents, lang, true),
                  }),
                }))}
              />
              <SubmitButton>{t("openBase.submit")}</SubmitButton>
            </Form>
          ) : (
            <Notice>{t("openBase.none")}</Notice>
          )}
        </div>
      )}
    </Page>
  );
}
