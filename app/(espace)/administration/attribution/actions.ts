"use server";

import type { FormState } from "#components/ui/form-state.ts";
import { submitForm } from "#server/form.ts";

const DESK = "/administration/attribution";

export async function runAllocation(_: FormState, data: FormData): Promise<FormState> {
  return submitForm(
    data,
    (caller, input) => caller.allocation.run(input as never),
    () => DESK,
  );
}

export async function adoptAllocation(_: FormState, data: FormData): Promise<FormState> {
  return submitForm(
    data,
    (caller, input) => caller.allocation.adopt(input as never),
    ({ edition }) => `/resultats/${edition}`,
  );
}
