import { TRPCError } from "@trpc/server";
import { notFound, redirect } from "next/navigation";
import { getFormatter, getTranslations } from "next-intl/server";
import { ZodError } from "zod";
import { type FormState, formValues, keyOf } from "#components/ui/form-state.ts";
import { localePath } from "#messages/server.ts";
import { type Api, apiForSending } from "#server/context.ts";
import { Refusal } from "#server/kernel/rulebook.ts";
import { chapterOf } from "#server/rulebook.ts";

/**
 * One sending of a form: calls the procedure with what was typed, then goes to the page that `then` names.
 * What the procedure refuses comes back beside what was typed, in the reader's language; nothing typed is lost.
 */
export async function submitForm<Answer>(
  data: FormData,
  call: (api: Api, input: FormState["values"]) => Promise<Answer>,
  then: (answer: Answer) => string,
): Promise<FormState> {
  const values = formValues(data);
  let answer: Answer;
  try {
    answer = await call(await apiForSending(keyOf(data) || null), values);
  } catch (problem) {
    return { values, problems: await explain(problem) };
  }
  redirect(await localePath(then(answer)));
}

/** What went wrong, as sentences of the reader's language with the field to mend; bugs are thrown on to the error page. */
export async function explain(problem: unknown): Promise<FormState["problems"]> {
  const t = await getTranslations();
  const format = await getFormatter();
  const cause = problem instanceof TRPCError ? problem.cause : problem;
  if (cause instanceof ZodError)
    return cause.issues.map((issue) => {
      const key = t.has(issue.message as never) ? issue.message : "common.problems.unreadable";
      const facts = issue.code === "custom" ? issue.params : undefined;
      return {
        field: issue.path[0] === undefined ? null : String(issue.path[0]),
        message: t(key as never, facts as never),
      };
    });
  if (cause instanceof Refusal) {
    const rulebook = await localePath("/regles/");
    return cause.broken.map(({ rule, field, facts = {} }) => {
      const shown = Object.fromEntries(
        Object.entries(facts).map(([name, value]) => [
          name,
          name.endsWith("Cents") && typeof value === "number"
            ? format.number(value / 100, { style: "currency", currency: "EUR" })
            : value,
        ]),
      );
      return {
        field: field ?? null,
        link: { label: rule, href: `${rulebook}${rule}` },
        message: t(`${chapterOf(rule)}.rules.${rule}.refusal` as never, shown as never),
      };
    });
  }
  if (problem instanceof TRPCError) {
    if (problem.code === "NOT_FOUND" || problem.code === "FORBIDDEN") notFound();
    // The session ended while somebody was typing: what was typed stays on the page, and the way back in is beside it.
    if (problem.code === "UNAUTHORIZED")
      return [
        {
          field: null,
          message: t("common.problems.sessionEnded"),
          link: { label: t("common.signIn"), href: await localePath("/connexion") },
        },
      ];
    if (problem.code === "CONFLICT") return [{ field: null, message: t("common.problems.conflict") }];
    if (problem.code === "TOO_MANY_REQUESTS")
      return [{ field: null, message: t("common.problems.tooManyTries") }];
  }
  throw problem;
}
