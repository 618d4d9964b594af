import { accountsEvents } from "#server/accounts/events.ts";

/** Everything that can happen in the fund, as the journal tells it: one line a domain. */
export const EVENTS = {
  ...accountsEvents,
};

export type EventName = keyof typeof EVENTS;
