import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { PartSection, ROWS_A_PAGE, type Search } from "#components/allocation/part-section.tsx";
import { foundRows, type Results, rowsOf } from "#components/allocation/rows.ts";
import { buttonClass } from "#components/ui/button.ts";
import { BackLink, Link } from "#components/ui/link.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { Page } from "#components/ui/page.tsx";
import { withLocale } from "#messages/locales.ts";
import { currentLocale } from "#messages/server.ts";
import { api } from "#server/context.ts";
import { orNotFound } from "#server/page.ts";

type Props = {
  params: Promise<{ edition: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

/** Below this many initiatives everything is in sight and a search would only stand in the way. */
const SEARCHABLE = 12;
const STATES = ["awarded", "reserve_list", "refused"] as const;

const load = async (slug: string) => orNotFound((await api()).allocation.results({ edition: slug }));

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const [t, { edition }] = await Promise.all([getTranslations("allocation.results"), params]);
  return { title: t("title", { edition: (await load(edition)).edition.name }) };
}

export default async function ResultsPage({ params, searchParams }: Props) {
  const [t, { edition: slug }, asked] = await Promise.all([
    getTranslations("allocation.results"),
    params,
    searchParams,
  ]);
  const { edition, parts } = await load(slug);
  const search = readSearch(asked);
  const projects = parts.reduce((sum, { published }) => sum + published.projects.length, 0);
  const funded = parts.reduce((sum, { published }) => sum + published.allocation.winners.length, 0);
  const pages = Math.max(
    1,
    ...parts.map((part) =>
      Math.ceil(foundRows(rowsOf(part), search.words, search.state).length / ROWS_A_PAGE),
    ),
  );
  return (
    <Page>
      <BackLink href="/resultats">{t("backToResults")}</BackLink>
      <h1 dir="auto">{t("title", { edition: edition.name })}</h1>
      {parts.length === 0 ? (
        <p className="lead mt-4">{t("notYet")}</p>
      ) : (
        <p className="lead mt-4">{t("lead", { funded, projects })}</p>
      )}
      {edition.origin === "own" && parts.length > 0 && (
        <p className="mt-4 max-w-text">{t("ballotsPublished")}</p>
      )}
      {edition.origin === "imported" && (
        <div className="mt-6">
          <Notice>{t("imported")}</Notice>
        </div>
      )}
      {parts.length > 1 && (
        <ul className="mt-6 flex flex-wrap gap-x-6 gap-y-1">
          {parts.map(({ part, name }) => (
            <li key={part}>
              <a
                href={`#partie-${part}`}
                className="inline-flex min-h-11 items-center font-semibold"
                dir="auto"
              >
                {name}
              </a>
            </li>
          ))}
        </ul>
      )}
      {projects > SEARCHABLE && <SearchForm slug={edition.slug} search={search} />}
      {parts.map((part) => (
        <PartSection key={part.part} edition={edition} part={part} search={search} />
      ))}
      {pages > 1 && <Pager slug={edition.slug} search={search} pages={pages} />}
      {edition.origin === "own" && parts.length > 0 && (
        <section className="mt-12">
          <Notice title={t("appeal")}>
            <p>{t("appealText")}</p>
            <p className="mt-2">
              <Link href="/contact">{t("appealLink")}</Link>
            </p>
          </Notice>
        </section>
      )}
    </Page>
  );
}

/** What is asked for in the address, whatever is written there. */
function readSearch(asked: Record<string, string | string[] | undefined>): Search {
  const text = (name: string) => [asked[name]].flat()[0] ?? "";
  const page = Number(text("page"));
  return {
    words: text("q").slice(0, 100),
    state: STATES.find((state) => state === text("decision")) ?? "",
    page: Number.isInteger(page) && page >= 1 && page <= 1000 ? page : 1,
  };
}

async function SearchForm({ slug, search }: { slug: Results["edition"]["slug"]; search: Search }) {
  const [t, states, locale] = await Promise.all([
    getTranslations("allocation.results"),
    getTranslations("allocation.state"),
    currentLocale(),
  ]);
  return (
    <search aria-label={t("search")}>
      <form
        action={withLocale(locale, `/resultats/${slug}`)}
        method="get"
        className="no-print mt-8 grid items-end gap-4 sm:grid-cols-[1fr_auto_auto]"
      >
        <div className="field">
          <label className="label" htmlFor="recherche">
            {t("searchLabel")}
          </label>
          <input id="recherche" name="q" type="search" defaultValue={search.words} className="input w-full" />
        </div>
        <div className="field">
          <label className="label" htmlFor="decision">
            {t("filterState")}
          </label>
          <select id="decision" name="decision" defaultValue={search.state} className="input">
            <option value="">{t("all")}</option>
            {STATES.map((state) => (
              <option key={state} value={state}>
                {states(state)}
              </option>
            ))}
          </select>
        </div>
        <button type="submit" className={buttonClass("second")}>
          {t("apply")}
        </button>
      </form>
    </search>
  );
}

async function Pager({ slug, search, pages }: { slug: string; search: Search; pages: number }) {
  const t = await getTranslations("allocation.results");
  const at = (page: number) => {
    const query = new URLSearchParams({
      ...(search.words && { q: search.words }),
      ...(search.state && { decision: search.state }),
      ...(page > 1 && { page: String(page) }),
    }).toString();
    return `/resultats/${slug}${query && `?${query}`}`;
  };
  return (
    <nav aria-label={t("pages")} className="no-print mt-8 flex flex-wrap items-center gap-6">
      {search.page > 1 && (
        <Link
          href={at(search.page - 1)}
          rel="prev"
          className="inline-flex min-h-11 items-center font-semibold"
        >
          {t("previous")}
        </Link>
      )}
      <span>{t("page", { page: search.page, pages })}</span>
      {search.page < pages && (
        <Link
          href={at(search.page + 1)}
          rel="next"
          className="inline-flex min-h-11 items-center font-semibold"
        >
          {t("next")}
        </Link>
      )}
    </nav>
  );
}
