"use server";

import { type FormState, textOf } from "#components/ui/form-state.ts";
import { submitForm } from "#server/form.ts";

export async function openBase(_: FormState, data: FormData): Promise<FormState> {
  return submitForm(
    data,
    (api, values) => api.fund.openBase({ year: textOf(values, "year") }),
    () => "/administration/base",
  );
}
