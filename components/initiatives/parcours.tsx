import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { DateText } from "#components/ui/date-text.tsx";
import { Icon } from "#components/ui/icon.tsx";

/**
 * One step of an initiative's way: what happened, when (null: still to come), and what proves it. Each chapter gives its own
 * steps, in order: the file here, then the vote, the award, each tranche, the report.
 */
export type Step = { key: string; label: ReactNode; at: number | null; proof?: ReactNode };

/** The way of an initiative from sending to report, each step dated; steps to come are drawn as such and said in words. */
export async function Parcours({ steps }: { steps: readonly Step[] }) {
  const t = await getTranslations("initiatives.steps");
  return (
    <section aria-labelledby="parcours" className="space-y-4">
      <h2 id="parcours">{t("title")}</h2>
      <ol className="border-ink ms-3 border-s-2">
        {steps.map(({ key, label, at, proof }) => (
          <li key={key} className="relative ps-8 pb-6 last:pb-0">
            <span
              className={`border-ink absolute -start-[0.9rem] top-0 grid size-7 place-items-center rounded-full border-2 ${at === null ? "bg-surface" : "bg-fir-pale text-fir-deep"}`}
            >
              <Icon name={at === null ? "dot" : "check"} size={0.875} />
            </span>
            <p className="font-bold">{label}</p>
            <p className="text-slate">{at === null ? t("next") : <DateText at={at} />}</p>
            {proof && <div className="mt-1">{proof}</div>}
          </li>
        ))}
      </ol>
    </section>
  );
}
