import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { Link } from "./link.tsx";

/** `changeHref` leads to the page where it was answered; `item` names it there for those who only hear the link. */
export type SummaryRow = { label: string; value: ReactNode; changeHref?: string; item?: string };

/** What one has answered, to check before sending. An empty value says that it is. */
export async function SummaryList({ rows }: { rows: readonly SummaryRow[] }) {
  const t = await getTranslations("ui.summary");
  return (
    <dl className="summary">
      {rows.map(({ label, value, changeHref, item }) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd className="min-w-0">
            {value === null || value === undefined || value === "" ? (
              <span className="text-slate">{t("none")}</span>
            ) : (
              value
            )}
          </dd>
          {changeHref && (
            <dd>
              <Link href={changeHref} className="font-semibold">
                {t("change")} <span className="sr-only">: {item ?? label}</span>
              </Link>
            </dd>
          )}
        </div>
      ))}
    </dl>
  );
}
