"use server";

import type { FormState } from "#components/ui/form-state.ts";
import { submitForm } from "#server/form.ts";

export async function addTerritory(_: FormState, data: FormData): Promise<FormState> {
  return submitForm(
    data,
    (api, values) => api.territories.add(values as never),
    () => "/administration/territoires",
  );
}
