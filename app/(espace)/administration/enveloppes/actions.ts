"use server";

import { type FormState, formValues } from "#components/ui/form-state.ts";
import { submitForm } from "#server/form.ts";
import { asQuery, splitInput } from "./query.ts";

/** Calculates without adopting, and leads to the page that shows the calculation. */
export async function previewSplit(_: FormState, data: FormData): Promise<FormState> {
  return submitForm(
    data,
    (api, values) => api.fund.previewSplit(splitInput(values)),
    () => `/administration/enveloppes/apercu?${asQuery(formValues(data))}`,
  );
}

export async function adoptSplit(_: FormState, data: FormData): Promise<FormState> {
  return submitForm(
    data,
    (api, values) => api.fund.adoptSplit(splitInput(values)),
    () => "/administration/enveloppes",
  );
}
