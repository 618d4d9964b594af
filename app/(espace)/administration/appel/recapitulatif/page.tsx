import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { CallSheet } from "#components/fund/call-sheet.tsx";
import { HiddenInputs } from "#components/fund/hidden-inputs.tsx";
import { Checkbox } from "#components/ui/fields.tsx";
import { Form } from "#components/ui/form.tsx";
import { Link } from "#components/ui/link.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { Page } from "#components/ui/page.tsx";
import { SubmitButton } from "#components/ui/submit-button.tsx";
import { api } from "#server/context.ts";
import { asQuery, type Query, typedIn } from "../../enveloppes/query.ts";
import { Problems, tried } from "../../tried.tsx";
import { openCall } from "../actions.ts";
import { typedCall } from "../typed-call.ts";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("fund.openCall");
  return { title: t("recapTitle") };
}

export default async function CallRecapPage({ searchParams }: { searchParams: Query }) {
  const [t, caller, typed] = await Promise.all([
    getTranslations("fund.openCall"),
    api(),
    typedIn(searchParams),
  ]);
  const back = `/administration/appel?${asQuery(typed)}`;
  const asked = await tried(caller.fund.checkCall(typedCall(typed)));
  if ("problems" in asked)
    return (
      <Page width="text" area="administration">
        <h1>{t("wrong")}</h1>
        <Problems problems={asked.problems} back={back} label={t("change")} />
      </Page>
    );
  return (
    <Page area="administration">
      <h1>{t("recapTitle")}</h1>
      <p className="lead mt-4 mb-8">
        <bdi>{asked.answer.title}</bdi>
      </p>
      <CallSheet call={asked.answer} />
      <div className="mt-10 max-w-text">
        <Notice kind="warning">{t("recapLead")}</Notice>
        <div className="mt-6">
          <Form action={openCall}>
            <HiddenInputs values={typed} />
            <Checkbox name="confirmed" value="yes" label={t("confirmed")} />
            <div className="actions">
              <SubmitButton kind="vote">{t("submit")}</SubmitButton>
              <Link href={back}>{t("change")}</Link>
            </div>
          </Form>
        </div>
      </div>
    </Page>
  );
}
