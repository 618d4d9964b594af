import { type CivilDate, isCivilDate } from "#server/kernel/dates.ts";

/** What a form knows: what was typed, as it was typed, and what is wrong with it. `field` is null for the form as a whole. */
export type FormState = {
  values: Record<string, string | string[]>;
  problems: Problem[];
};

/**
 * One thing that is wrong, as a sentence. `field` is the control to mend, null for the form as a whole; `link` leads
 * on: to the page of the rule that says no, or to where the obstacle is lifted.
 */
export type Problem = { field: string | null; message: string; link?: { label: string; href: string } };

/** The Server Action behind a form: it answers what to show again, or redirects when all went well. */
export type FormAction = (state: FormState, data: FormData) => Promise<FormState>;

/** The hidden field that makes a second click, or a second arrival of the same post, do nothing more. */
export const KEY_FIELD = "_key";

/** Everything typed into a form, to be shown again: several values of one name as a list, files and hidden machinery left out. */
export function formValues(data: FormData): FormState["values"] {
  const values: FormState["values"] = {};
  for (const [name, value] of data) {
    if (typeof value !== "string" || name === KEY_FIELD || name.startsWith("$ACTION")) continue;
    const before = values[name];
    values[name] = before === undefined ? value : [before, value].flat();
  }
  return values;
}

/** The idempotency key of this submission; empty when the form carried none. */
export function keyOf(data: FormData): string {
  const key = data.get(KEY_FIELD);
  return typeof key === "string" ? key : "";
}

/** One typed text; "" when absent, the first when there are several. */
export function textOf(values: FormState["values"], name: string): string {
  const value = values[name];
  return (Array.isArray(value) ? value[0] : value) ?? "";
}

/** All the choices made under a name. */
export function listOf(values: FormState["values"], name: string): string[] {
  const value = values[name];
  return value === undefined ? [] : [value].flat();
}

export type DateProblem = "empty" | "incomplete" | "notADate";

/** Letters only, without case or accents: `Février` and `fevrier` are one word. */
const plainWord = (text: string) =>
  text
    .normalize("NFD")
    .replace(/\p{M}|[.\s]/gu, "")
    .toLocaleLowerCase("fr");

/** 1 to 12 for a month typed as a number or by its name, in any of the languages given; null otherwise. */
function monthNumber(text: string, languages: readonly string[]): number | null {
  if (/^\d{1,2}$/.test(text)) return Number(text);
  const word = plainWord(text);
  for (const language of languages) {
    for (const style of ["long", "short"] as const) {
      const names = new Intl.DateTimeFormat(language, { month: style, timeZone: "UTC" });
      for (let month = 1; month <= 12; month++) {
        if (plainWord(names.format(Date.UTC(2026, month - 1, 1))) === word) return month;
      }
    }
  }
  return null;
}

/**
 * Reads the three boxes of a DateField (`name.day`, `name.month`, `name.year`). The month may be a number or a name; the year has
 * four digits. Refused, never guessed: a day that does not exist.
 */
export function readDate(
  values: FormState["values"],
  name: string,
  languages: readonly string[] = ["fr", "en", "ar"],
): { date: CivilDate } | { problem: DateProblem } {
  const [day = "", monthText = "", year = ""] = ["day", "month", "year"].map((part) =>
    textOf(values, `${name}.${part}`).trim(),
  );
  if (day === "" && monthText === "" && year === "") return { problem: "empty" };
  if (day === "" || monthText === "" || year === "") return { problem: "incomplete" };
  const month = monthNumber(monthText, languages);
  if (month === null || !/^\d{1,2}$/.test(day) || !/^\d{4}$/.test(year)) return { problem: "notADate" };
  const date = `${year}-${String(month).padStart(2, "0")}-${day.padStart(2, "0")}`;
  return isCivilDate(date) ? { date } : { problem: "notADate" };
}

/** The values that make a DateField show a date already known. */
export function dateValues(name: string, date: CivilDate): FormState["values"] {
  const [year = "", month = "", day = ""] = date.split("-");
  return {
    [`${name}.day`]: String(Number(day)),
    [`${name}.month`]: String(Number(month)),
    [`${name}.year`]: year,
  };
}
