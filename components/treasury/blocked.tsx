import { getTranslations } from "next-intl/server";
import { Link } from "#components/ui/link.tsx";
import { Notice } from "#components/ui/notice.tsx";
import type { RuleId } from "#server/kernel/rulebook.ts";

/** Why an act is not possible: each rule in its own sentence, leading to its page, and what would solve it. */
export async function Blocked({
  title,
  rules,
  solutions = {},
}: {
  title: string;
  rules: readonly RuleId[];
  solutions?: { readonly [rule: RuleId]: { label: string; href: string | null } | undefined };
}) {
  const t = await getTranslations("treasury");
  return (
    <Notice kind="warning" title={title}>
      <ul className="grid gap-2">
        {rules.map((rule) => {
          const solution = solutions[rule];
          return (
            <li key={rule}>
              <Link href={`/regles/${rule}`} className="font-bold">
                <bdi>{rule}</bdi>
              </Link>{" "}
              {t(`rules.${rule}.sentence` as never)}
              {solution && (
                <span className="block">
                  {solution.href ? (
                    <Link href={solution.href} className="font-semibold">
                      {solution.label}
                    </Link>
                  ) : (
                    <strong>{solution.label}</strong>
                  )}
                </span>
              )}
            </li>
          );
        })}
      </ul>
    </Notice>
  );
}
