import { accountsEvents } from "#server/accounts/events.ts";
import { allocationEvents } from "#server/allocation/events.ts";
import { fundEvents } from "#server/fund/events.ts";
import { territoriesEvents } from "#server/territories/events.ts";

/** Everything that can happen in the fund, as the journal tells it: one line a domain. */
export const EVENTS = {
  ...accountsEvents,
  ...territoriesEvents,
  ...fundEvents,
  ...allocationEvents,
};

export type EventName = keyof typeof EVENTS;
