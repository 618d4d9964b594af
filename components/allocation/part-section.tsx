import { getTranslations } from "next-intl/server";
import { DateText } from "#components/ui/date-text.tsx";
import { formatShare } from "#components/ui/format.ts";
import { Link } from "#components/ui/link.tsx";
import { Receipt } from "#components/ui/receipt.tsx";
import { Tag } from "#components/ui/tag.tsx";
import { currentLocale } from "#messages/server.ts";
import { SMALLEST_CELL } from "#server/voting/rules.ts";
import { CheckYourself } from "./check-yourself.tsx";
import { formatMinor } from "./money.ts";
import { ResultList } from "./result-list.tsx";
import { foundRows, type PartResult, type Results, rowsOf } from "./rows.ts";
import { ruleName, rulePage } from "./rule-name.ts";

/** How many initiatives of a part one page shows: with their explanations folded in, it stays light on a phone. */
export const ROWS_A_PAGE = 40;

/** What the reader asked to see, from the address. */
export type Search = { words: string; state: string; page: number };

/** One part of an edition: what is granted against the budget, the turnout, each initiative with its votes and its «pourquoi». */
export async function PartSection({
  edition,
  part,
  search,
}: {
  edition: Results["edition"];
  part: PartResult;
  search: Search;
}) {
  const t = await getTranslations("allocation.results");
  const { lang } = await currentLocale();
  const { allocation, election } = part.published;
  const left = election.budget - allocation.totalCost;
  const rows = rowsOf(part);
  const found = foundRows(rows, search.words, search.state);
  const shown = found.slice((search.page - 1) * ROWS_A_PAGE, search.page * ROWS_A_PAGE);
  const funded = shown.filter(({ state }) => state === "awarded");
  const others = shown.filter(({ state }) => state !== "awarded");
  const most = rows.reduce((highest, { support }) => Math.max(highest, support), 0);
  const won = rows.filter(({ state }) => state === "awarded").map(({ support }) => support);
  const threshold = won.length === 0 ? null : Math.min(...won);
  const amount = (minor: number) => <bdi className="amount">{formatMinor(minor, election, lang)}</bdi>;
  const isSmall = election.voters < SMALLEST_CELL;
  return (
    <section aria-labelledby={`partie-${part.part}`} className="mt-12">
      <div className="grid gap-8 lg:grid-cols-2">
        <Receipt
          number={edition.name}
          title={
            <span id={`partie-${part.part}`} dir="auto">
              {part.name}
            </span>
          }
          state={part.adoptedAt === null ? undefined : <Tag tone="done">{t("adoptedTag")}</Tag>}
          rows={[
            { label: t("budget"), value: amount(election.budget) },
            { label: t("spent"), value: amount(allocation.totalCost) },
            { label: t("left"), value: amount(left), total: true },
          ]}
        >
          {part.adoptedAt !== null && (
            <p className="text-slate">
              {t("adoptedOn")} <DateText at={part.adoptedAt} />
            </p>
          )}
        </Receipt>
        <dl className="grid grid-cols-1 content-start gap-4">
          <div>
            <dt className="font-bold">{t("turnout")}</dt>
            <dd>
              {isSmall
                ? t("turnoutSmall")
                : part.roll === null
                  ? t("ballots", { ballots: election.voters })
                  : t("turnoutOf", {
                      ballots: part.roll.voters,
                      roll: part.roll.entries,
                      share: formatShare(part.roll.voters, part.roll.entries, lang),
                    })}
            </dd>
          </div>
          {!isSmall && (
            <div>
              <dt className="font-bold">{t("satisfied")}</dt>
              <dd>
                {t("satisfiedShare", { share: formatShare(election.satisfied, election.voters, lang) })}
              </dd>
            </div>
          )}
          <div>
            <dt className="font-bold">{t("rule")}</dt>
            <dd className="first-letter:uppercase">
              {await ruleName(allocation.options)}.{" "}
              <Link href={rulePage(allocation.options)}>{t("ruleLink")}</Link>
            </dd>
          </div>
          {left > 0 && won.length < rows.length && (
            <div>
              <dt className="font-bold">{t("left")}</dt>
              <dd>{t("leftWhy")}</dd>
            </div>
          )}
        </dl>
      </div>

      <p className="mt-8 text-slate">
        {t("chartHint")} {threshold !== null && t("thresholdWhy")}
      </p>
      {found.length !== rows.length && (
        <p className="mt-2 font-bold">{t("found", { count: found.length })}</p>
      )}
      {funded.length > 0 && (
        <>
          <h3 className="mt-6 mb-3">{t("funded")}</h3>
          <ResultList slug={edition.slug} part={part} rows={funded} most={most} threshold={threshold} />
        </>
      )}
      {others.length > 0 && (
        <>
          <h3 className="mt-8 mb-3">{t("notFunded")}</h3>
          <ResultList slug={edition.slug} part={part} rows={others} most={most} threshold={threshold} />
        </>
      )}
      <CheckYourself
        edition={edition}
        part={part}
        titles={new Map(rows.map(({ id, title }) => [id, title]))}
      />
    </section>
  );
}
