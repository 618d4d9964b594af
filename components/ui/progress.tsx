import { getTranslations } from "next-intl/server";
import { currentLocale } from "#messages/server.ts";
import { Amount } from "./amount.tsx";
import { formatShare } from "./format.ts";
import { StackedBar } from "./stacked-bar.tsx";

/**
 * Where an endowment stands, in cents: paid, ordered, committed, still available. The four always make the endowment; the total is
 * computed here so that the page shows it does.
 */
export async function Progress({
  paidCents,
  orderedCents,
  committedCents,
  availableCents,
}: {
  paidCents: number;
  orderedCents: number;
  committedCents: number;
  availableCents: number;
}) {
  const [t, locale] = await Promise.all([getTranslations("ui.money"), currentLocale()]);
  const whole = paidCents + orderedCents + committedCents + availableCents;
  const states = [
    { key: "paid", cents: paidCents, series: 1, hatch: "full" },
    { key: "ordered", cents: orderedCents, series: 1, hatch: "stripes" },
    { key: "committed", cents: committedCents, series: 1, hatch: "dots" },
    { key: "available", cents: availableCents, series: 1, hatch: "open" },
  ] as const;
  return (
    <StackedBar
      mirrored={locale.dir === "rtl"}
      segments={states.map(({ key, cents, series, hatch }) => ({
        key,
        label: t(key),
        value: cents,
        text: <Amount cents={cents} exact />,
        share: <bdi>{formatShare(cents, whole, locale.lang)}</bdi>,
        series,
        hatch,
      }))}
      total={{ label: t("endowment"), text: <Amount cents={whole} exact /> }}
    />
  );
}
