import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { trancheLabels } from "#components/treasury/tranche-label.ts";
import { Amount } from "#components/ui/amount.tsx";
import { DateText } from "#components/ui/date-text.tsx";
import { BackLink, Link } from "#components/ui/link.tsx";
import { Page } from "#components/ui/page.tsx";
import { Receipt } from "#components/ui/receipt.tsx";
import { Table } from "#components/ui/table.tsx";
import { Tag } from "#components/ui/tag.tsx";
import { api } from "#server/context.ts";
import { ACCOUNTS } from "#server/ledger/model.ts";
import { onAccount } from "#server/ledger/rules.ts";
import { orNotFound } from "#server/page.ts";

type Props = { params: Promise<{ edition: string; entry: string }> };

async function load({ params }: Props) {
  const { edition, entry: entryId } = await params;
  const caller = await api();
  return orNotFound(caller.transparency.entry({ edition, entryId }));
}

export async function generateMetadata(props: Props): Promise<Metadata> {
  const [t, { entry }] = await Promise.all([getTranslations("ledger"), load(props)]);
  return { title: t("entry.title", { kind: t(`kinds.${entry.kind}`), position: entry.position }) };
}

/** The receipt of one line of the ledger. */
export default async function EntryPage(props: Props) {
  const [t, found, labelOf] = await Promise.all([getTranslations("ledger"), load(props), trancheLabels()]);
  const { edition, entry, envelope, initiative, tranche, before, after, journalLine } = found;
  return (
    <Page width="text">
      <BackLink href={`/comptes/${edition.slug}#grand-livre`}>{t("entry.back")}</BackLink>
      <Receipt
        level={1}
        number={edition.name}
        title={t("entry.title", { kind: t(`kinds.${entry.kind}`), position: entry.position })}
        state={<Tag tone="done">{t(`accounts.${entry.toAccount}`)}</Tag>}
        rows={[
          { label: t("entry.date"), value: <DateText at={entry.postedAt} /> },
          { label: t("entry.envelope"), value: envelope?.name ?? "" },
          ...(initiative
            ? [
                {
                  label: t("entry.initiative"),
                  value: (
                    <Link href={`/initiatives/${initiative.initiativeNumber}`}>
                      {initiative.initiativeTitle}
                    </Link>
                  ),
                },
                { label: t("entry.award"), value: <bdi>{initiative.awardNumber}</bdi> },
              ]
            : []),
          ...(tranche
            ? [{ label: t("entry.tranche"), value: `${tranche.position} · ${labelOf(tranche.label)}` }]
            : []),
          ...(tranche?.orderNumber
            ? [
                {
                  label: t("entry.order"),
                  value: (
                    <bdi dir="ltr" className="whitespace-nowrap">
                      {tranche.orderNumber}
                    </bdi>
                  ),
                },
              ]
            : []),
          ...(entry.kind === "payment" && tranche?.paidOn
            ? [{ label: t("entry.paidOn"), value: <DateText date={tranche.paidOn} /> }]
            : []),
          { label: t("entry.from"), value: t(`accounts.${entry.fromAccount}`) },
          { label: t("entry.to"), value: t(`accounts.${entry.toAccount}`) },
          { label: t("entry.amount"), value: <Amount cents={entry.amountCents} exact />, total: true },
        ]}
      >
        <p>{entry.label}</p>
      </Receipt>

      <div className="mt-10">
        <Table
          caption={t("entry.around")}
          columns={[
            { key: "account", head: t("entry.account"), rowHead: true },
            { key: "before", head: t("entry.before"), numeric: true },
            { key: "after", head: t("entry.after"), numeric: true },
          ]}
          rows={ACCOUNTS.map((account) => ({
            key: account,
            cells: {
              account: t(`accounts.${account}`),
              before: <Amount cents={onAccount(before, account)} exact />,
              after: <Amount cents={onAccount(after, account)} exact />,
            },
          }))}
        />
        <p className="mt-3">{t("entry.verified")}</p>
      </div>
      <div className="prose mt-8">
        {journalLine && (
          <p>
            <Link href={`/journal/${edition.slug}/${journalLine.id}`}>{t("entry.journal")}</Link>
          </p>
        )}
        <p>
          {t("entry.rules")} : <Link href="/regles/LED-1">LED-1</Link>,{" "}
          <Link href="/regles/LED-2">LED-2</Link>, <Link href="/regles/LED-3">LED-3</Link>,{" "}
          <Link href="/regles/LED-4">LED-4</Link>
        </p>
        <p className="text-slate">
          {t("entry.id")} : <code>{entry.id}</code>
        </p>
      </div>
    </Page>
  );
}
