import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { Icon } from "./icon.tsx";
import { Link } from "./link.tsx";
import { Tag } from "./tag.tsx";

export type Milestone = {
  label: string;
  state: "done" | "current" | "coming";
  date?: ReactNode;
  note?: ReactNode;
  proofHref?: string;
};

/** The way of a file through the fund: what is done with its date and proof, where it is now, what comes. */
export async function Timeline({ milestones }: { milestones: readonly Milestone[] }) {
  const t = await getTranslations("ui.timeline");
  return (
    <ol className="timeline">
      {milestones.map(({ label, state, date, note, proofHref }) => (
        <li
          key={label}
          className={`milestone milestone-${state}`}
          aria-current={state === "current" ? "step" : undefined}
        >
          <span className="milestone-dot">{state === "done" && <Icon name="check" size={1} />}</span>
          <div className="min-w-0">
            <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
              <strong>{label}</strong>
              {state === "current" ? (
                <Tag tone="progress">{t("current")}</Tag>
              ) : (
                <span className="sr-only">{t(state)}</span>
              )}
            </p>
            {(date || proofHref) && (
              <p className="text-slate">
                {date}{" "}
                {proofHref && (
                  <Link href={proofHref}>
                    {t("proof")}
                    <span className="sr-only"> : {label}</span>
                  </Link>
                )}
              </p>
            )}
            {note && <div>{note}</div>}
          </div>
        </li>
      ))}
    </ol>
  );
}
