import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { Amount } from "#components/ui/amount.tsx";
import { DateText } from "#components/ui/date-text.tsx";
import { ButtonLink, Link } from "#components/ui/link.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { Page } from "#components/ui/page.tsx";
import { DemoLetters } from "#components/voting/demo-letters.tsx";
import { ManifestHash } from "#components/voting/manifest-hash.tsx";
import { VoteClosed } from "#components/voting/vote-closed.tsx";
import { api } from "#server/context.ts";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("voting.home");
  return { title: t("title") };
}

export default async function VotePage() {
  const [t, caller] = await Promise.all([getTranslations("voting.home"), api()]);
  const { edition, poll, voteOpensAt } = await caller.voting.current();
  if (!poll)
    return (
      <Page width="text">
        <h1>{t("title")}</h1>
        <div className="mt-6">
          <Notice title={t("beforeTitle")}>
            {voteOpensAt === null ? (
              t("notPlanned")
            ) : (
              <>
                {t("from")} <DateText at={voteOpensAt} />. {t("beforeText")}
              </>
            )}
          </Notice>
        </div>
      </Page>
    );
  const isOpen = poll.state === "open";
  const turnout = await caller.voting.turnout({ pollId: poll.id });
  return (
    <Page width="text">
      <h1>{t("title")}</h1>
      <p className="lead mt-4">{t("lead")}</p>

      {isOpen ? (
        <section aria-labelledby="territoire" className="mt-8">
          <h2 id="territoire">{t("territory")}</h2>
          <p className="mt-2">{t("territoryLead")}</p>
          <ul className="mt-4 grid gap-4">
            {poll.territories.map(({ id, slug, name, choices }) => (
              <li key={id} className="receipt flex flex-wrap items-center justify-between gap-3">
                <div>
                  <p className="text-h4 font-bold">{name}</p>
                  <p className="text-slate">{t("initiatives", { count: choices.length })}</p>
                </div>
                <ButtonLink href={`/voter/${slug}`} icon="ballot">
                  {t("title")} <span className="sr-only"> : {name}</span>
                </ButtonLink>
              </li>
            ))}
          </ul>
          <p className="mt-4">
            {t("until")} <DateText at={poll.closesAt} />.
          </p>
        </section>
      ) : (
        <section className="mt-8">
          <VoteClosed poll={poll} />
          {poll.state === "before" && (
            <ul className="mt-4 grid gap-2">
              {poll.territories.flatMap(({ choices }) =>
                choices.map(({ number, initiativeNumber, title, requestedCents }) => (
                  <li
                    key={number}
                    className="flex flex-wrap justify-between gap-x-4 border-b border-line-strong py-2"
                  >
                    <Link href={`/initiatives/${initiativeNumber}`}>
                      {number}. {title}
                    </Link>
                    <Amount cents={requestedCents} />
                  </li>
                )),
              )}
            </ul>
          )}
        </section>
      )}

      {poll.state !== "before" && (
        <>
          <p className="mt-6">
            <ButtonLink kind="second" href="/voter/recepisses" icon="receipt">
              {t("receipts")}
            </ButtonLink>
          </p>
          <section aria-labelledby="participation" className="mt-10">
            <h2 id="participation">{t("turnout")}</h2>
            {turnout.cells.length === 0 ? (
              <p className="mt-3">{t("turnoutNone")}</p>
            ) : (
              <ul className="mt-3 grid gap-2">
                {turnout.cells.map(({ names, voters, entries }) => (
                  <li key={names.join()}>
                    <strong>{names.join(", ")}</strong> : {t("voters", { voters, entries })}
                  </li>
                ))}
              </ul>
            )}
          </section>
        </>
      )}

      <section aria-labelledby="protege" className="mt-10">
        <h2 id="protege">{t("how")}</h2>
        <ul className="prose mt-3">
          <li>{t("how1", { locks: poll.locks })}</li>
          <li>{t("how2")}</li>
          <li>{t("how3")}</li>
        </ul>
      </section>
      <div className="mt-10 grid gap-6">
        {isOpen && (
          <DemoLetters editionId={edition?.id ?? null} territoryIds={poll.territories.map(({ id }) => id)} />
        )}
        <ManifestHash hash={poll.manifestHash} />
      </div>
    </Page>
  );
}
