"use server";

import type { FormState } from "#components/ui/form-state.ts";
import { submitForm } from "#server/form.ts";

export async function rename(_: FormState, data: FormData): Promise<FormState> {
  return submitForm(
    data,
    (api, values) => api.accounts.rename(values as { name: string }),
    () => "/compte",
  );
}
