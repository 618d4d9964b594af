"use server";

import { type FormState, formValues } from "#components/ui/form-state.ts";
import { submitForm } from "#server/form.ts";
import { asQuery } from "../enveloppes/query.ts";
import { typedCall } from "./typed-call.ts";

/** Reads the call without opening it, and leads to the page that reads it back. */
export async function checkCall(_: FormState, data: FormData): Promise<FormState> {
  return submitForm(
    data,
    (api, values) => api.fund.checkCall(typedCall(values)),
    () => `/administration/appel/recapitulatif?${asQuery(formValues(data))}`,
  );
}

export async function openCall(_: FormState, data: FormData): Promise<FormState> {
  return submitForm(
    data,
    (api, values) => api.fund.openCall(typedCall(values)),
    () => "/administration/appel",
  );
}
