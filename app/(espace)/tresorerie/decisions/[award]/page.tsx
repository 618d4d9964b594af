import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { Amount } from "#components/ui/amount.tsx";
import { TextArea, TextField } from "#components/ui/fields.tsx";
import { Form } from "#components/ui/form.tsx";
import { BackLink, ButtonLink } from "#components/ui/link.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { Page } from "#components/ui/page.tsx";
import { Receipt } from "#components/ui/receipt.tsx";
import { SubmitButton } from "#components/ui/submit-button.tsx";
import { api } from "#server/context.ts";
import type { Id } from "#server/kernel/ids.ts";
import { orNotFound } from "#server/page.ts";
import { prepareAgreement } from "../../actions.ts";

type Props = { params: Promise<{ award: string }> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("treasury.prepare");
  return { title: t("title") };
}

/** Prepares the agreement of an award: the share of the advance and the two conditions. */
export default async function PreparePage({ params }: Props) {
  const { award } = await params;
  const [t, caller] = await Promise.all([getTranslations("treasury"), api()]);
  const { file, agreementId, referentName, plan } = await orNotFound(
    caller.treasury.award({ awardId: award as Id<"awd"> }),
  );
  const [advance, balance] = plan;
  return (
    <Page width="text" area="treasury">
      <BackLink href="/tresorerie">{t("agreement.back")}</BackLink>
      <h1>{t("prepare.title")}</h1>
      <p className="lead mt-4">{t("prepare.lead")}</p>
      <div className="mt-6">
        <Receipt
          number={
            <bdi dir="ltr" className="whitespace-nowrap">
              {file.number}
            </bdi>
          }
          title={file.initiativeTitle}
          rows={[
            { label: t("prepare.collective"), value: file.collectiveName },
            { label: t("prepare.referent"), value: referentName ?? "–" },
            { label: t("prepare.amount"), value: <Amount cents={file.amountCents} exact />, total: true },
          ]}
        />
      </div>
      <div className="mt-10">
        {agreementId ? (
          <Notice kind="info" title={t("prepare.exists")}>
            <ButtonLink kind="second" href={`/tresorerie/conventions/${agreementId}`}>
              {t("desk.see")}
            </ButtonLink>
          </Notice>
        ) : referentName === null ? (
          <Notice kind="warning">{t("prepare.noReferent")}</Notice>
        ) : (
          <Form
            action={prepareAgreement}
            initial={{
              advanceShare: String(advance.shareBps / 100),
              advanceCondition: advance.condition,
              balanceCondition: balance.condition,
            }}
          >
            <input type="hidden" name="awardId" value={file.id} />
            <TextField
              name="advanceShare"
              label={t("prepare.share")}
              hint={t("prepare.shareHint")}
              inputMode="decimal"
              autoComplete="off"
              width="short"
            />
            <TextArea
              name="advanceCondition"
              label={t("prepare.advanceCondition")}
              hint={t("prepare.conditionHint")}
              rows={3}
            />
            <TextArea
              name="balanceCondition"
              label={t("prepare.balanceCondition")}
              hint={t("prepare.conditionHint")}
              rows={3}
            />
            <div className="actions">
              <SubmitButton>{t("prepare.submit")}</SubmitButton>
            </div>
          </Form>
        )}
      </div>
    </Page>
  );
}
