"use server";

import type { FormState } from "#components/ui/form-state.ts";
import { submitForm } from "#server/form.ts";

export async function setEndowment(_: FormState, data: FormData): Promise<FormState> {
  return submitForm(
    data,
    (api, values) => api.fund.setEndowment(values as never),
    () => "/administration/enveloppes",
  );
}
