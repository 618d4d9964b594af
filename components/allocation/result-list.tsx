import { getTranslations } from "next-intl/server";
import { Link } from "#components/ui/link.tsx";
import { Tag, type Tone } from "#components/ui/tag.tsx";
import { currentLocale } from "#messages/server.ts";
import { Bar } from "./bar.tsx";
import { formatMinor } from "./money.ts";
import { type PartResult, type ResultRow, whyHref } from "./rows.ts";
import { Why } from "./why.tsx";

const TONES: Record<ResultRow["state"], Tone> = {
  awarded: "done",
  reserve_list: "waiting",
  refused: "refused",
};

/**
 * The initiatives of a part with their votes as bars, the threshold line, the decision in words, and the four sentences
 * folded under «Pourquoi ?» (a page of their own where the election is too large to carry them all).
 */
export async function ResultList({
  slug,
  part,
  rows,
  most,
  threshold,
}: {
  slug: string;
  part: PartResult;
  rows: readonly ResultRow[];
  /** The support that a full bar stands for. */
  most: number;
  threshold: number | null;
}) {
  const t = await getTranslations("allocation");
  const { lang, dir } = await currentLocale();
  const money = part.published.election;
  return (
    <ol className="border-y-2 border-ink">
      {rows.map((row) => (
        <li
          key={row.id}
          id={`initiative-${row.number}`}
          className="border-b border-dashed border-line-strong py-4 last:border-b-0"
        >
          <div className="grid grid-cols-[1fr_auto] items-baseline gap-x-4">
            <h4 className="min-w-0 text-body" dir="auto">
              {row.title}
            </h4>
            <bdi className="amount font-bold">{formatMinor(row.account.cost, money, lang)}</bdi>
          </div>
          <div className="my-2">
            <Bar
              share={most === 0 ? 0 : row.support / most}
              threshold={threshold === null || most === 0 ? null : threshold / most}
              filled={row.state === "awarded"}
              rtl={dir === "rtl"}
            />
          </div>
          <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1">
            <span className="text-slate">
              {row.account.points === null
                ? t("results.votes", { votes: row.support })
                : t("results.points", { points: row.support })}
            </span>
            <Tag tone={TONES[row.state]}>{t(`state.${row.state}`)}</Tag>
          </div>
          {row.sentences === null ? (
            <p className="mt-2">
              <Link
                href={whyHref(slug, row.number)}
                className="inline-flex min-h-11 items-center font-semibold"
              >
                {t("why.title")} <span className="sr-only">{row.title}</span>
              </Link>
            </p>
          ) : (
            <details className="mt-2">
              <summary className="inline-flex min-h-11 items-center font-semibold underline underline-offset-4">
                {t("why.title")} <span className="sr-only">{row.title}</span>
              </summary>
              <Why sentences={row.sentences} money={money} />
              <p className="mt-2">
                <Link href={whyHref(slug, row.number)}>
                  {t("results.permalink")} <span className="sr-only">{row.title}</span>
                </Link>
              </p>
            </details>
          )}
        </li>
      ))}
    </ol>
  );
}
