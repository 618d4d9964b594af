import { z } from "zod";
import { defineEvents } from "#server/journal/events.ts";

export const territoriesEvents = defineEvents({
  "territory.added": {
    public: { name: z.string(), code: z.string(), residents: z.number() },
  },
});
