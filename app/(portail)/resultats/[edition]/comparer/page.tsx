import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { formatMinor } from "#components/allocation/money.ts";
import { whyHref } from "#components/allocation/rows.ts";
import { ruleName } from "#components/allocation/rule-name.ts";
import { formatShare } from "#components/ui/format.ts";
import { BackLink, Link } from "#components/ui/link.tsx";
import { Page } from "#components/ui/page.tsx";
import { Table } from "#components/ui/table.tsx";
import { Tag } from "#components/ui/tag.tsx";
import { currentLocale } from "#messages/server.ts";
import { type Api, api } from "#server/context.ts";
import { orNotFound } from "#server/page.ts";
import { SMALLEST_CELL } from "#server/voting/rules.ts";

type Props = { params: Promise<{ edition: string }>; searchParams: Promise<{ partie?: string | string[] }> };

async function load({ params, searchParams }: Props) {
  const [{ edition }, { partie }] = await Promise.all([params, searchParams]);
  const caller = await api();
  const part =
    [partie].flat()[0] ?? (await orNotFound(caller.allocation.results({ edition }))).parts[0]?.part;
  return orNotFound(caller.allocation.comparison({ edition, part: part ?? "" }));
}

type Comparison = Awaited<ReturnType<Api["allocation"]["comparison"]>>;

export async function generateMetadata(props: Props): Promise<Metadata> {
  const [t, { partName }] = await Promise.all([getTranslations("allocation.compare"), load(props)]);
  return { title: t("title", { edition: partName }) };
}

/** A letter for each rule, so that a line can name many of them. */
const letterOf = (at: number) => String.fromCharCode("A".charCodeAt(0) + at);

export default async function ComparisonPage(props: Props) {
  const t = await getTranslations("allocation.compare");
  const { lang } = await currentLocale();
  const comparison = await load(props);
  const { edition, partName, money, voters, rules } = comparison;
  const names = await Promise.all(rules.map(({ rule }) => ruleName(rule)));
  const { differing, always } = sorted(comparison);
  return (
    <Page>
      <BackLink href={`/resultats/${edition.slug}`}>{t("back")}</BackLink>
      <h1>{t("heading")}</h1>
      <p className="lead mt-4">
        <bdi>{partName}</bdi>. {t("lead")}
      </p>
      <div className="mt-8">
        <Table
          stack
          caption={t("rulesHead")}
          columns={[
            { key: "rule", head: t("key"), rowHead: true },
            { key: "count", head: t("count"), numeric: true },
            { key: "total", head: t("total"), numeric: true },
            ...(voters < SMALLEST_CELL ? [] : [{ key: "satisfied", head: t("satisfied"), numeric: true }]),
          ]}
          rows={rules.map(({ outcome }, at) => ({
            key: letterOf(at),
            cells: {
              rule: (
                <span className="flex flex-wrap items-center gap-2">
                  <span>
                    {letterOf(at)}. {names[at]}
                  </span>
                  {at === 0 && <Tag tone="info">{t("inForce")}</Tag>}
                  {outcome === null && <span className="text-slate">{t("notApplicable")}</span>}
                </span>
              ),
              count: outcome && t("countOf", { count: outcome.winners.length }),
              total: outcome && <bdi className="amount">{formatMinor(outcome.totalCost, money, lang)}</bdi>,
              satisfied: outcome && formatShare(outcome.satisfied, voters, lang),
            },
          }))}
        />
      </div>
      <h2 className="mt-12">{t("differences")}</h2>
      <p className="mt-3">
        {t("differ", { count: differing.length })} {differing.length > 0 && t("letters")}
      </p>
      <ul className="mt-4 border-y-2 border-ink">
        {differing.map(({ project, by }) => (
          <li
            key={project.id}
            className="grid gap-1 border-b border-dashed border-line-strong py-3 last:border-b-0"
          >
            <div className="flex flex-wrap items-baseline justify-between gap-x-4">
              <Link href={whyHref(edition.slug, project.number)} className="font-bold" dir="auto">
                {project.title}
              </Link>
              <bdi className="amount">{formatMinor(project.cost, money, lang)}</bdi>
            </div>
            <p className="flex flex-wrap items-center gap-x-4 gap-y-1">
              <span>{t("fundedBy", { rules: by.funding.join(" ") })}</span>
              <span className="text-slate">{t("notFundedBy", { rules: by.leaving.join(" ") })}</span>
            </p>
          </li>
        ))}
      </ul>
      {always.length > 0 && (
        <>
          <h2 className="mt-12">{t("always")}</h2>
          <ul className="mt-4 list-disc ps-6">
            {always.map((project) => (
              <li key={project.id}>
                <span dir="auto">{project.title}</span>{" "}
                <bdi className="amount">{formatMinor(project.cost, money, lang)}</bdi>
              </li>
            ))}
          </ul>
        </>
      )}
    </Page>
  );
}

/** Projects on which the rules differ, the most disputed first; and those that every rule funds. */
function sorted({ rules, projects }: Comparison) {
  const applied = rules.flatMap(({ outcome }, at) =>
    outcome ? [{ letter: letterOf(at), winners: new Set(outcome.winners) }] : [],
  );
  const judged = projects.map((project) => ({
    project,
    by: {
      funding: applied.filter(({ winners }) => winners.has(project.id)).map(({ letter }) => letter),
      leaving: applied.filter(({ winners }) => !winners.has(project.id)).map(({ letter }) => letter),
    },
  }));
  const dispute = ({ by }: (typeof judged)[number]) => Math.min(by.funding.length, by.leaving.length);
  return {
    differing: judged
      .filter((each) => dispute(each) > 0)
      .sort((a, b) => dispute(b) - dispute(a) || b.project.backers - a.project.backers),
    always: judged.filter(({ by }) => by.leaving.length === 0).map(({ project }) => project),
  };
}
