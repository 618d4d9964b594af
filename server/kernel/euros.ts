import { z } from "zod";
import { parseEuros } from "./money.ts";

/** An amount typed in a form, as cents; what it refuses is a key of `common.problems.euros`. */
export const Euros = z.string("common.problems.euros.empty").transform((typed, context) => {
  const read = parseEuros(typed);
  if ("cents" in read) return read.cents;
  context.addIssue({ code: "custom", message: `common.problems.euros.${read.problem}` });
  return z.NEVER;
});
