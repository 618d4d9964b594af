import type { Metadata } from "next";
import { headers } from "next/headers";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { StateTag } from "#components/initiatives/state-tag.tsx";
import { WhereLine } from "#components/initiatives/where.tsx";
import { Amount } from "#components/ui/amount.tsx";
import { DateText } from "#components/ui/date-text.tsx";
import { ButtonLink } from "#components/ui/link.tsx";
import { Page } from "#components/ui/page.tsx";
import { Receipt } from "#components/ui/receipt.tsx";
import { type FileProps, fileHref, loadFile } from "../load.ts";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("initiatives.receipt");
  return { title: t("title") };
}

export default async function ReceiptPage({ params }: FileProps) {
  const [t, { file, where, lastSentAt }, incoming] = await Promise.all([
    getTranslations("initiatives"),
    loadFile((await params).initiativeId),
    headers(),
  ]);
  if (file.receiptNumber === null || file.submittedAt === null || lastSentAt === null) notFound();
  const scheme = incoming.get("x-forwarded-proto") === "https" ? "https" : "http";
  const address = `${scheme}://${incoming.get("host") ?? "localhost"}${fileHref(file.id)}`;
  return (
    <Page width="text">
      <div className="space-y-8">
        <h1>{t("receipt.title")}</h1>
        <p className="lead">{t("receipt.lead")}</p>
        <Receipt
          number={<bdi dir="ltr">{file.receiptNumber}</bdi>}
          title={<bdi>{file.title}</bdi>}
          state={<StateTag state={file.state} />}
          rows={[
            {
              label: t("receipt.number"),
              value: (
                <strong>
                  <bdi dir="ltr">{file.receiptNumber}</bdi>
                </strong>
              ),
            },
            { label: t("common.collective"), value: <bdi>{file.collectiveName}</bdi> },
            { label: t("common.territory"), value: file.territoryName },
            { label: t("common.sentOn"), value: <DateText at={lastSentAt} /> },
            {
              label: t("common.requested"),
              value: <Amount cents={file.requestedCents} exact />,
              total: true,
            },
          ]}
          qr={{ text: address, label: t("receipt.qr", { number: file.number }) }}
        />
        <section aria-labelledby="next" className="space-y-3">
          <h2 id="next">{t("receipt.next")}</h2>
          <p>
            <WhereLine where={where} />
          </p>
          <p className="no-print text-slate">{t("receipt.print")}</p>
          <p className="no-print">
            <ButtonLink href={fileHref(file.id)}>{t("receipt.toFile")}</ButtonLink>
          </p>
        </section>
      </div>
    </Page>
  );
}
