import { getTranslations } from "next-intl/server";
import { Bar } from "#components/allocation/bar.tsx";
import { Amount } from "#components/ui/amount.tsx";
import { currentLocale } from "#messages/server.ts";

/** Euros per person here beside the mean of the territories that are open, both in cents, on one scale. */
export async function PerResidentBars({ hereCents, meanCents }: { hereCents: number; meanCents: number }) {
  const [t, { dir }] = await Promise.all([getTranslations("territories.page"), currentLocale()]);
  const most = Math.max(hereCents, meanCents, 1);
  return (
    <ul className="grid gap-4">
      {(
        [
          ["here", hereCents],
          ["mean", meanCents],
        ] as const
      ).map(([which, cents]) => (
        <li key={which}>
          <p className="flex flex-wrap justify-between gap-x-4">
            {t(which)} <Amount cents={cents} exact className="font-bold" />
          </p>
          <Bar share={cents / most} filled={which === "here"} rtl={dir === "rtl"} />
        </li>
      ))}
    </ul>
  );
}
