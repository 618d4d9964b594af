import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { DateText } from "#components/ui/date-text.tsx";
import { BackLink } from "#components/ui/link.tsx";
import { Page } from "#components/ui/page.tsx";
import { Receipt } from "#components/ui/receipt.tsx";
import { api } from "#server/context.ts";
import { orNotFound } from "#server/page.ts";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("accounts.demo");
  return { title: t("mailTitle") };
}

export default async function MailPage() {
  const [t, caller] = await Promise.all([getTranslations("accounts.demo"), api()]);
  const messages = await orNotFound(caller.accounts.demoMail());
  return (
    <Page width="text">
      <BackLink href="/demonstration">{t("title")}</BackLink>
      <h1>{t("mailTitle")}</h1>
      <p>{t("mailLead")}</p>
      {messages.length === 0 && <p>{t("mailEmpty")}</p>}
      <div className="fields">
        {messages.map((message) => (
          <Receipt
            key={message.id}
            level={2}
            title={<bdi>{message.subject}</bdi>}
            number={<DateText at={message.createdAt} />}
            rows={[{ label: t("mailTo"), value: <bdi>{message.to}</bdi> }]}
          >
            <p className="whitespace-pre-wrap" lang="fr" dir="ltr">
              {message.text}
            </p>
          </Receipt>
        ))}
      </div>
    </Page>
  );
}
