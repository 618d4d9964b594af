import { accountsEvents } from "#server/accounts/events.ts";
import { allocationEvents } from "#server/allocation/events.ts";
import { fundEvents } from "#server/fund/events.ts";
import { initiativesEvents } from "#server/initiatives/events.ts";
import { reviewEvents } from "#server/review/events.ts";
import { territoriesEvents } from "#server/territories/events.ts";
import { treasuryEvents } from "#server/treasury/events.ts";
import { votingEvents } from "#server/voting/events.ts";

/** Everything that can happen in the fund, as the journal tells it: one line a domain. */
export const EVENTS = {
  ...accountsEvents,
  ...territoriesEvents,
  ...fundEvents,
  ...initiativesEvents,
  ...reviewEvents,
  ...votingEvents,
  ...allocationEvents,
  ...treasuryEvents,
};

export type EventName = keyof typeof EVENTS;
