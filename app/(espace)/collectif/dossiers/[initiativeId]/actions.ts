"use server";

import { type FormState, formValues, textOf } from "#components/ui/form-state.ts";
import { api } from "#server/context.ts";
import { submitForm } from "#server/form.ts";
import type { DoubtId, ForecastLineId, InitiativeId } from "#server/initiatives/model.ts";
import { fileHref, nextHref } from "./load.ts";

/** When somebody else saved meanwhile, the form shows their version and has from then on seen it. */
function withTheirs(state: FormState, kept: { text: string; savedAt: number | null } | null): FormState {
  const savedAt = String(kept?.savedAt ?? "");
  if (!kept || savedAt === textOf(state.values, "seenAt")) return state;
  return { ...state, values: { ...state.values, theirs: kept.text, seenAt: savedAt } };
}

/** Keeps an answer, then goes on: to the next page, to the file, or back to where the answers are checked. */
export async function saveAnswer(
  initiativeId: InitiativeId,
  question: string,
  isFromCheck: boolean,
  _: FormState,
  data: FormData,
): Promise<FormState> {
  const typed = formValues(data);
  const state = await submitForm(
    data,
    (api, { value = "", seenAt }) =>
      api.initiatives.saveAnswer({
        initiativeId,
        question,
        value,
        seenAt: textOf({ seenAt: seenAt ?? "" }, "seenAt"),
      }),
    () => {
      if (textOf(typed, "then") === "leave") return fileHref(initiativeId);
      return isFromCheck ? fileHref(initiativeId, "/verifier") : nextHref(initiativeId, question);
    },
  );
  const { answers } = await (await api()).initiatives.file({ initiativeId });
  const kept = answers[question];
  return withTheirs(state, kept ? { text: [kept.value].flat().join("\n"), savedAt: kept.savedAt } : null);
}

/** Writes a line of the budget, then shows the whole budget again. */
export async function saveLine(
  initiativeId: InitiativeId,
  lineId: ForecastLineId | null,
  _: FormState,
  data: FormData,
): Promise<FormState> {
  const state = await submitForm(
    data,
    (api, values) =>
      api.initiatives.saveForecastLine({
        initiativeId,
        lineId: lineId ?? undefined,
        account: textOf(values, "account"),
        label: textOf(values, "label"),
        amount: textOf(values, "amount"),
        seenAt: textOf(values, "seenAt"),
      }),
    () => fileHref(initiativeId, "/budget"),
  );
  if (lineId === null) return state;
  const { lines } = await (await api()).initiatives.file({ initiativeId });
  const kept = lines.find(({ id }) => id === lineId);
  return withTheirs(
    state,
    kept
      ? {
          text: `${kept.label} : ${(kept.amountCents / 100).toFixed(2).replace(".", ",")} €`,
          savedAt: kept.savedAt,
        }
      : null,
  );
}

export async function removeLine(
  initiativeId: InitiativeId,
  lineId: ForecastLineId,
  _: FormState,
  data: FormData,
): Promise<FormState> {
  return submitForm(
    data,
    (api) => api.initiatives.removeForecastLine({ initiativeId, lineId }),
    () => fileHref(initiativeId, "/budget"),
  );
}

export async function sendFile(initiativeId: InitiativeId, _: FormState, data: FormData): Promise<FormState> {
  return submitForm(
    data,
    (api) => api.initiatives.submit({ initiativeId }),
    () => fileHref(initiativeId, "/recu"),
  );
}

export async function resendFile(
  initiativeId: InitiativeId,
  _: FormState,
  data: FormData,
): Promise<FormState> {
  return submitForm(
    data,
    (api) => api.initiatives.resend({ initiativeId }),
    () => fileHref(initiativeId, "/recu"),
  );
}

export async function answerDoubt(
  initiativeId: InitiativeId,
  doubtId: DoubtId,
  _: FormState,
  data: FormData,
): Promise<FormState> {
  const state = await submitForm(
    data,
    (api, values) =>
      api.initiatives.answerDoubt({
        initiativeId,
        doubtId,
        answer: textOf(values, "answer"),
        seenAt: textOf(values, "seenAt"),
      }),
    () => fileHref(initiativeId, "/reponses"),
  );
  const { doubts } = await (await api()).initiatives.file({ initiativeId });
  const kept = doubts.find(({ id }) => id === doubtId);
  return withTheirs(
    state,
    kept && kept.answer !== null ? { text: kept.answer, savedAt: kept.answeredAt } : null,
  );
}

export async function withdrawFile(
  initiativeId: InitiativeId,
  _: FormState,
  data: FormData,
): Promise<FormState> {
  return submitForm(
    data,
    (api) => api.initiatives.withdraw({ initiativeId }),
    () => fileHref(initiativeId),
  );
}
