import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { InitiativeSlip } from "#components/territories/initiative-slip.tsx";
import { perResidentCents } from "#components/territories/per-resident.ts";
import { PerResidentBars } from "#components/territories/per-resident-bars.tsx";
import { Amount } from "#components/ui/amount.tsx";
import { formatDay } from "#components/ui/format.ts";
import { BackLink, ButtonLink, Link } from "#components/ui/link.tsx";
import { Page } from "#components/ui/page.tsx";
import { Receipt } from "#components/ui/receipt.tsx";
import { currentLocale } from "#messages/server.ts";
import { api } from "#server/context.ts";
import { civilDateOf } from "#server/kernel/dates.ts";
import { orNotFound } from "#server/page.ts";

type Params = { params: Promise<{ slug: string }> };

export async function generateMetadata({ params }: Params): Promise<Metadata> {
  const [caller, { slug }] = await Promise.all([api(), params]);
  return { title: (await orNotFound(caller.territories.bySlug({ slug }))).name };
}

export default async function TerritoryPage({ params }: Params) {
  const [t, { lang }, caller, { slug }] = await Promise.all([
    getTranslations("territories"),
    currentLocale(),
    api(),
    params,
  ]);
  const place = await orNotFound(caller.territories.bySlug({ slug }));
  const [overview, { initiatives, territories }] = await Promise.all([
    caller.fund.current(),
    caller.initiatives.list({ territory: slug }),
  ]);
  const parent = territories.find(({ id }) => id === place.parentId);
  const inside = territories.filter(({ parentId }) => parentId === place.id);
  const opened = overview?.envelopes.filter(({ kind }) => kind === "territory") ?? [];
  const envelope = opened.find(({ territoryId }) => territoryId === place.id);
  const meanCents = perResidentCents(
    opened.reduce((sum, { amountCents }) => sum + amountCents, 0),
    opened.reduce((sum, { territory }) => sum + (territory?.residents ?? 0), 0),
  );
  const year = String(overview?.edition.year ?? "");
  const call = overview?.call;
  return (
    <Page>
      <BackLink href="/territoires">{t("page.back")}</BackLink>
      <h1>
        <bdi>{place.name}</bdi>
      </h1>
      <p className="lead mt-4">{t("page.lead", { kind: t(`kinds.${place.kind}`), code: place.code })}</p>
      {parent && (
        <p className="mt-2">
          <Link href={`/territoires/${parent.slug}`}>
            <bdi>{parent.name}</bdi>
          </Link>
        </p>
      )}
      {inside.length > 0 && (
        <ul className="mt-2 flex flex-wrap gap-x-5 gap-y-1">
          {inside.map((child) => (
            <li key={child.id}>
              <Link href={`/territoires/${child.slug}`}>
                <bdi>{child.name}</bdi>
              </Link>
            </li>
          ))}
        </ul>
      )}
      {place.communeCodes.length > 1 && (
        <p className="mt-2">
          {t("page.straddles", { count: place.communeCodes.length, codes: place.communeCodes.join(", ") })}
        </p>
      )}
      <div className="mt-10 grid items-start gap-10 md:grid-cols-2">
        <section aria-labelledby="enveloppe">
          <h2 id="enveloppe" className="mb-5">
            {t("page.envelopeTitle", { year })}
          </h2>
          {envelope ? (
            <>
              <Receipt
                level={3}
                number={t("page.receiptNumber", { code: place.code, year })}
                title={<bdi>{place.name}</bdi>}
                rows={[
                  ...(["available", "committed", "ordered", "paid"] as const).map((account) => ({
                    label: t(`page.${account}`),
                    value: <Amount cents={envelope.balance?.[`${account}Cents`] ?? 0} exact />,
                  })),
                  {
                    label: t("page.given"),
                    value: <Amount cents={envelope.amountCents} exact />,
                    total: true,
                  },
                ]}
              />
              <p className="mt-5">
                <Link href={`/comptes/${overview?.edition.slug}`}>{t("page.accounts")}</Link>
              </p>
            </>
          ) : (
            <p>{t("page.noEnvelope")}</p>
          )}
        </section>
        <section aria-labelledby="habitants" className="grid gap-5">
          <h2 id="habitants">{t("page.peopleTitle")}</h2>
          <div>
            <p>{t("page.residents", { count: place.residents })}</p>
            <p className="text-caption text-slate">{t("page.source", { source: place.residentsSource })}</p>
          </div>
          {envelope && (
            <div className="grid gap-4">
              <h3>{t("page.perResidentTitle")}</h3>
              <PerResidentBars
                hereCents={perResidentCents(envelope.amountCents, place.residents)}
                meanCents={meanCents}
              />
              <p className="text-caption text-slate">{t("page.perResidentWhy")}</p>
            </div>
          )}
        </section>
      </div>
      <section aria-labelledby="initiatives" className="mt-14">
        <h2 id="initiatives">{t("page.initiativesTitle")}</h2>
        {initiatives.length === 0 ? (
          <div className="mt-5 grid justify-items-start gap-5">
            <p>
              {call?.phase === "submissions"
                ? t("page.initiativesEmptyOpen", {
                    date: formatDay(civilDateOf(call.submissionsCloseAt), lang),
                  })
                : t("page.initiativesEmpty")}
            </p>
            {call?.phase === "submissions" && <ButtonLink href="/deposer">{t("page.apply")}</ButtonLink>}
          </div>
        ) : (
          <ul className="mt-6 grid items-start gap-8 md:grid-cols-2 lg:grid-cols-3">
            {initiatives.map((initiative) => (
              <li key={initiative.id}>
                <InitiativeSlip initiative={initiative} />
              </li>
            ))}
          </ul>
        )}
      </section>
    </Page>
  );
}
