"use server";

import type { FormState } from "#components/ui/form-state.ts";
import { submitForm } from "#server/form.ts";

/** Answers the question that stands before a file; an interest leads back to the table, where the file no longer is. */
export async function declareInterest(_: FormState, data: FormData): Promise<FormState> {
  return submitForm(
    data,
    (api, values) => api.review.declare(values as never),
    ({ number, isRecused }) => (isRecused ? "/jury?retrait=1" : `/jury/${number}`),
  );
}

/** Saves a review; the button that was pressed says whether to stay or to go on to the lock. */
export async function saveReview(_: FormState, data: FormData): Promise<FormState> {
  const goesOn = data.get("then") === "lock";
  return submitForm(
    data,
    (api, values) => api.review.save(values as never),
    ({ number }) => (goesOn ? `/jury/${number}/verrouiller` : `/jury/${number}?enregistre=1#note`),
  );
}

export async function lockReview(_: FormState, data: FormData): Promise<FormState> {
  return submitForm(
    data,
    (api, values) => api.review.lock(values as never),
    ({ number }) => `/jury/${number}`,
  );
}
