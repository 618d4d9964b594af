import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { Amount } from "#components/ui/amount.tsx";
import { DateText } from "#components/ui/date-text.tsx";
import { MoneyField } from "#components/ui/fields.tsx";
import { Form } from "#components/ui/form.tsx";
import { formatCents } from "#components/ui/format.ts";
import { BackLink } from "#components/ui/link.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { Page } from "#components/ui/page.tsx";
import { Receipt } from "#components/ui/receipt.tsx";
import { SubmitButton } from "#components/ui/submit-button.tsx";
import { currentLocale } from "#messages/server.ts";
import { api } from "#server/context.ts";
import { orNotFound } from "#server/page.ts";
import { setEndowment } from "./actions.ts";

export async function generateMetadata(): Promise<Metadata> {
  const [t, caller] = await Promise.all([getTranslations("fund.endowment"), api()]);
  const overview = await caller.fund.current();
  return { title: t("title", { year: String(overview?.edition.year ?? "") }) };
}

export default async function EndowmentPage() {
  const [t, { lang }, caller] = await Promise.all([getTranslations("fund"), currentLocale(), api()]);
  const { overview } = await orNotFound(caller.fund.desk());
  if (!overview?.base) notFound();
  const { edition, base, endowment, call, envelopes } = overview;
  return (
    <Page width="text" area="administration">
      <BackLink href="/administration">{t("admin.back")}</BackLink>
      <h1>{t("endowment.title", { year: String(edition.year) })}</h1>
      <p className="mt-4">
        {t("endowment.lead", {
          base: formatCents(base.baseCents, lang, true),
          floor: formatCents(base.floorCents, lang, true),
        })}
      </p>
      {endowment && (
        <div className="mt-8">
          <Receipt
            title={t("endowment.current")}
            rows={[
              { label: t("sheet.endowmentOn"), value: <DateText at={endowment.decidedAt} /> },
              {
                label: t("sheet.endowment"),
                value: <Amount cents={endowment.amountCents} exact />,
                total: true,
              },
            ]}
          />
        </div>
      )}
      <div className="mt-8">
        {call ? (
          <Notice>{t("endowment.frozen")}</Notice>
        ) : (
          <Form action={setEndowment}>
            <input type="hidden" name="editionId" value={edition.id} />
            <MoneyField name="amount" label={t("endowment.amount")} hint={t("endowment.hint")} />
            {envelopes.length > 0 && <p className="hint">{t("endowment.resplit")}</p>}
            <SubmitButton>{t("endowment.submit")}</SubmitButton>
          </Form>
        )}
      </div>
    </Page>
  );
}
