import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { helpContact } from "#components/shell/publisher.ts";
import { Icon } from "#components/ui/icon.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { Page } from "#components/ui/page.tsx";
import { api } from "#server/context.ts";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("legal.contact");
  return { title: t("title") };
}

export default async function ContactPage() {
  const [t, caller] = await Promise.all([getTranslations("legal"), api()]);
  const { phone, mail, name, address, isFictitious } = helpContact((await caller.accounts.demo()) !== null);
  const missing = <p className="text-slate">{t("missing")}</p>;
  return (
    <Page width="text">
      <h1>{t("contact.title")}</h1>
      <p className="lead mt-4 mb-8">{t("contact.intro")}</p>
      <div className="grid gap-8">
        {isFictitious && <Notice kind="warning">{t("contact.fictitious")}</Notice>}
        <section>
          <h2 className="mb-2 flex items-center gap-3">
            <Icon name="phone" size={1.5} /> {t("contact.phone")}
          </h2>
          {phone ? (
            <a href={`tel:${phone.replace(/[^+\d]/g, "")}`} className="amount text-h3 font-bold">
              <bdi dir="ltr">{phone}</bdi>
            </a>
          ) : (
            missing
          )}
        </section>
        <section>
          <h2 className="mb-2 flex items-center gap-3">
            <Icon name="mail" size={1.5} /> {t("contact.mail")}
          </h2>
          {mail ? <a href={`mailto:${mail}`}>{mail}</a> : missing}
        </section>
        <section>
          <h2 className="mb-2 flex items-center gap-3">
            <Icon name="pin" size={1.5} /> {t("contact.post")}
          </h2>
          {address ? (
            <address className="whitespace-pre-line not-italic">
              <bdi>{[name, address].filter(Boolean).join("\n")}</bdi>
            </address>
          ) : isFictitious ? (
            <p>{t("contact.fictitiousPlace")}</p>
          ) : (
            missing
          )}
        </section>
        <Notice>{t("contact.paper")}</Notice>
      </div>
    </Page>
  );
}
