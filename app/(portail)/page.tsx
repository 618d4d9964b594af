import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { enterAs } from "#app/(espace)/connexion/actions.ts";
import { DemoDoors } from "#components/accounts/demo-doors.tsx";
import { bandsOf } from "#components/fund/flow-bands.tsx";
import { NowCards } from "#components/fund/now-cards.tsx";
import { sumOf } from "#components/fund/overview.ts";
import { territoryFlow } from "#components/fund/territory-flow.ts";
import { ZoomBands } from "#components/fund/zoom-bands.tsx";
import { InitiativeSlip } from "#components/territories/initiative-slip.tsx";
import { showcaseOf } from "#components/territories/showcase.ts";
import { Amount } from "#components/ui/amount.tsx";
import { EuroFlow } from "#components/ui/euro-flow.tsx";
import { formatCents, formatNumber } from "#components/ui/format.ts";
import { Picture, type PictureName, Street } from "#components/ui/illustrations.tsx";
import { ButtonLink, Link } from "#components/ui/link.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { Page } from "#components/ui/page.tsx";
import { currentLocale } from "#messages/server.ts";
import { api } from "#server/context.ts";

const STEPS: readonly [step: "one" | "two" | "three" | "four", picture: PictureName][] = [
  ["one", "pot"],
  ["two", "table"],
  ["three", "balcony"],
  ["four", "hand"],
];

export async function generateMetadata(): Promise<Metadata> {
  const [t, common] = await Promise.all([getTranslations("portal"), getTranslations("common")]);
  return { title: { absolute: `${common("name")} – ${t("metaTitle")}` } };
}

export default async function PortalPage() {
  const [t, { lang }, caller] = await Promise.all([getTranslations("portal"), currentLocale(), api()]);
  const [overview, { initiatives }] = await Promise.all([caller.fund.current(), caller.initiatives.list({})]);
  const own = overview ? initiatives : [];
  const showcase = showcaseOf(own);
  const slug = overview?.edition.slug;
  const year = String(overview?.edition.year ?? "");
  const territories = overview?.envelopes.filter(({ kind }) => kind === "territory") ?? [];
  const territoriesCents = territories.reduce((sum, { amountCents }) => sum + amountCents, 0);
  const flow =
    slug === undefined || territories.length === 0
      ? null
      : territoryFlow(
          territories,
          (await caller.transparency.statement({ edition: slug })).lines.map(({ entry, initiative }) => ({
            ...entry,
            initiative: initiative && {
              number: initiative.initiativeNumber,
              title: initiative.initiativeTitle,
            },
          })),
          { whole: t("flow.territories"), left: t("flow.left") },
        );
  return (
    <Page>
      <div className="grid items-center gap-10 md:grid-cols-[7fr_6fr]">
        <div>
          <h1 className="text-display">{t("title")}</h1>
          <p className="lead mt-6">{t("lead")}</p>
          <p className="actions mt-8">
            <ButtonLink href="/deposer">{t("apply")}</ButtonLink>
            <ButtonLink kind="second" href="/initiatives">
              {t("discover")}
            </ButtonLink>
          </p>
        </div>
        <Street />
      </div>

      {overview ? (
        <section aria-labelledby="chiffres" className="mt-14">
          <h2 id="chiffres">{t("glance.title", { year })}</h2>
          <dl className="mt-6 grid border-2 border-ink bg-surface md:grid-cols-3">
            {[
              {
                key: "received",
                value: overview.endowment ? (
                  <Amount cents={overview.endowment.amountCents} exact />
                ) : (
                  <span className="text-h4">{t("glance.notYet")}</span>
                ),
                href: `/fonds/${year}`,
              },
              {
                key: "paid",
                value: <Amount cents={sumOf(overview.envelopes).paidCents} exact />,
                href: `/comptes/${slug}`,
              },
              {
                key: "initiatives",
                value: <bdi className="amount">{formatNumber(own.length, lang)}</bdi>,
                href: "/initiatives",
              },
            ].map(({ key, value, href }) => (
              <div
                key={key}
                className="border-line-strong p-5 not-first:border-t-2 not-first:border-dashed md:not-first:border-s-2 md:not-first:border-t-0"
              >
                <dt className="text-slate">{t(`glance.${key as "received"}`)}</dt>
                <dd className="text-h2 font-black">{value}</dd>
                <dd className="mt-1">
                  <Link href={href}>{t(`glance.${key as "received"}Link`)}</Link>
                </dd>
              </div>
            ))}
          </dl>
        </section>
      ) : (
        <div className="mt-14">
          <Notice title={t("empty.title")}>{t("empty.text")}</Notice>
        </div>
      )}

      <DemoDoors enterAs={enterAs} />

      <section aria-labelledby="maintenant" className="mt-14">
        <h2 id="maintenant" className="mb-6">
          {t("now.title")}
        </h2>
        <NowCards overview={overview} />
      </section>

      {showcase.length > 0 && (
        <section aria-labelledby="initiatives" className="mt-14">
          <h2 id="initiatives">{t("funded.title")}</h2>
          <ul className="mt-6 grid items-start gap-8 md:grid-cols-2 lg:grid-cols-3">
            {showcase.map((initiative) => (
              <li key={initiative.id}>
                <InitiativeSlip initiative={initiative} />
              </li>
            ))}
          </ul>
          <p className="mt-6">
            <Link href="/initiatives">{t("funded.all")}</Link>
          </p>
        </section>
      )}

      <section aria-labelledby="comment" className="mt-14">
        <h2 id="comment">{t("how.title")}</h2>
        <ol className="mt-6 grid gap-6 sm:grid-cols-2 lg:grid-cols-4">
          {STEPS.map(([step, picture], index) => (
            <li key={step} className="border-t-4 border-ink pt-4">
              <div className="flex items-end justify-between gap-4">
                <p className="amount text-display font-black text-fir" aria-hidden="true">
                  {index + 1}
                </p>
                <div className="w-24">
                  <Picture name={picture} />
                </div>
              </div>
              <h3 className="mt-3">{t(`how.${step}.title`)}</h3>
              <p className="mt-2">{t(`how.${step}.text`)}</p>
            </li>
          ))}
        </ol>
        <p className="mt-6">
          <Link href="/regles">{t("how.rules")}</Link>
        </p>
      </section>

      {overview?.base && (
        <section aria-labelledby="flux" className="mt-14">
          <h2 id="flux">{t("flow.title")}</h2>
          <p className="mt-3 mb-8">{t("flow.lead")}</p>
          <ZoomBands bands={await bandsOf(overview)} />
          {flow && flow.links.length > 0 && (
            <div className="mt-10">
              <EuroFlow
                title={t("flow.finding", {
                  total: formatCents(territoriesCents, lang),
                  granted: formatCents(flow.grantedCents, lang),
                  count: flow.grants,
                })}
                nodes={flow.nodes}
                links={flow.links}
              />
            </div>
          )}
          <p className="mt-6">
            <Link href="/fonds">{t("flow.receipt")}</Link>
          </p>
        </section>
      )}
    </Page>
  );
}
