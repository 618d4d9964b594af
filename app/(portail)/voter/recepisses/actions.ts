"use server";

import { type FormState, formValues } from "#components/ui/form-state.ts";
import { apiForSending } from "#server/context.ts";
import { explain } from "#server/form.ts";
import type { PollId } from "#server/voting/model.ts";

/** «Mon récépissé y est-il ?» The number is posted, so that no address and no log of addresses keeps it. */
export async function findReceipt(pollId: PollId, _: FormState, data: FormData): Promise<FormState> {
  const values = formValues(data);
  try {
    const api = await apiForSending(null);
    const { tracker, state } = await api.voting.findReceipt({
      pollId,
      tracker: typeof values.tracker === "string" ? values.tracker : "",
    });
    return { values: { ...values, found: state, foundTracker: tracker }, problems: [] };
  } catch (problem) {
    return { values, problems: await explain(problem) };
  }
}
