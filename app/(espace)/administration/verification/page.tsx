import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { Checkboxes } from "#components/ui/fields.tsx";
import { Form } from "#components/ui/form.tsx";
import { formatCents } from "#components/ui/format.ts";
import { Link } from "#components/ui/link.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { Page } from "#components/ui/page.tsx";
import { SubmitButton } from "#components/ui/submit-button.tsx";
import { currentLocale } from "#messages/server.ts";
import { api } from "#server/context.ts";
import { orNotFound } from "#server/page.ts";
import { verifyLines } from "./actions.ts";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("fund.verify");
  return { title: t("titleNone") };
}

/** The second person's page: whoever orders payments checks the lines that the administration entered. */
export default async function VerificationPage() {
  const [t, { lang }, caller] = await Promise.all([getTranslations("fund"), currentLocale(), api()]);
  const base = await orNotFound(caller.fund.toVerify());
  const waiting = base?.lines.filter((line) => !line.isVerified) ?? [];
  return (
    <Page width="text" area="administration">
      <h1>{base ? t("verify.title", { year: String(base.year) }) : t("verify.titleNone")}</h1>
      {waiting.length === 0 ? (
        <div className="mt-6 grid gap-5">
          <Notice kind={base ? "success" : "info"} live={base !== null}>
            {t(base ? "verify.all" : "verify.none")}
          </Notice>
          <p>
            <Link href="/fonds">{t("admin.public")}</Link>
          </p>
        </div>
      ) : (
        <>
          <p className="mt-4 mb-8">{t("verify.lead")}</p>
          <Form action={verifyLines}>
            <Checkboxes
              name="lineIds"
              label={t("verify.lines")}
              options={waiting.map((line) => ({
                value: line.id,
                label: (
                  <>
                    <bdi lang="fr">
                      {line.programme} · {line.label}
                    </bdi>{" "}
                    : <bdi className="amount font-bold">{formatCents(line.amountCents, lang, true)}</bdi>
                  </>
                ),
                hint: (
                  <>
                    {t(`stages.${line.stage}`)}, {line.year}. <bdi lang="fr">{line.source}</bdi>
                  </>
                ),
              }))}
            />
            <SubmitButton>{t("verify.submit")}</SubmitButton>
          </Form>
        </>
      )}
    </Page>
  );
}
