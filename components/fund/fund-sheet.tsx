import { getFormatter, getTranslations } from "next-intl/server";
import { Amount } from "#components/ui/amount.tsx";
import { DateText } from "#components/ui/date-text.tsx";
import { Details } from "#components/ui/details.tsx";
import { formatDay, formatShare } from "#components/ui/format.ts";
import { ButtonLink, Link } from "#components/ui/link.tsx";
import { Receipt } from "#components/ui/receipt.tsx";
import { Tag } from "#components/ui/tag.tsx";
import { currentLocale } from "#messages/server.ts";
import { FLOOR_BPS } from "#server/fund/rules.ts";
import { civilDateOf } from "#server/kernel/dates.ts";
import { BaseTable } from "./base-table.tsx";
import { CallSheet } from "./call-sheet.tsx";
import { EnvelopeTable } from "./envelope-table.tsx";
import type { Overview } from "./overview.ts";

/** Everything about an edition's money: the calculation as three slips, then the base, the envelopes and the call. */
export async function FundSheet({
  overview,
  editions,
}: {
  overview: Overview;
  editions: readonly { year: number; endowmentCents: number | null }[];
}) {
  const [t, formatter, { lang }] = await Promise.all([
    getTranslations("fund"),
    getFormatter(),
    currentLocale(),
  ]);
  const { edition, base, endowment, envelopes, call } = overview;
  const year = String(edition.year);
  const others = editions.filter((other) => other.year !== edition.year);
  return (
    <div className="grid gap-14">
      <header>
        <h1>{t("sheet.title", { year })}</h1>
        <p className="lead mt-4">{t("sheet.lead")}</p>
      </header>

      <section aria-labelledby="calcul">
        <h2 id="calcul">{t("sheet.calculation")}</h2>
        <div className="mt-6 grid items-start gap-8 lg:grid-cols-3">
          {base && (
            <Receipt
              level={3}
              number={t("sheet.baseNumber", { year })}
              title={t("sheet.base")}
              rows={[
                {
                  label: t("sheet.baseLines", { count: base.lines.length }),
                  value: <Link href="#base">{t("sheet.see")}</Link>,
                },
                { label: t("base.total"), value: <Amount cents={base.baseCents} exact />, total: true },
              ]}
            />
          )}
          {base && (
            <Receipt
              level={3}
              number={<Link href="/regles/DOT-1">{t("sheet.rule", { rule: "DOT-1" })}</Link>}
              title={t("sheet.floor")}
              rows={[
                {
                  label: t("sheet.floorWhy"),
                  value: <bdi className="amount">{formatShare(FLOOR_BPS, 10_000, lang)}</bdi>,
                },
                { label: t("sheet.floor"), value: <Amount cents={base.floorCents} exact />, total: true },
              ]}
            />
          )}
          {endowment ? (
            <Receipt
              level={3}
              number={t("sheet.endowmentNumber", { year })}
              title={t("sheet.endowment")}
              rows={[
                {
                  label: t("sheet.endowmentOn"),
                  value: <DateText date={civilDateOf(endowment.decidedAt)} />,
                },
                {
                  label: t("sheet.endowmentShare"),
                  value: (
                    <bdi className="amount">
                      {formatter.number(endowment.sharePercent / 100, {
                        style: "percent",
                        maximumFractionDigits: 3,
                      })}
                    </bdi>
                  ),
                },
                {
                  label: t("sheet.endowmentAbove"),
                  value: <Amount cents={endowment.amountCents - endowment.floorCents} exact />,
                },
                {
                  label: t("sheet.endowment"),
                  value: <Amount cents={endowment.amountCents} exact />,
                  total: true,
                },
              ]}
            />
          ) : (
            <p className="border-2 border-dashed border-line-strong p-5">{t("sheet.endowmentNone")}</p>
          )}
        </div>
      </section>

      {base && (
        <section aria-labelledby="base" className="grid gap-5">
          <h2 id="base">{t("base.title")}</h2>
          <div>
            <p>
              {t("base.perimeter", {
                date: formatDay(base.perimeter.decidedOn, lang),
                name: base.perimeter.name,
              })}
            </p>
            <p lang="fr" dir="auto" className="text-slate">
              {base.perimeter.reason}
            </p>
          </div>
          <BaseTable year={edition.year} lines={base.lines} baseCents={base.baseCents} />
          {base.lines.some((line) => line.isEstimate) && (
            <p>
              ≈ {t("sheet.estimate")}. {t("sheet.estimateWhy")}
            </p>
          )}
          <p className="actions">
            <ButtonLink kind="second" icon="download" href={`/fonds/${year}/base.csv`}>
              {t("base.download")}
            </ButtonLink>
          </p>
          <Details summary={t("base.recompute")}>
            <pre dir="ltr" className="overflow-x-auto">
              <code>{`npx quotepart endowment base-${year}.csv --year ${year}`}</code>
            </pre>
          </Details>
        </section>
      )}

      <section aria-labelledby="enveloppes" className="grid gap-5">
        <h2 id="enveloppes">{t("envelopes.title")}</h2>
        <p>{t("envelopes.lead")}</p>
        <EnvelopeTable year={edition.year} envelopes={envelopes} />
        {envelopes.length > 0 && (
          <p className="actions">
            <ButtonLink kind="second" icon="download" href={`/fonds/${year}/enveloppes.csv`}>
              {t("envelopes.download")}
            </ButtonLink>
            <Link href={`/comptes/${edition.slug}`}>{t("envelopes.accounts")}</Link>
          </p>
        )}
      </section>

      <section aria-labelledby="appel" className="grid gap-5">
        <h2 id="appel">{call ? <bdi>{call.title}</bdi> : t("call.title")}</h2>
        {call ? (
          <CallSheet level={3} call={call} state={<Tag tone="progress">{t(`phases.${call.phase}`)}</Tag>} />
        ) : (
          <p>{t("call.none")}</p>
        )}
      </section>

      {others.length > 0 && (
        <section aria-labelledby="annees">
          <h2 id="annees">{t("sheet.other")}</h2>
          <ul className="mt-4 grid gap-2">
            {others.map((other) => (
              <li key={other.year}>
                <Link href={`/fonds/${other.year}`}>{t("sheet.title", { year: String(other.year) })}</Link> ·{" "}
                {other.endowmentCents === null ? (
                  t("sheet.otherNone")
                ) : (
                  <Amount cents={other.endowmentCents} />
                )}
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}
