import { currentLocale } from "#messages/server.ts";
import type { CivilDate } from "#server/kernel/dates.ts";
import { formatDay, formatInstant } from "./format.ts";

/** A day (`date`) or an instant in milliseconds (`at`), in words and at the time of Paris. */
export async function DateText(props: { date: CivilDate } | { at: number }) {
  const { lang } = await currentLocale();
  return "date" in props ? (
    <time dateTime={props.date}>{formatDay(props.date, lang)}</time>
  ) : (
    <time dateTime={new Date(props.at).toISOString()}>{formatInstant(props.at, lang)}</time>
  );
}
