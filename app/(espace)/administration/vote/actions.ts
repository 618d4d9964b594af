"use server";

import { getTranslations } from "next-intl/server";
import type { FormState } from "#components/ui/form-state.ts";
import { formValues } from "#components/ui/form-state.ts";
import { submitForm } from "#server/form.ts";
import { findBureauKey } from "#server/voting/keyring.ts";

const HERE = "/administration/vote";

/** Freezing, closing and counting cannot be undone: each form says so and holds a box to tick. */
async function unconfirmed(data: FormData): Promise<FormState | null> {
  if (data.get("confirmed") === "yes") return null;
  const t = await getTranslations("voting.problems");
  return { values: formValues(data), problems: [{ field: "confirmed", message: t("confirmed") }] };
}

export async function openPoll(_: FormState, data: FormData): Promise<FormState> {
  return (
    (await unconfirmed(data)) ??
    submitForm(
      data,
      (api, values) => api.voting.openPoll(values as never),
      () => HERE,
    )
  );
}

export async function closePoll(_: FormState, data: FormData): Promise<FormState> {
  return submitForm(
    data,
    (api, values) => api.voting.closePoll(values as never),
    () => HERE,
  );
}

/** Counts with the keys typed, or with the bureau's key that this machine keeps when the field was not shown. */
export async function countPoll(_: FormState, data: FormData): Promise<FormState> {
  return submitForm(
    data,
    (api, values) => api.voting.countPoll({ secrets: findBureauKey()?.privateKey ?? "", ...values } as never),
    () => HERE,
  );
}
