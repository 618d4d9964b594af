import { and, eq, gte, isNull, lte, or } from "drizzle-orm";
import type { Reader, Tx } from "#db/database.ts";
import { fundIdentity, persons, rateLimits, roleGrants } from "#db/schema/accounts.ts";
import { members } from "#db/schema/initiatives.ts";
import type { CivilDate } from "#server/kernel/dates.ts";
import { newId } from "#server/kernel/ids.ts";
import type { Actor, HeldRole, PersonId, Role, TerritoryId } from "./model.ts";

/** The person with the offices and memberships held on that day, or null. */
export async function findActor(read: Reader, personId: PersonId, today: CivilDate): Promise<Actor | null> {
  const [person] = await read.select().from(persons).where(eq(persons.id, personId));
  if (!person) return null;
  const roles = await read
    .select({ role: roleGrants.role, territoryId: roleGrants.territoryId })
    .from(roleGrants)
    .where(
      and(
        eq(roleGrants.personId, personId),
        lte(roleGrants.startsOn, today),
        or(isNull(roleGrants.endsOn), gte(roleGrants.endsOn, today)),
      ),
    );
  const memberships = await read
    .select({ collectiveId: members.collectiveId })
    .from(members)
    .where(and(eq(members.personId, personId), isNull(members.leftOn)));
  return {
    id: person.id,
    name: person.name,
    email: person.email,
    roles: roles as HeldRole[],
    collectiveIds: memberships.map(({ collectiveId }) => collectiveId),
  };
}

export async function findPersonByEmail(read: Reader, email: string) {
  const [person] = await read.select().from(persons).where(eq(persons.email, email));
  return person ?? null;
}

export async function insertPerson(
  tx: Tx,
  person: { name: string; email: string; at: number },
): Promise<PersonId> {
  const id = newId("per");
  await tx.insert(persons).values({
    id,
    name: person.name,
    email: person.email,
    emailVerified: false,
    image: null,
    createdAt: person.at,
    updatedAt: person.at,
  });
  return id;
}

export async function renamePerson(tx: Tx, personId: PersonId, name: string): Promise<void> {
  await tx.update(persons).set({ name }).where(eq(persons.id, personId));
}

export async function insertRoleGrant(
  tx: Tx,
  grant: { personId: PersonId; role: Role; territoryId: TerritoryId | null; startsOn: CivilDate },
): Promise<void> {
  await tx.insert(roleGrants).values({ id: newId("rol"), endsOn: null, ...grant });
}

/** What the fund was born as, or null while the database is empty. */
export async function findFundIdentity(read: Reader) {
  const [identity] = await read.select().from(fundIdentity);
  return identity ?? null;
}

export async function insertFundIdentity(
  tx: Tx,
  identity: { name: string; bornAs: "demo" | "real"; bornAt: number },
): Promise<void> {
  await tx.insert(fundIdentity).values({ id: "fund", ...identity });
}

/** Counts one try under the key and answers how many the running window holds, this one included. */
export async function countTry(tx: Tx, key: string, windowMs: number, now: number): Promise<number> {
  const [row] = await tx.select().from(rateLimits).where(eq(rateLimits.key, key));
  const fresh = !row || row.windowStartedAt <= now - windowMs;
  const tries = fresh ? 1 : row.tries + 1;
  const windowStartedAt = fresh ? now : row.windowStartedAt;
  await tx
    .insert(rateLimits)
    .values({ key, windowStartedAt, tries })
    .onConflictDoUpdate({ target: rateLimits.key, set: { windowStartedAt, tries } });
  return tries;
}
