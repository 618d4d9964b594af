import { z } from "zod";
import { defineEvents } from "#server/journal/events.ts";
import { ROLES } from "./model.ts";

export const accountsEvents = defineEvents({
  "fund.born": {
    public: { name: z.string(), bornAs: z.enum(["demo", "real"]) },
    sealed: { personId: z.string() },
  },
  "person.registered": { public: {}, sealed: { personId: z.string() } },
  "person.renamed": { public: {}, sealed: { personId: z.string() } },
  "role.granted": {
    public: { role: z.enum(ROLES), territory: z.string().nullable() },
    sealed: { personId: z.string() },
  },
  "role.ended": {
    public: { role: z.enum(ROLES), territory: z.string().nullable() },
    sealed: { personId: z.string() },
  },
  "sign-in.asked": { public: {} },
  "demo-calendar.moved": { public: { toOn: z.string() } },
});
