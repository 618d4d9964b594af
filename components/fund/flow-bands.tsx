import { getTranslations } from "next-intl/server";
import type { Band } from "./euro-flow.tsx";
import { type Overview, sumOf } from "./overview.ts";

/** The bands of an edition, as far as it has come: base, endowment, territories, and where their money stands. */
export async function bandsOf({ base, endowment, envelopes }: Overview): Promise<Band[]> {
  const [t, fund, money] = await Promise.all([
    getTranslations("portal.flow"),
    getTranslations("fund"),
    getTranslations("territories.page"),
  ]);
  const bands: Band[] = [];
  if (!base) return bands;
  const share = endowment?.amountCents ?? base.floorCents;
  bands.push({
    key: "base",
    title: t("base"),
    totalCents: base.baseCents,
    parts: [
      { key: "share", label: t("endowmentShare"), cents: share, zoom: true },
      { key: "rest", label: t("rest"), cents: base.baseCents - share },
    ],
  });
  const root = envelopes.find(({ parentId }) => parentId === null);
  if (!root || !endowment) return bands;
  const tops = envelopes.filter(({ parentId }) => parentId === root.id);
  bands.push({
    key: "endowment",
    title: t("endowment"),
    totalCents: root.amountCents,
    parts: [...tops]
      .sort((a, b) => Number(b.kind === "territories") - Number(a.kind === "territories"))
      .map(({ id, kind, amountCents }) => ({
        key: id,
        label: fund(`kinds.${kind}`),
        cents: amountCents,
        zoom: kind === "territories",
      })),
  });
  const opened = envelopes.filter(({ kind }) => kind === "territory");
  const openedCents = opened.reduce((sum, { amountCents }) => sum + amountCents, 0);
  if (openedCents === 0) return bands;
  bands.push({
    key: "territories",
    title: t("territories"),
    totalCents: openedCents,
    parts: opened.map(({ id, name, amountCents }) => ({
      key: id,
      label: <bdi>{name}</bdi>,
      cents: amountCents,
    })),
  });
  const sums = sumOf(opened);
  bands.push({
    key: "standing",
    title: t("standing"),
    totalCents: openedCents,
    parts: (["paid", "ordered", "committed", "available"] as const).map((account) => ({
      key: account,
      label: money(account),
      cents: sums[`${account}Cents`],
    })),
  });
  return bands;
}
