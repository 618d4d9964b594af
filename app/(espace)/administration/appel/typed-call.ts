import { type FormState, readDate, textOf } from "#components/ui/form-state.ts";

export const MOMENTS = [
  "opensAt",
  "submissionsCloseAt",
  "reviewClosesAt",
  "voteOpensAt",
  "voteClosesAt",
] as const;

/** The call's form as its procedures take it: each date and its hour as one moment, `2026-03-02 9:00`. */
export function typedCall(values: FormState["values"]) {
  const moments = MOMENTS.map((moment) => {
    const read = readDate(values, moment);
    const day =
      "date" in read
        ? read.date
        : ["day", "month", "year"].map((part) => textOf(values, `${moment}.${part}`)).join("/");
    return [moment, `${day} ${textOf(values, `${moment}.time`)}`.trim()];
  });
  return { ...values, ...Object.fromEntries(moments) } as never;
}
