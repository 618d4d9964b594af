import { getTranslations } from "next-intl/server";
import type { Overview } from "./overview.ts";
import type { Band } from "./zoom-bands.tsx";

/** The bands of an edition, as far as it has come: the base, then the endowment and its parts. */
export async function bandsOf({ base, endowment, envelopes }: Overview): Promise<Band[]> {
  const [t, fund] = await Promise.all([getTranslations("portal.flow"), getTranslations("fund")]);
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
  return bands;
}
