"use server";

import type { FormState } from "#components/ui/form-state.ts";
import { submitForm } from "#server/form.ts";

export async function signForCollective(_: FormState, data: FormData): Promise<FormState> {
  return submitForm(
    data,
    (api, input) => api.treasury.signForCollective(input as never),
    ({ agreementId }) => `/collectif/conventions/${agreementId}`,
  );
}
