import { getTranslations } from "next-intl/server";
import { Bar } from "#components/allocation/bar.tsx";
import { Amount } from "#components/ui/amount.tsx";
import { currentLocale } from "#messages/server.ts";

/** Euros per person here beside the mean of the territories that are open, both in cents, on one scale. */
export async function PerResidentBars({ hereCents, meanCents }: { hereCents: number; meanCents: number }) {
  const [t, { dir }] = await Promise.all([getTranslations("territories.page"), currentLocale()]);
  const most = Math.max(hereCents, meanCents, 1);
  return (
    <dl className="grid gap-4">
      {(
        [
          ["here", hereCents],
          ["mean", meanCents],
        ] as const
      ).map(([which, cents]) => (
        <div key={which}>
          <div className="flex flex-wrap justify-between gap-x-4">
            <dt>{t(which)}</dt>
            <dd className="font-bold">
              <Amount cents={cents} exact />
            </dd>
          </div>
          <Bar share={cents / most} filled={which === "here"} rtl={dir === "rtl"} />
        </div>
      ))}
    </dl>
  );
}
