import { getTranslations } from "next-intl/server";
import { Link } from "#components/ui/link.tsx";
import { explain } from "#server/form.ts";
import { type BrokenRule, Refusal } from "#server/kernel/rulebook.ts";

/**
 * Everything that keeps a file from being sent, each with its sentence and the page that mends it. The summary of a refused
 * sending (form `form`) leads to the lines here.
 */
export async function MissingPoints({
  problems,
  form,
  hrefOf,
}: {
  problems: readonly BrokenRule[];
  form: string;
  hrefOf: (step: string) => string;
}) {
  if (problems.length === 0) return null;
  const [t, sentences] = await Promise.all([getTranslations("initiatives"), explain(new Refusal(problems))]);
  return (
    <section aria-labelledby="missing" className="max-w-text space-y-4">
      <h2 id="missing">{t("check.missing", { count: sentences.length })}</h2>
      <ol className="space-y-4">
        {sentences.map(({ field, message }, index) => {
          const key = field ?? "send";
          const isFirst = sentences.findIndex((other) => other.field === field) === index;
          return (
            <li
              key={message}
              id={isFirst ? `${form}-${key}` : undefined}
              className="border-warning border-s-4 ps-4"
            >
              <p>{message}</p>
              {key !== "send" && (
                <Link href={hrefOf(key)} className="inline-flex min-h-11 items-center font-semibold">
                  {t("check.mend", { item: t(`questions.${key}.short` as "questions.title.short") })}
                </Link>
              )}
            </li>
          );
        })}
      </ol>
    </section>
  );
}
