import { z } from "zod";
import { defineEvents } from "#server/journal/events.ts";
import { ROLES } from "./model.ts";

export const accountsEvents = defineEvents({
  "role.granted": {
    public: z.object({ role: z.enum(ROLES), territory: z.string().nullable() }),
    sealed: z.object({ personId: z.string() }),
  },
  "signin.requested": {
    public: z.object({}),
    sealed: z.object({ email: z.string() }),
  },
});
