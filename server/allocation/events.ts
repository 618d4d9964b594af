import { z } from "zod";
import { defineEvents } from "#server/journal/events.ts";

const hash = z.string().length(64);

export const allocationEvents = defineEvents({
  "allocation.ran": {
    public: {
      edition: z.string(),
      envelopes: z.int(),
      funded: z.int(),
      totalCents: z.int(),
      resultHashes: z.array(hash),
    },
  },
  "allocation.adopted": {
    public: {
      edition: z.string(),
      awards: z.int(),
      totalCents: z.int(),
      resultHashes: z.array(hash),
    },
  },
  "election.imported": {
    public: {
      edition: z.string(),
      projects: z.int(),
      ballots: z.int(),
      inputHash: hash,
      resultHash: hash,
    },
  },
});
