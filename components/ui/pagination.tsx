import { getTranslations } from "next-intl/server";
import { Icon } from "./icon.tsx";
import { Link } from "./link.tsx";

/** The way between pages of a long list; nothing when there is only one. `page` counts from 1. */
export async function Pagination({
  page,
  pages,
  hrefOf,
}: {
  page: number;
  pages: number;
  hrefOf: (page: number) => string;
}) {
  if (pages <= 1) return null;
  const t = await getTranslations("ui.pages");
  return (
    <nav aria-label={t("label")} className="actions no-print mt-8">
      {page > 1 && (
        <Link href={hrefOf(page - 1)} rel="prev" className="button button-second">
          <Icon name="back" /> {t("previous")}
        </Link>
      )}
      <p className="px-2">{t("position", { page, total: pages })}</p>
      {page < pages && (
        <Link href={hrefOf(page + 1)} rel="next" className="button button-second">
          {t("next")} <Icon name="forward" />
        </Link>
      )}
    </nav>
  );
}
