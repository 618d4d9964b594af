import { TRPCError } from "@trpc/server";
import type { FormState } from "#components/ui/form-state.ts";
import { Link } from "#components/ui/link.tsx";
import { explain } from "#server/form.ts";
import { orNotFound } from "#server/page.ts";

type Problems = FormState["problems"];

/** What a procedure answers to a page whose address carries what was typed: the answer, or what is wrong with it, in words. */
export async function tried<Answer>(
  asked: Promise<Answer>,
): Promise<{ answer: Answer } | { problems: Problems }> {
  try {
    return { answer: await orNotFound(asked) };
  } catch (problem) {
    if (problem instanceof TRPCError && problem.code === "BAD_REQUEST")
      return { problems: await explain(problem) };
    throw problem;
  }
}

/** What is wrong, with the way back to the form that still holds what was typed. */
export function Problems({ problems, back, label }: { problems: Problems; back: string; label: string }) {
  return (
    <div className="error-summary mt-6">
      <ul>
        {problems.map(({ message }) => (
          <li key={message}>{message}</li>
        ))}
      </ul>
      <p className="mt-4">
        <Link href={back}>{label}</Link>
      </p>
    </div>
  );
}
