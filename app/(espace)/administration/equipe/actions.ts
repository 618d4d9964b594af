"use server";

import { type FormState, textOf } from "#components/ui/form-state.ts";
import { submitForm } from "#server/form.ts";

const HERE = () => "/administration/equipe";

export async function grantRole(_: FormState, data: FormData): Promise<FormState> {
  return submitForm(data, (api, values) => api.accounts.grantRole(values as never), HERE);
}

export async function endRole(_: FormState, data: FormData): Promise<FormState> {
  return submitForm(data, (api, values) => api.accounts.endRole({ id: textOf(values, "id") }), HERE);
}
