"use server";

import { type FormState, formValues, keyOf, textOf } from "#components/ui/form-state.ts";
import { formatInstant } from "#components/ui/format.ts";
import { currentLocale } from "#messages/server.ts";
import { apiForSending } from "#server/context.ts";
import { explain, submitForm } from "#server/form.ts";
import type { CollectiveId } from "#server/initiatives/model.ts";

export async function createCollective(_: FormState, data: FormData): Promise<FormState> {
  return submitForm(
    data,
    (api, values) => api.initiatives.createCollective(values as never),
    ({ collectiveId }) => `/collectif/${collectiveId}`,
  );
}

export async function joinCollective(_: FormState, data: FormData): Promise<FormState> {
  return submitForm(
    data,
    (api, values) => api.initiatives.join(values as never),
    ({ collectiveId }) => `/collectif/${collectiveId}`,
  );
}

export async function startFile(
  collectiveId: CollectiveId,
  _: FormState,
  data: FormData,
): Promise<FormState> {
  return submitForm(
    data,
    (api) => api.initiatives.startFile({ collectiveId }),
    ({ initiativeId }) => `/collectif/dossiers/${initiativeId}`,
  );
}

/** Makes a code and shows it in the answer itself: it never stands in an address, where histories and logs would keep it. */
export async function inviteMember(
  collectiveId: CollectiveId,
  _: FormState,
  data: FormData,
): Promise<FormState> {
  const values = formValues(data);
  try {
    const role = textOf(values, "role") === "treasurer" ? "treasurer" : "member";
    const { initiatives } = await apiForSending(keyOf(data) || null);
    const { code, expiresAt } = await initiatives.inviteMember({ collectiveId, role });
    const { lang } = await currentLocale();
    return { values: { role, code, until: formatInstant(expiresAt, lang) }, problems: [] };
  } catch (problem) {
    return { values, problems: await explain(problem) };
  }
}
