"use server";

import { type FormState, listOf } from "#components/ui/form-state.ts";
import { submitForm } from "#server/form.ts";

export async function verifyLines(_: FormState, data: FormData): Promise<FormState> {
  return submitForm(
    data,
    (api, values) => api.fund.verifyLines({ lineIds: listOf(values, "lineIds") }),
    () => "/administration/verification",
  );
}
