import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { trancheLabels } from "#components/treasury/tranche-label.ts";
import { Amount } from "#components/ui/amount.tsx";
import { DateText } from "#components/ui/date-text.tsx";
import { formatCents } from "#components/ui/format.ts";
import { BackLink, Link } from "#components/ui/link.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { Page } from "#components/ui/page.tsx";
import { Table } from "#components/ui/table.tsx";
import { Tag } from "#components/ui/tag.tsx";
import { currentLocale } from "#messages/server.ts";
import { type Api, api } from "#server/context.ts";
import type { Id } from "#server/kernel/ids.ts";
import { orNotFound } from "#server/page.ts";

type Props = { params: Promise<{ statement: string }> };
type StatementLine = Awaited<ReturnType<Api["treasury"]["statement"]>>["lines"][number];

async function load({ params }: Props) {
  const { statement } = await params;
  const caller = await api();
  return orNotFound(caller.treasury.statement({ statementId: statement as Id<"bst"> }));
}

export async function generateMetadata(props: Props): Promise<Metadata> {
  const [t, { statement }] = await Promise.all([getTranslations("treasury.statement"), load(props)]);
  return { title: t("title", { name: statement.statementId }) };
}

/** One bank statement: its proof, its lines, what each paid or may have paid. */
export default async function StatementPage(props: Props) {
  const [t, { lang }, { statement, lines }] = await Promise.all([
    getTranslations("treasury.statement"),
    currentLocale(),
    load(props),
  ]);
  const euros = (cents: number) => formatCents(cents, lang, true);
  return (
    <Page area="treasury">
      <BackLink href="/tresorerie/releves">{t("back")}</BackLink>
      <h1>{t("title", { name: statement.statementId })}</h1>
      <p className="mt-4">
        <Tag tone="done">
          <bdi>
            {t("proof", {
              openingCents: euros(statement.openingCents),
              movementsCents: euros(statement.closingCents - statement.openingCents),
              closingCents: euros(statement.closingCents),
            })}
          </bdi>
        </Tag>
      </p>
      <div className="mt-8">
        {lines.length === 0 ? (
          <Notice>{t("none")}</Notice>
        ) : (
          <Table
            stack
            caption={t("lines")}
            columns={[
              { key: "who", head: t("who"), rowHead: true },
              { key: "date", head: t("date") },
              { key: "reference", head: t("reference") },
              { key: "amount", head: t("amount"), numeric: true },
              { key: "match", head: t("match") },
            ]}
            rows={lines.map((one) => ({
              key: one.line.id,
              cells: {
                who: <bdi>{one.line.counterparty ?? one.line.remittance ?? "–"}</bdi>,
                date: <DateText date={one.line.bookedOn} />,
                reference: <bdi>{one.line.endToEndId ?? "–"}</bdi>,
                amount: <Amount cents={one.line.amountCents} exact />,
                match: <Match one={one} />,
              },
            }))}
          />
        )}
      </div>
    </Page>
  );
}

async function Match({ one: { line, paid, suggestions } }: { one: StatementLine }) {
  const [t, labelOf] = await Promise.all([getTranslations("treasury"), trancheLabels()]);
  const name = ({ tranche, file }: NonNullable<StatementLine["paid"]>) =>
    t("desk.tranche", { label: labelOf(tranche.label), collective: file.collectiveName });
  if (paid)
    return (
      <>
        {t("statement.paid")} : <Link href={`/tresorerie/tranches/${paid.tranche.id}`}>{name(paid)}</Link>
      </>
    );
  if (line.amountCents >= 0) return t("statement.incoming");
  if (suggestions.length === 0) return <span className="text-slate">{t("statement.unmatched")}</span>;
  return (
    <ul>
      {suggestions.map((suggestion) => (
        <li key={suggestion.tranche.id}>
          {suggestion.why === "reference" ? t("statement.suggested") : t("statement.possible")} :{" "}
          <Link href={`/tresorerie/tranches/${suggestion.tranche.id}`}>{name(suggestion)}</Link>
        </li>
      ))}
    </ul>
  );
}
