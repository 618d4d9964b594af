import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { Amount } from "#components/ui/amount.tsx";
import { BackLink, ButtonLink, Link } from "#components/ui/link.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { Page } from "#components/ui/page.tsx";
import { Receipt } from "#components/ui/receipt.tsx";
import { Tag } from "#components/ui/tag.tsx";
import { api } from "#server/context.ts";
import { orNotFound } from "#server/page.ts";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("treasury.agreement");
  return { title: t("list") };
}

/** The agreements of my collectives, what waits for a signature first to be seen. */
export default async function MyAgreementsPage() {
  const [t, caller] = await Promise.all([getTranslations("treasury"), api()]);
  const agreements = await orNotFound(caller.treasury.myAgreements());
  return (
    <Page width="text">
      <BackLink href="/compte">{t("agreement.backCollective")}</BackLink>
      <h1>{t("agreement.list")}</h1>
      <p className="lead mt-4">{t("agreement.listLead")}</p>
      <div className="mt-8 grid gap-6">
        {agreements.length === 0 && (
          <>
            <Notice>{t("agreement.none")}</Notice>
            <p>
              <Link href="/collectif">{t("agreement.noneLink")}</Link>
            </p>
          </>
        )}
        {agreements.map((agreement) => (
          <Receipt
            key={agreement.id}
            number={
              <bdi dir="ltr" className="whitespace-nowrap">
                {agreement.number}
              </bdi>
            }
            title={agreement.initiativeTitle}
            state={
              agreement.collectiveSignedAt === null ? (
                <Tag tone="attention">{t("agreement.toSign")}</Tag>
              ) : agreement.fundSignedAt === null ? (
                <Tag tone="waiting">{t("agreement.waitsFund")}</Tag>
              ) : (
                <Tag tone="done">{t("agreement.signed")}</Tag>
              )
            }
            rows={[
              {
                label: t("agreement.total"),
                value: <Amount cents={agreement.amountCents} exact />,
                total: true,
              },
            ]}
          >
            <p className="mt-2">
              <ButtonLink
                kind={agreement.collectiveSignedAt === null ? "main" : "second"}
                href={`/collectif/conventions/${agreement.id}`}
              >
                {agreement.collectiveSignedAt === null ? t("desk.read") : t("desk.see")}
                <span className="sr-only"> {agreement.number}</span>
              </ButtonLink>
            </p>
          </Receipt>
        ))}
      </div>
    </Page>
  );
}
