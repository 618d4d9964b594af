"use server";

import { type FormState, formValues, listOf } from "#components/ui/form-state.ts";
import { apiForSending } from "#server/context.ts";
import { explain } from "#server/form.ts";
import type { PollId } from "#server/voting/model.ts";

/**
 * One step of a vote. The choice comes and goes in the form itself, never in an address or a store; the receipt is answered here
 * and not behind an address of its own, so that no log of addresses knows whose it is.
 */
export async function stepBallot(
  pollId: PollId,
  territorySlug: string,
  _: FormState,
  data: FormData,
): Promise<FormState> {
  const values = formValues(data);
  const choices = listOf(values, "choices");
  const intent = data.get("intent");
  const kept = { choices, order: values.order ?? "" };
  if (intent === "change") return { values: { ...kept, step: "choose" }, problems: [] };
  const code = typeof values.code === "string" ? values.code : "";
  try {
    const api = await apiForSending(null);
    if (intent !== "cast") {
      await api.voting.recap({ pollId, territorySlug, choices });
      return { values: { ...kept, step: "recap" }, problems: [] };
    }
    const { tracker, rank } = await api.voting.castWithCode({ pollId, code, choices });
    return { values: { step: "receipt", tracker, rank: String(rank) }, problems: [] };
  } catch (problem) {
    const problems = await explain(problem);
    if (intent !== "cast") return { values: { ...kept, step: "choose" }, problems };
    // What is wrong with the choice itself has no field on this step: it is said above it.
    const here = problems.map(({ field, message }) => ({ field: field === "code" ? field : null, message }));
    return { values: { ...kept, code, step: "recap" }, problems: here };
  }
}
