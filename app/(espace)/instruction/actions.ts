"use server";

import { type FormState, listOf, textOf } from "#components/ui/form-state.ts";
import { submitForm } from "#server/form.ts";
import type { InitiativeId } from "#server/initiatives/model.ts";

const fileHref = ({ initiativeId }: { initiativeId: string }) => `/instruction/${initiativeId}`;

export async function ask(initiativeId: InitiativeId, _: FormState, data: FormData): Promise<FormState> {
  return submitForm(
    data,
    (api, values) =>
      api.initiatives.ask({
        initiativeId,
        article: textOf(values, "article"),
        question: textOf(values, "question"),
      }),
    fileHref,
  );
}

export async function admit(initiativeId: InitiativeId, _: FormState, data: FormData): Promise<FormState> {
  return submitForm(
    data,
    (api, values) => api.initiatives.admit({ initiativeId, confirmed: listOf(values, "confirmed") }),
    fileHref,
  );
}

export async function refuse(initiativeId: InitiativeId, _: FormState, data: FormData): Promise<FormState> {
  return submitForm(
    data,
    (api, values) =>
      api.initiatives.refuse({
        initiativeId,
        article: textOf(values, "article"),
        reason: textOf(values, "reason"),
      }),
    fileHref,
  );
}
