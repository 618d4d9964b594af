import { z } from "zod";
import { defineEvents } from "#server/journal/events.ts";
import { ROLES } from "./model.ts";

export const accountsEvents = defineEvents({
  "fund.born": {
    public: z.object({ name: z.string(), bornAs: z.enum(["demo", "real"]) }),
    sealed: z.object({}),
  },
  "person.registered": { public: z.object({}), sealed: z.object({ personId: z.string() }) },
  "person.renamed": { public: z.object({}), sealed: z.object({ personId: z.string() }) },
  "role.granted": {
    public: z.object({ role: z.enum(ROLES), territory: z.string().nullable() }),
    sealed: z.object({ personId: z.string() }),
  },
  "role.ended": {
    public: z.object({ role: z.enum(ROLES), territory: z.string().nullable() }),
    sealed: z.object({ personId: z.string() }),
  },
  "sign_in.asked": { public: z.object({}), sealed: z.object({}) },
  "demo.calendar.moved": { public: z.object({ toOn: z.string() }), sealed: z.object({}) },
});
