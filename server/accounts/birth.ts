import type { Database } from "#db/database.ts";
import { EVENTS } from "#server/events.ts";
import { commit } from "#server/journal/commit.ts";
import { civilDateOf } from "#server/kernel/dates.ts";
import * as store from "./store.ts";

/**
 * A fund is born with its name and its first administrator, in one act: a fund without anybody to administer it could never
 * appoint one. `now` in milliseconds. Whoever calls has seen that the database holds no fund yet; its table refuses a second.
 */
export function giveBirth(
  database: Database,
  fund: {
    name: string;
    bornAs: "demo" | "real";
    administrator: { name: string; email: string };
    now: number;
  },
): Promise<null> {
  const { name, bornAs, administrator, now } = fund;
  const act = { events: EVENTS, event: "fund.born", actor: null, command: null, now } as const;
  return commit(database, act, async (tx) => {
    await store.insertFundIdentity(tx, { name, bornAs, bornAt: now });
    const personId = await store.insertPerson(tx, { ...administrator, at: now });
    const startsOn = civilDateOf(now);
    await store.insertRoleGrant(tx, { personId, role: "administrator", territoryId: null, startsOn });
    return {
      subjectId: "fund",
      editionId: null,
      public: { name, bornAs },
      sealed: { personId },
      answer: null,
    };
  });
}
