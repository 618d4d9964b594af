import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { groupLines } from "#components/transparency/groups.ts";
import { journalSentences } from "#components/transparency/sentence.ts";
import { buttonClass } from "#components/ui/button.ts";
import { DateText } from "#components/ui/date-text.tsx";
import { Details } from "#components/ui/details.tsx";
import { ButtonLink, Link } from "#components/ui/link.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { Page } from "#components/ui/page.tsx";
import { Receipt } from "#components/ui/receipt.tsx";
import { localePath } from "#messages/server.ts";
import { api } from "#server/context.ts";
import { civilDateOf } from "#server/kernel/dates.ts";
import { orNotFound } from "#server/page.ts";

/** The filters as the address says them: `?edition=2026&acte=tranche.paid&avant=…`. */
type Search = { edition?: string; acte?: string; avant?: string };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("transparency.journal");
  return { title: t("title") };
}

function searchOf(search: Search): string {
  const query = new URLSearchParams(Object.entries(search).filter(([, value]) => value)).toString();
  return query === "" ? "" : `?${query}`;
}

/** The public journal: every act with its sentence, the signed head of the log, and how to verify. */
export default async function JournalPage({ searchParams }: { searchParams: Promise<Search> }) {
  const search = await searchParams;
  const [t, caller, sentenceOf] = await Promise.all([
    getTranslations("transparency"),
    api(),
    journalSentences(),
  ]);
  const journal = await orNotFound(
    caller.transparency.journal({
      ...(search.edition ? { edition: search.edition } : {}),
      ...(search.acte ? { event: search.acte } : {}),
      ...(search.avant ? { after: search.avant } : {}),
    }),
  );
  const { head, count } = journal;
  type Line = (typeof journal.lines)[number];
  const hrefOf = (line: Line) => `/journal/${line.edition?.slug ?? "fonds"}/${line.id}`;
  const placeOf = ({ position }: Line) =>
    position === null ? t("journal.waiting") : t("journal.position", { position: position + 1 });
  return (
    <Page>
      <h1>{t("journal.title")}</h1>
      <p className="lead mt-4">{t("journal.lead")}</p>
      <div className="mt-8 grid gap-12 lg:grid-cols-[3fr_2fr]">
        <div className="min-w-0">
          <form
            action={await localePath("/journal")}
            method="get"
            aria-label={t("journal.filter")}
            className="no-print flex flex-wrap items-end gap-4"
          >
            <div className="grid min-w-0 max-w-full grid-cols-[minmax(0,1fr)] gap-1.5">
              <label htmlFor="edition" className="label">
                {t("journal.edition")}
              </label>
              <select id="edition" name="edition" defaultValue={search.edition ?? ""} className="input">
                <option value="">{t("journal.all")}</option>
                <option value="fonds">{t("journal.fund")}</option>
                {journal.editions.map(({ slug, name }) => (
                  <option key={slug} value={slug}>
                    {name}
                  </option>
                ))}
              </select>
            </div>
            <div className="grid min-w-0 max-w-full grid-cols-[minmax(0,1fr)] gap-1.5">
              <label htmlFor="acte" className="label">
                {t("journal.event")}
              </label>
              <select id="acte" name="acte" defaultValue={search.acte ?? ""} className="input">
                <option value="">{t("journal.all")}</option>
                {journal.events.map((event) => (
                  <option key={event} value={event}>
                    {t(`acts.${event}` as never)}
                  </option>
                ))}
              </select>
            </div>
            <button type="submit" className={buttonClass("second")}>
              {t("journal.apply")}
            </button>
          </form>

          <h2 className="sr-only">{t("journal.list")}</h2>
          {journal.lines.length === 0 ? (
            <div className="mt-6">
              <Notice>{t("journal.none")}</Notice>
            </div>
          ) : (
            <ol className="mt-6 border-y-2 border-ink bg-surface">
              {groupLines(journal.lines).map(({ first: line, lines }) => (
                <li
                  key={line.id}
                  className="border-b border-dashed border-line-strong px-4 py-3 last:border-0"
                >
                  <p className="text-caption text-slate">
                    {lines.length === 1 ? (
                      <DateText at={line.at} />
                    ) : (
                      <DateText date={civilDateOf(line.at)} />
                    )}
                    {line.actorRole && <> · {t(`roles.${line.actorRole}` as never)}</>}
                    {line.edition && <> · {line.edition.name}</>}
                  </p>
                  {lines.length === 1 ? (
                    <>
                      <p>
                        <bdi>{sentenceOf(line)}</bdi>
                      </p>
                      <p className="text-caption">
                        <Link href={hrefOf(line)}>
                          {t("journal.open")}
                          <span className="sr-only"> : {sentenceOf(line)}</span>
                        </Link>{" "}
                        <span className="text-slate">{placeOf(line)}</span>
                      </p>
                    </>
                  ) : (
                    <>
                      <p>
                        <bdi>
                          {line.event === "ballot.cast"
                            ? t("journal.votes", { count: lines.length })
                            : t("journal.times", { count: lines.length, sentence: sentenceOf(line) })}
                        </bdi>
                      </p>
                      <Details summary={t("journal.each")}>
                        <ul className="text-caption">
                          {lines.map((one) => (
                            <li key={one.id}>
                              <DateText at={one.at} />{" "}
                              <Link href={hrefOf(one)}>
                                {t("journal.open")}
                                <span className="sr-only">
                                  {" "}
                                  : {sentenceOf(one)} {placeOf(one)}
                                </span>
                              </Link>{" "}
                              <span aria-hidden="true" className="text-slate">
                                {placeOf(one)}
                              </span>
                            </li>
                          ))}
                        </ul>
                      </Details>
                    </>
                  )}
                </li>
              ))}
            </ol>
          )}
          <nav aria-label={t("journal.list")} className="actions mt-6">
            {search.avant && (
              <ButtonLink kind="second" href={`/journal${searchOf({ ...search, avant: "" })}`}>
                {t("journal.newest")}
              </ButtonLink>
            )}
            {journal.next && (
              <ButtonLink kind="second" href={`/journal${searchOf({ ...search, avant: journal.next })}`}>
                {t("journal.older")}
              </ButtonLink>
            )}
          </nav>
        </div>

        <aside className="grid min-w-0 content-start gap-8">
          <Receipt
            title={t("head.title")}
            rows={
              head
                ? [
                    { label: t("head.size"), value: head.size },
                    ...(count.waiting > 0 ? [{ label: t("head.waiting"), value: count.waiting }] : []),
                    { label: t("head.at"), value: <DateText at={head.at} /> },
                    { label: t("head.root"), value: <code dir="ltr">{head.rootHash}</code>, total: false },
                  ]
                : []
            }
          >
            <p>{t("head.lead")}</p>
            {!head && <p className="mt-2 font-bold">{t("head.none")}</p>}
          </Receipt>
          {head && (
            <div>
              <p>
                <Link href="/journal/tete">{t("head.download")}</Link>
              </p>
              <Details summary={t("head.note")}>
                <pre dir="ltr" className="text-caption whitespace-pre-wrap break-all">
                  {head.note}
                </pre>
              </Details>
              <Details summary={t("head.key")}>
                <code dir="ltr">{journal.verifierKey}</code>
              </Details>
            </div>
          )}
          <section aria-labelledby="how" className="prose">
            <h2 id="how" className="text-h3">
              {t("how.title")}
            </h2>
            <p>{t("how.command")}</p>
            <pre dir="ltr" className="overflow-x-auto bg-hollow p-3 text-caption">
              <code>npx quotepart verify</code>
            </pre>
            <p>{t("how.kept")}</p>
            <pre dir="ltr" className="bg-hollow p-3 text-caption whitespace-pre-wrap break-all">
              <code>npx quotepart verify --checkpoint tete.txt</code>
            </pre>
            <p>{t("how.byHand")}</p>
          </section>
        </aside>
      </div>
    </Page>
  );
}
