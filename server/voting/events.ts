import { z } from "zod";
import { defineEvents } from "#server/journal/events.ts";

export const votingEvents = defineEvents({
  "poll.opened": {
    public: {
      manifestHash: z.string(),
      choices: z.int(),
      leftOut: z.int(),
      entries: z.int(),
      locks: z.int(),
    },
  },
  // That somebody voted in this poll: not who, not by which key, not for what.
  "ballot.cast": { public: {}, actor: "unwritten" },
  "poll.closed": { public: { boxes: z.int() } },
  "poll.counted": {
    public: { counted: z.int(), blank: z.int(), rejected: z.int(), replaced: z.int() },
  },
});
