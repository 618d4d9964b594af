import { getTranslations } from "next-intl/server";
import { Amount } from "#components/ui/amount.tsx";
import { Link } from "#components/ui/link.tsx";
import { Table } from "#components/ui/table.tsx";
import { type OverviewEnvelope, sumOf, under } from "./overview.ts";

/** The tree of envelopes as lines: a child stands under its parent; the ledger's figures beside what was given. */
export async function EnvelopeTable({
  year,
  envelopes,
}: {
  year: number;
  envelopes: readonly OverviewEnvelope[];
}) {
  const t = await getTranslations("fund");
  const root = envelopes.find((envelope) => envelope.parentId === null);
  if (!root) return <p>{t("envelopes.none")}</p>;
  const tops = envelopes.filter((envelope) => envelope.parentId === root.id);
  const ordered = tops.flatMap((top) => under(envelopes, top));
  const figures = (envelope: OverviewEnvelope) => {
    const sums = sumOf(under(envelopes, envelope));
    return {
      given: <Amount cents={envelope.amountCents} exact />,
      available: <Amount cents={sums.availableCents} exact />,
      paid: <Amount cents={sums.paidCents} exact />,
    };
  };
  return (
    <Table
      stack
      caption={t("envelopes.caption", { year: String(year) })}
      columns={[
        { key: "name", head: t("envelopes.name"), rowHead: true },
        { key: "given", head: t("envelopes.given"), numeric: true },
        { key: "available", head: t("envelopes.available"), numeric: true },
        { key: "paid", head: t("envelopes.paid"), numeric: true },
      ]}
      rows={ordered.map((envelope) => ({
        key: envelope.id,
        cells: {
          name: envelope.territory ? (
            <span className="ms-5 inline-block">
              <Link href={`/territoires/${envelope.territory.slug}`}>
                <bdi>{envelope.territory.name}</bdi>
              </Link>
              <span className="block text-caption font-normal text-slate">
                {t(`keys.${envelope.splitKey}`)}
              </span>
            </span>
          ) : (
            t(`kinds.${envelope.kind}`)
          ),
          ...figures(envelope),
        },
      }))}
      foot={{ key: "root", cells: { name: t("envelopes.total"), ...figures(root) } }}
    />
  );
}
