import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { Form } from "#components/ui/form.tsx";
import { BackLink, ButtonLink } from "#components/ui/link.tsx";
import { Page } from "#components/ui/page.tsx";
import { SubmitButton } from "#components/ui/submit-button.tsx";
import { localePath } from "#messages/server.ts";
import { withdrawFile } from "../actions.ts";
import { type FileProps, fileHref, loadFile } from "../load.ts";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("initiatives.withdraw");
  return { title: t("title") };
}

export default async function WithdrawPage({ params }: FileProps) {
  const [t, { file, acts }] = await Promise.all([
    getTranslations("initiatives"),
    loadFile((await params).initiativeId),
  ]);
  if (!acts.includes("withdraw")) redirect(await localePath(fileHref(file.id)));
  return (
    <Page width="text">
      <BackLink href={fileHref(file.id)}>{t("common.backToFile")}</BackLink>
      <div className="space-y-6">
        <h1>{t("withdraw.title")}</h1>
        <p className="lead">
          <bdi>{file.title || t("common.untitled")}</bdi> (<bdi dir="ltr">{file.number}</bdi>)
        </p>
        <p>{t("withdraw.text")}</p>
        <Form action={withdrawFile.bind(null, file.id)}>
          <div className="actions">
            <SubmitButton kind="vote">{t("withdraw.submit")}</SubmitButton>
            <ButtonLink href={fileHref(file.id)} kind="second">
              {t("withdraw.keep")}
            </ButtonLink>
          </div>
        </Form>
      </div>
    </Page>
  );
}
