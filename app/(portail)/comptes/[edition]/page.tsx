import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { Equation } from "#components/ledger/equation.tsx";
import { Amount } from "#components/ui/amount.tsx";
import { buttonClass } from "#components/ui/button.ts";
import { DateText } from "#components/ui/date-text.tsx";
import { BackLink, ButtonLink, Link } from "#components/ui/link.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { Page } from "#components/ui/page.tsx";
import { Table } from "#components/ui/table.tsx";
import { Tag } from "#components/ui/tag.tsx";
import { currentLocale, localePath } from "#messages/server.ts";
import { api } from "#server/context.ts";
import { civilDateOf } from "#server/kernel/dates.ts";
import { type Account, type Balance, ENTRY_KINDS } from "#server/ledger/model.ts";
import { onAccount } from "#server/ledger/rules.ts";
import { orNotFound } from "#server/page.ts";
import { filtersOf, type Search, searchOf } from "./filters.ts";

type Props = { params: Promise<{ edition: string }>; searchParams: Promise<Search> };

const FIGURES = ["endowment", "available", "committed", "ordered", "paid"] as const;
const PLACES = ["available", "committed", "ordered", "paid"] as const;

/** Lines on one page of the ledger. */
const PAGE_LINES = 100;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { edition } = await params;
  const [t, caller] = await Promise.all([getTranslations("ledger.page"), api()]);
  const accounts = await orNotFound(caller.transparency.accounts({ edition }));
  return { title: t("title", { name: accounts.edition.name }) };
}

function figures(balance: Balance, accounts: readonly Account[], moved: readonly Account[] = accounts) {
  return Object.fromEntries(
    accounts.map((account) => [
      account,
      <Amount
        key={account}
        cents={onAccount(balance, account)}
        exact
        // On a phone a line shows only the balances that it changed.
        {...(moved.includes(account) ? {} : { className: "wide-only" })}
      />,
    ]),
  );
}

/** The line's label, with the initiative that the money is for where the label does not name it. */
function labelOf(label: string, initiativeTitle: string | undefined): string {
  return initiativeTitle && !label.includes(initiativeTitle) ? `${label} · ${initiativeTitle}` : label;
}

/** The accounts of one edition: the equation, envelope by envelope, then the ledger line by line. */
export default async function AccountsPage({ params, searchParams }: Props) {
  const [{ edition }, search] = await Promise.all([params, searchParams]);
  const [t, caller, { lang }] = await Promise.all([getTranslations("ledger"), api(), currentLocale()]);
  const accounts = await orNotFound(caller.transparency.accounts({ edition }));
  const statement = await orNotFound(caller.transparency.statement({ edition, ...filtersOf(search) }));
  const here = `/comptes/${edition}`;
  const pages = Math.max(1, Math.ceil(statement.lines.length / PAGE_LINES));
  const page = Math.min(Math.max(1, Number(search.page) || 1), pages);
  const lines = statement.lines.slice((page - 1) * PAGE_LINES, page * PAGE_LINES);
  const monthName = (month: string) =>
    new Intl.DateTimeFormat(lang, { month: "long", year: "numeric", timeZone: "UTC" }).format(
      Date.parse(`${month}-01T00:00:00Z`),
    );
  const isFiltered = Object.keys(filtersOf(search)).length > 0;

  return (
    <Page>
      <BackLink href="/comptes">{t("page.back")}</BackLink>
      <h1>{t("page.title", { name: accounts.edition.name })}</h1>
      <p className="lead mt-4">{t("page.lead")}</p>
      {accounts.envelopes.length === 0 ? (
        <div className="mt-8">
          <Notice>{t("page.empty")}</Notice>
        </div>
      ) : (
        <>
          <div className="mt-8 max-w-text">
            <Equation balance={accounts.total} title={t("page.equation")} />
          </div>
          <p className="mt-5">
            <Tag tone={accounts.isBalanced ? "done" : "attention"}>
              {accounts.isBalanced ? t("page.verified") : t("page.broken")}
            </Tag>
          </p>
          <div className="mt-10">
            <Table
              stack
              caption={t("page.envelopes")}
              columns={[
                { key: "name", head: t("page.envelope"), rowHead: true },
                ...FIGURES.map((account) => ({
                  key: account,
                  head: t(`accounts.${account}`),
                  numeric: true,
                })),
              ]}
              rows={accounts.envelopes.map(({ id, name, balance }) => ({
                key: id,
                cells: {
                  name: (
                    <Link href={`${here}${searchOf({ enveloppe: id })}#grand-livre`}>
                      {name}
                      <span className="sr-only"> : {t("page.seeLines", { name })}</span>
                    </Link>
                  ),
                  ...figures(balance, FIGURES),
                },
              }))}
              foot={{
                key: "total",
                cells: { name: t("page.total"), ...figures(accounts.total, FIGURES) },
              }}
            />
          </div>
        </>
      )}

      <section id="grand-livre" aria-labelledby="ledger-title" className="mt-14">
        <h2 id="ledger-title">{t("statement.title")}</h2>
        <p className="mt-3 max-w-measure">{t("statement.lead")}</p>
        <form
          action={`${await localePath(here)}#grand-livre`}
          method="get"
          className="no-print mt-5 flex flex-wrap items-end gap-4"
          aria-label={t("statement.filter")}
        >
          <Choice
            name="enveloppe"
            label={t("statement.envelope")}
            all={t("statement.all")}
            chosen={search.enveloppe}
            options={statement.envelopes.map(({ id, name }) => [id, name])}
          />
          <Choice
            name="nature"
            label={t("statement.kind")}
            all={t("statement.all")}
            chosen={search.nature}
            options={ENTRY_KINDS.map((kind) => [kind, t(`kinds.${kind}`)])}
          />
          <Choice
            name="mois"
            label={t("statement.month")}
            all={t("statement.all")}
            chosen={search.mois}
            options={statement.months.map((month) => [month, monthName(month)])}
          />
          <button type="submit" className={buttonClass("second")}>
            {t("statement.apply")}
          </button>
        </form>
        <p className="mt-5" role={isFiltered ? "status" : undefined}>
          {t("statement.count", { count: statement.lines.length })}
          {pages > 1 && ` · ${t("statement.page", { page, pages })}`}
        </p>
        <div className="mt-3">
          {lines.length === 0 ? (
            <Notice>{t("statement.none")}</Notice>
          ) : (
            <Table
              stack
              captionHidden
              caption={t("statement.caption")}
              columns={[
                { key: "entry", head: t("statement.entry"), rowHead: true },
                { key: "amount", head: t("statement.amount"), numeric: true },
                ...PLACES.map((account) => ({ key: account, head: t(`accounts.${account}`), numeric: true })),
              ]}
              rows={[
                ...(page === 1
                  ? [
                      {
                        key: "opening",
                        cells: { entry: t("statement.opening"), ...figures(statement.opening, PLACES) },
                      },
                    ]
                  : []),
                ...lines.map(({ entry, after, envelopeName, initiative }) => ({
                  key: entry.id,
                  cells: {
                    entry: (
                      <>
                        <Link href={`${here}/ecritures/${entry.id}`}>
                          {labelOf(entry.label, initiative?.initiativeTitle)}
                        </Link>
                        <span className="block font-normal text-caption text-slate">
                          {t(`kinds.${entry.kind}`)} · {t("statement.rank", { position: entry.position })} ·{" "}
                          {envelopeName}
                        </span>
                        <span className="block font-normal text-caption text-slate">
                          <DateText date={civilDateOf(entry.postedAt)} /> ·{" "}
                          {t("statement.way", {
                            from: t(`accounts.${entry.fromAccount}`),
                            to: t(`accounts.${entry.toAccount}`),
                          })}
                        </span>
                      </>
                    ),
                    amount: <Amount cents={entry.amountCents} exact />,
                    ...figures(after, PLACES, [entry.fromAccount, entry.toAccount]),
                  },
                })),
              ]}
              {...(page === pages
                ? {
                    foot: {
                      key: "closing",
                      cells: { entry: t("statement.closing"), ...figures(statement.closing, PLACES) },
                    },
                  }
                : {})}
            />
          )}
        </div>
        <div className="mt-5 flex flex-wrap items-center justify-between gap-4">
          <Tag tone={statement.isBalanced ? "done" : "attention"}>
            {statement.isBalanced ? t("page.verified") : t("page.broken")}
          </Tag>
          <div className="actions no-print">
            {page > 1 && (
              <Link href={`${here}${searchOf({ ...search, page: String(page - 1) })}#grand-livre`}>
                {t("statement.older")}
              </Link>
            )}
            {page < pages && (
              <Link href={`${here}${searchOf({ ...search, page: String(page + 1) })}#grand-livre`}>
                {t("statement.newer")}
              </Link>
            )}
            <ButtonLink
              kind="quiet"
              icon="download"
              href={`${here}/ecritures.csv${searchOf({ ...search, page: "" })}`}
            >
              {t("statement.download")}
            </ButtonLink>
          </div>
        </div>
      </section>
    </Page>
  );
}

function Choice({
  name,
  label,
  all,
  chosen = "",
  options,
}: {
  name: string;
  label: string;
  all: string;
  chosen?: string | undefined;
  options: readonly (readonly [string, string])[];
}) {
  return (
    <div className="grid min-w-0 max-w-full grid-cols-[minmax(0,1fr)] gap-1.5">
      <label htmlFor={name} className="label">
        {label}
      </label>
      <select id={name} name={name} defaultValue={chosen} className="input">
        <option value="">{all}</option>
        {options.map(([value, text]) => (
          <option key={value} value={value}>
            {text}
          </option>
        ))}
      </select>
    </div>
  );
}
