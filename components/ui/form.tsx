import { headers } from "next/headers";
import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { currentLocale } from "#messages/server.ts";
import { randomToken, SEED_HEADER } from "#server/page-headers.ts";
import { ActionForm } from "./action-form.tsx";
import type { FormAction, FormState } from "./form-state.ts";

/**
 * A form around a Server Action. It works without script, shows again what was typed, lists what is wrong first, and carries a
 * key by which the same submission is never done twice. `id` tells apart the forms of one page; `initial` fills the fields.
 */
export async function Form({
  action,
  id = "form",
  initial = {},
  children,
}: {
  action: FormAction;
  id?: string;
  initial?: FormState["values"];
  children: ReactNode;
}) {
  const [t, locale, incoming] = await Promise.all([getTranslations("ui.form"), currentLocale(), headers()]);
  return (
    <ActionForm
      action={action}
      id={id}
      initial={{ values: initial, problems: [] }}
      submissionKey={`${incoming.get(SEED_HEADER) ?? randomToken()}-${id}`}
      language={locale.lang}
      strings={{
        summaryTitle: t("summaryTitle"),
        errorPrefix: t("errorPrefix"),
        errorWord: t("errorWord"),
        optional: t("optional"),
        why: t("why"),
        day: t("day"),
        month: t("month"),
        year: t("year"),
        charactersMax: t("charactersMax"),
        charactersLeft: t("charactersLeft"),
        charactersOver: t("charactersOver"),
      }}
    >
      {children}
    </ActionForm>
  );
}
