import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { perResidentCents } from "#components/territories/per-resident.ts";
import { Amount } from "#components/ui/amount.tsx";
import { formatNumber } from "#components/ui/format.ts";
import { Link } from "#components/ui/link.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { Page } from "#components/ui/page.tsx";
import { Receipt } from "#components/ui/receipt.tsx";
import { currentLocale } from "#messages/server.ts";
import { api } from "#server/context.ts";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("territories.list");
  return { title: t("title") };
}

export default async function TerritoriesPage() {
  const [t, { lang }, caller] = await Promise.all([getTranslations("territories"), currentLocale(), api()]);
  const [all, overview] = await Promise.all([caller.territories.list(), caller.fund.current()]);
  const names = new Map(all.map(({ id, name }) => [id, name]));
  const opened = new Set(overview?.envelopes.map(({ territoryId }) => territoryId));
  // A town that holds a neighbourhood is where it stands; it is listed when it has an envelope itself.
  const places = all.filter(({ id }) => opened.has(id) || !all.some(({ parentId }) => parentId === id));
  const year = String(overview?.edition.year ?? "");
  return (
    <Page>
      <h1>{t("list.title")}</h1>
      <p className="lead mt-4">{t("list.lead")}</p>
      {places.length === 0 && (
        <div className="mt-8">
          <Notice>{t("list.empty")}</Notice>
        </div>
      )}
      <ul className="mt-10 grid items-start gap-8 md:grid-cols-2 lg:grid-cols-3">
        {places.map((place) => {
          const envelope = overview?.envelopes.find(({ territoryId }) => territoryId === place.id);
          return (
            <li key={place.id}>
              <Receipt
                number={`${t(`kinds.${place.kind}`)} · ${place.code}`}
                title={
                  <Link href={`/territoires/${place.slug}`}>
                    <bdi>{place.name}</bdi>
                  </Link>
                }
                rows={[
                  { label: t("list.residents"), value: <bdi>{formatNumber(place.residents, lang)}</bdi> },
                  ...(envelope
                    ? [
                        {
                          label: t("list.perResident"),
                          value: (
                            <Amount cents={perResidentCents(envelope.amountCents, place.residents)} exact />
                          ),
                        },
                        {
                          label: t("list.envelope", { year }),
                          value: <Amount cents={envelope.amountCents} exact />,
                          total: true,
                        },
                      ]
                    : [{ label: t("list.noEnvelope"), value: "" }]),
                ]}
              >
                {place.parentId && (
                  <p>
                    <bdi>{names.get(place.parentId)}</bdi>
                  </p>
                )}
              </Receipt>
            </li>
          );
        })}
      </ul>
    </Page>
  );
}
