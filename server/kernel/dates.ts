/** Civil dates are text `YYYY-MM-DD` and mean a day in Paris; instants are milliseconds since 1970 in UTC. */
export type CivilDate = `${number}-${number}-${number}`;

export const FUND_TIME_ZONE = "Europe/Paris";

/** Whether the text names a day that exists: `2026-02-29` does not. */
export function isCivilDate(text: string): text is CivilDate {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const at = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text);
}

/** The day that the instant falls on in Paris. */
export function civilDateOf(instantMs: number): CivilDate {
  return new Intl.DateTimeFormat("en-CA", { timeZone: FUND_TIME_ZONE }).format(instantMs) as CivilDate;
}

/** The instant at which `time` (`HH:MM`) strikes in Paris on that day; at the autumn change, the first of the two. */
export function instantInParis(date: CivilDate, time = "00:00"): number {
  const asUtc = Date.parse(`${date}T${time}:00Z`);
  const offsetAt = (instant: number) => {
    const parts = new Intl.DateTimeFormat("en-GB", {
      timeZone: FUND_TIME_ZONE,
      hourCycle: "h23",
      year: "numeric",
      month: "numeric",
      day: "numeric",
      hour: "numeric",
      minute: "numeric",
      second: "numeric",
    }).formatToParts(instant);
    const part = (type: string) => Number(parts.find((p) => p.type === type)?.value);
    return (
      Date.UTC(part("year"), part("month") - 1, part("day"), part("hour"), part("minute"), part("second")) -
      instant
    );
  };
  return asUtc - offsetAt(asUtc - offsetAt(asUtc));
}

/** The day `days` later (or earlier). */
export function addDays(date: CivilDate, days: number): CivilDate {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * 86_400_000)
    .toISOString()
    .slice(0, 10) as CivilDate;
}
