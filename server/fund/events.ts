import { z } from "zod";
import { defineEvents } from "#server/journal/events.ts";

export const fundEvents = defineEvents({
  "base.opened": {
    public: z.object({ year: z.string(), lines: z.number(), baseCents: z.number() }),
    sealed: z.object({}),
  },
  "base.verified": {
    public: z.object({ year: z.string(), lines: z.number() }),
    sealed: z.object({}),
  },
  "endowment.set": {
    public: z.object({
      year: z.string(),
      amountCents: z.number(),
      baseCents: z.number(),
      floorCents: z.number(),
    }),
    sealed: z.object({}),
  },
  "envelopes.adopted": {
    public: z.object({
      year: z.string(),
      amountCents: z.number(),
      territories: z.number(),
      key: z.enum(["equal", "residents", "by_hand"]),
      territoriesCents: z.number(),
    }),
    sealed: z.object({}),
  },
  "call.opened": {
    public: z.object({
      title: z.string(),
      ceilingCents: z.number(),
      opensAt: z.number(),
      submissionsCloseAt: z.number(),
      reviewClosesAt: z.number(),
      voteOpensAt: z.number(),
      voteClosesAt: z.number(),
    }),
    sealed: z.object({}),
  },
});
