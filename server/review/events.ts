import { z } from "zod";
import { defineEvents } from "#server/journal/events.ts";
import { INTERESTS } from "./model.ts";

export const reviewEvents = defineEvents({
  "interest.declared": { public: { number: z.string() }, sealed: { kind: z.enum(INTERESTS) } },
  "interest.denied": { public: { number: z.string() } },
  "review.saved": { public: { number: z.string() } },
  "review.locked": { public: { number: z.string() } },
});
