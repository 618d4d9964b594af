import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { StateTag } from "#components/initiatives/state-tag.tsx";
import { Amount } from "#components/ui/amount.tsx";
import { ButtonLink, Link } from "#components/ui/link.tsx";
import { Page } from "#components/ui/page.tsx";
import { Receipt } from "#components/ui/receipt.tsx";
import { withLocale } from "#messages/locales.ts";
import { currentLocale } from "#messages/server.ts";
import { api } from "#server/context.ts";
import { orNotFound } from "#server/page.ts";

type Props = { searchParams: Promise<{ territoire?: string; etat?: string; edition?: string }> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("initiatives.list");
  return { title: t("title") };
}

export default async function InitiativesPage({ searchParams }: Props) {
  const [t, caller, asked, locale] = await Promise.all([
    getTranslations("initiatives"),
    api(),
    searchParams,
    currentLocale(),
  ]);
  const { edition, initiatives, states, territories } = await orNotFound(
    caller.initiatives.list({
      edition: asked.edition,
      territory: asked.territoire,
      state: asked.etat as never,
    }),
  );
  const places = territories.filter(({ kind }) => kind === "neighbourhood");
  const isFiltered = Boolean(asked.territoire || asked.etat);
  return (
    <Page>
      <div className="space-y-8">
        <header className="space-y-4">
          <h1>{t("list.title")}</h1>
          <p className="lead">{t("list.lead")}</p>
          {edition && <p className="text-slate">{edition.name}</p>}
        </header>
        <form action={withLocale(locale, "/initiatives")} className="flex flex-wrap items-end gap-4">
          {asked.edition && <input type="hidden" name="edition" value={asked.edition} />}
          <div className="field">
            <label className="label" htmlFor="territoire">
              {t("common.territory")}
            </label>
            <select id="territoire" name="territoire" className="input" defaultValue={asked.territoire ?? ""}>
              <option value="">{t("list.allTerritories")}</option>
              {places.map(({ slug, name }) => (
                <option key={slug} value={slug}>
                  {name}
                </option>
              ))}
            </select>
          </div>
          <div className="field mt-0!">
            <label className="label" htmlFor="etat">
              {t("common.state")}
            </label>
            <select id="etat" name="etat" className="input" defaultValue={asked.etat ?? ""}>
              <option value="">{t("list.allStates")}</option>
              {states.map((state) => (
                <option key={state} value={state}>
                  {t(`states.${state}`)}
                </option>
              ))}
            </select>
          </div>
          <button type="submit" className="button button-second">
            {t("list.apply")}
          </button>
        </form>
        <p>
          <strong>{t("list.count", { count: initiatives.length })}</strong>
          {isFiltered && (
            <>
              {" · "}
              <Link href="/initiatives">{t("list.reset")}</Link>
            </>
          )}
        </p>
        {initiatives.length === 0 ? (
          <div className="space-y-4">
            <p>{t("list.empty")}</p>
            <ButtonLink href="/deposer">{t("start.title")}</ButtonLink>
          </div>
        ) : (
          <ul className="grid gap-8 md:grid-cols-2">
            {initiatives.map((initiative) => (
              <li key={initiative.id}>
                <Receipt
                  number={<bdi dir="ltr">{initiative.number}</bdi>}
                  title={
                    <Link href={`/initiatives/${initiative.number}`}>
                      <bdi>{initiative.title}</bdi>
                    </Link>
                  }
                  state={<StateTag state={initiative.state} />}
                  rows={[
                    ...(initiative.collectiveName
                      ? [{ label: t("common.collective"), value: <bdi>{initiative.collectiveName}</bdi> }]
                      : []),
                    ...(initiative.territoryName
                      ? [{ label: t("common.territory"), value: initiative.territoryName }]
                      : []),
                    {
                      label: t("common.requested"),
                      value: <Amount cents={initiative.requestedCents} />,
                      total: true,
                    },
                  ]}
                />
              </li>
            ))}
          </ul>
        )}
      </div>
    </Page>
  );
}
