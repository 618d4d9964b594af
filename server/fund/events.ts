import { z } from "zod";
import { defineEvents } from "#server/journal/events.ts";

export const fundEvents = defineEvents({
  "base.opened": {
    public: { year: z.string(), lines: z.number(), baseCents: z.number() },
  },
  "base.verified": {
    public: { year: z.string(), lines: z.number() },
  },
  "endowment.set": {
    public: {
      year: z.string(),
      amountCents: z.number(),
      baseCents: z.number(),
      floorCents: z.number(),
    },
  },
  "envelopes.adopted": {
    public: {
      year: z.string(),
      amountCents: z.number(),
      territories: z.number(),
      key: z.enum(["equal", "residents", "by_hand"]),
      territoriesCents: z.number(),
    },
  },
  "call.opened": {
    public: {
      title: z.string(),
      ceilingCents: z.number(),
      opensAt: z.number(),
      submissionsCloseAt: z.number(),
      reviewClosesAt: z.number(),
      voteOpensAt: z.number(),
      voteClosesAt: z.number(),
    },
  },
});
