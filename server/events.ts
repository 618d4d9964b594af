import { accountsEvents } from "#server/accounts/events.ts";
import { fundEvents } from "#server/fund/events.ts";
import { reviewEvents } from "#server/review/events.ts";
import { territoriesEvents } from "#server/territories/events.ts";
import { votingEvents } from "#server/voting/events.ts";

/** Everything that can happen in the fund, as the journal tells it: one line a domain. */
export const EVENTS = {
  ...accountsEvents,
  ...territoriesEvents,
  ...fundEvents,
  ...reviewEvents,
  ...votingEvents,
};

export type EventName = keyof typeof EVENTS;
