"use server";

import { getTranslations } from "next-intl/server";
import { type FormState, formValues, readDate } from "#components/ui/form-state.ts";
import { submitForm } from "#server/form.ts";

/** Moves the demo's calendar to the day typed. */
export async function moveCalendar(_: FormState, data: FormData): Promise<FormState> {
  const values = formValues(data);
  const typed = readDate(values, "on");
  if (!("date" in typed)) {
    const t = await getTranslations("accounts.problems");
    return { values, problems: [{ field: "on", message: t("day") }] };
  }
  return submitForm(
    data,
    (api) => api.accounts.moveCalendar({ on: typed.date }),
    () => "/demonstration",
  );
}
