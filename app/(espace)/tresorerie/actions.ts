"use server";

import type { FormState } from "#components/ui/form-state.ts";
import { submitForm } from "#server/form.ts";
import { decodeXml } from "#server/treasury/camt.ts";

export async function prepareAgreement(_: FormState, data: FormData): Promise<FormState> {
  return submitForm(
    data,
    (api, input) => api.treasury.prepareAgreement(input as never),
    ({ agreementId }) => `/tresorerie/conventions/${agreementId}`,
  );
}

export async function signForFund(_: FormState, data: FormData): Promise<FormState> {
  return submitForm(
    data,
    (api, input) => api.treasury.signForFund(input as never),
    ({ agreementId }) => `/tresorerie/conventions/${agreementId}`,
  );
}

export async function certifyTranche(_: FormState, data: FormData): Promise<FormState> {
  return submitForm(
    data,
    (api, input) => api.treasury.certifyTranche(input as never),
    ({ trancheId }) => `/tresorerie/tranches/${trancheId}`,
  );
}

export async function orderTranche(_: FormState, data: FormData): Promise<FormState> {
  return submitForm(
    data,
    (api, input) => api.treasury.orderTranche(input as never),
    ({ trancheId }) => `/tresorerie/tranches/${trancheId}`,
  );
}

export async function payTranche(_: FormState, data: FormData): Promise<FormState> {
  return submitForm(
    data,
    (api, input) => api.treasury.payTranche(input as never),
    ({ trancheId }) => `/tresorerie/tranches/${trancheId}`,
  );
}

export async function importStatement(_: FormState, data: FormData): Promise<FormState> {
  const file = data.get("file");
  // A file is not a field that can be shown again: its text goes straight to the procedure.
  const content = file instanceof File ? decodeXml(new Uint8Array(await file.arrayBuffer())) : "";
  return submitForm(
    data,
    (api) => api.treasury.importStatement({ file: content }),
    ({ statementId }) => `/tresorerie/releves/${statementId}`,
  );
}
