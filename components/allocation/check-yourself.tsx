import { getTranslations } from "next-intl/server";
import { Details } from "#components/ui/details.tsx";
import { Link } from "#components/ui/link.tsx";
import { commandOf } from "./command-line.ts";
import { Recompute } from "./recompute.tsx";
import type { PartResult, Results } from "./rows.ts";

/** The proof of a part: the ties met, the files, the fingerprints, and the calculation made again on the reader's own device. */
export async function CheckYourself({
  edition,
  part,
  titles,
}: {
  edition: Results["edition"];
  part: PartResult;
  titles: ReadonlyMap<string, string>;
}) {
  const t = await getTranslations("allocation");
  const { allocation } = part.published;
  const files = `/resultats/${edition.slug}/donnees/${part.part}`;
  const hashes = [
    [t("results.inputHash"), part.inputHash],
    [t("results.resultHash"), part.resultHash],
  ] as const;
  return (
    <div className="mt-8 grid grid-cols-1 gap-4">
      <Details summary={t("results.ties")}>
        {allocation.ties.length === 0 ? (
          <p>{t("results.noTies")}</p>
        ) : (
          <ul className="list-disc ps-6">
            {allocation.ties.map((tie) => (
              <li key={`${tie.step} ${tie.projects.join(" ")}`} dir="auto">
                {t("results.tie", {
                  step: tie.step,
                  projects: tie.projects.map((id) => titles.get(id) ?? id).join(" ; "),
                  by: t(`results.tieBy.${tie.brokenBy}`),
                })}
              </li>
            ))}
          </ul>
        )}
      </Details>
      <Details summary={t("results.check")}>
        <p>{t("results.checkLead")}</p>
        <h4 className="mt-4">{t("results.downloads")}</h4>
        <ul className="mt-2 list-disc ps-6">
          <li>
            <a href={`${files}.pb`} download>
              {t("results.downloadPb")}
            </a>
          </li>
          <li>
            <a href={`${files}.json`} download>
              {t("results.downloadBundle")}
            </a>
          </li>
          <li>
            <Link href={`/resultats/${edition.slug}/comparer?partie=${part.part}`}>
              {t("results.compare")}
            </Link>
          </li>
        </ul>
        <dl className="mt-4 grid grid-cols-1 gap-2">
          {hashes.map(([label, hash]) => (
            <div key={label}>
              <dt className="font-bold">{label}</dt>
              <dd>
                <code>{hash}</code>
              </dd>
            </div>
          ))}
        </dl>
        <h4 className="mt-6">{t("recompute.title")}</h4>
        <p className="mt-2 mb-4">{t("recompute.lead")}</p>
        <Recompute
          bundleHref={`${files}.json`}
          strings={{
            start: t("recompute.start"),
            again: t("recompute.again"),
            fetching: t("recompute.fetching"),
            running: t("recompute.running"),
            same: t("recompute.same"),
            different: t("recompute.different"),
            failed: t("recompute.failed"),
            took: t("recompute.took"),
            yours: t("recompute.yours"),
            published: t("recompute.published"),
          }}
        />
        <p className="mt-4">{t("recompute.command")}</p>
        <pre className="mt-2 overflow-x-auto border-2 border-ink bg-hollow p-3" dir="ltr">
          <code>{commandOf(part.options.rule, `${edition.slug}-${part.part}.pb`)}</code>
        </pre>
      </Details>
    </div>
  );
}
