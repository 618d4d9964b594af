import type { Metadata } from "next";
import { notFound, redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { SeenVersion, TheirVersion } from "#components/initiatives/versions.tsx";
import { MoneyField, Select, TextField } from "#components/ui/fields.tsx";
import { Form } from "#components/ui/form.tsx";
import { BackLink } from "#components/ui/link.tsx";
import { Page } from "#components/ui/page.tsx";
import { SubmitButton } from "#components/ui/submit-button.tsx";
import { localePath } from "#messages/server.ts";
import { ACCOUNTS, READY_LINES } from "#server/initiatives/model.ts";
import { saveLine } from "../../actions.ts";
import { type FileProps, fileHref, loadFile } from "../../load.ts";

type Props = FileProps & { searchParams: Promise<{ cote?: string; modele?: string; ligne?: string }> };

const titleOf = (isNew: boolean, side: string) =>
  isNew ? (side === "charge" ? "addCharge" : "addResource") : "change";

export async function generateMetadata({ searchParams }: Props): Promise<Metadata> {
  const [t, { cote = "charge", ligne }] = await Promise.all([
    getTranslations("initiatives.line"),
    searchParams,
  ]);
  return { title: t(titleOf(ligne === undefined, cote)) };
}

export default async function LinePage({ params, searchParams }: Props) {
  const [t, view, { cote, modele, ligne }] = await Promise.all([
    getTranslations("initiatives"),
    loadFile((await params).initiativeId),
    searchParams,
  ]);
  const { file, lines } = view;
  if (!view.isWritable) redirect(await localePath(fileHref(file.id)));
  const kept = lines.find(({ id }) => id === ligne) ?? null;
  if (ligne !== undefined && !kept) notFound();
  const model = READY_LINES.find(({ key }) => key === modele);
  const side = kept?.side ?? (cote === "resource" ? "resource" : "charge");
  return (
    <Page width="text">
      <BackLink href={fileHref(file.id, "/budget")}>{t("budget.title")}</BackLink>
      <h1 className="mb-8">{t(`line.${titleOf(kept === null, side)}`)}</h1>
      <Form
        action={saveLine.bind(null, file.id, kept?.id ?? null)}
        initial={{
          account: kept?.account ?? model?.account ?? "",
          label: kept?.label ?? (model ? t(`readyLines.${model.key}`) : ""),
          amount: kept ? (kept.amountCents / 100).toFixed(2).replace(".", ",") : "",
          seenAt: String(kept?.savedAt ?? ""),
        }}
      >
        <SeenVersion />
        <TheirVersion title={t("common.theirs")} advice={t("common.keepWhich")} />
        <TextField name="label" label={side === "charge" ? t("line.label") : t("line.labelResource")} />
        <MoneyField name="amount" label={t("line.amount")} hint={t("line.amountHint")} />
        <Select
          name="account"
          label={t("line.account")}
          hint={t("line.accountHint")}
          empty={t("line.choose")}
          options={ACCOUNTS.filter((account) => account.side === side).map(({ code }) => ({
            value: code,
            label: t(`accounts.${code}` as "accounts.60"),
          }))}
        />
        <div className="actions">
          <SubmitButton>{t("line.submit")}</SubmitButton>
        </div>
      </Form>
    </Page>
  );
}
