import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { AgreementView } from "#components/treasury/agreement-view.tsx";
import { BackLink } from "#components/ui/link.tsx";
import { api } from "#server/context.ts";
import type { Id } from "#server/kernel/ids.ts";
import { orNotFound } from "#server/page.ts";
import { signForCollective } from "../actions.ts";

type Props = { params: Promise<{ agreement: string }> };

async function load({ params }: Props) {
  const { agreement } = await params;
  const caller = await api();
  return orNotFound(caller.treasury.agreement({ agreementId: agreement as Id<"agr"> }));
}

export async function generateMetadata(props: Props): Promise<Metadata> {
  const [t, { agreement }] = await Promise.all([getTranslations("treasury.agreement"), load(props)]);
  return { title: t("title", { number: agreement.number }) };
}

/** An agreement, for the members of its collective: to read, and for the referent to sign. */
export default async function MyAgreementPage(props: Props) {
  const [t, loaded] = await Promise.all([getTranslations("treasury"), load(props)]);
  return (
    <AgreementView
      loaded={loaded}
      sign={signForCollective}
      back={<BackLink href="/collectif/conventions">{t("agreement.list")}</BackLink>}
    />
  );
}
