import { and, asc, eq, gte, isNull, lte, or } from "drizzle-orm";
import type { Reader, Transaction } from "#db/database.ts";
import { fundIdentity, persons, rateLimits, roleGrants } from "#db/schema/accounts.ts";
import { collectives, members } from "#db/schema/initiatives.ts";
import { territories } from "#db/schema/territories.ts";
import type { CivilDate } from "#server/kernel/dates.ts";
import { type Id, newId } from "#server/kernel/ids.ts";
import type { Actor, HeldRole, PersonId, Role, TerritoryId } from "./model.ts";

const heldOn = (today: CivilDate) =>
  and(lte(roleGrants.startsOn, today), or(isNull(roleGrants.endsOn), gte(roleGrants.endsOn, today)));

/** The person with the offices and memberships held on that day, or null. */
export async function findActor(read: Reader, personId: PersonId, today: CivilDate): Promise<Actor | null> {
  const [person] = await read.select().from(persons).where(eq(persons.id, personId));
  if (!person) return null;
  const memberships = await read
    .select({ collectiveId: members.collectiveId })
    .from(members)
    .where(and(eq(members.personId, personId), isNull(members.leftOn)));
  return {
    id: person.id,
    name: person.name,
    email: person.email,
    roles: await listRoles(read, personId, today),
    collectiveIds: memberships.map(({ collectiveId }) => collectiveId),
  };
}

/** The offices that the person holds on that day. */
export async function listRoles(read: Reader, personId: PersonId, today: CivilDate): Promise<HeldRole[]> {
  return read
    .select({ role: roleGrants.role, territoryId: roleGrants.territoryId })
    .from(roleGrants)
    .where(and(eq(roleGrants.personId, personId), heldOn(today)));
}

export async function findPersonByEmail(read: Reader, email: string) {
  const [person] = await read.select().from(persons).where(eq(persons.email, email));
  return person ?? null;
}

/** The persons of these ids: for mails and for the spaces of those who work together, never for a public page. */
export async function findPerson(read: Reader, personId: PersonId) {
  const [person] = await read.select().from(persons).where(eq(persons.id, personId));
  return person ?? null;
}

export async function insertPerson(
  tx: Transaction,
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

export async function renamePerson(
  tx: Transaction,
  personId: PersonId,
  name: string,
  at: number,
): Promise<void> {
  await tx.update(persons).set({ name, updatedAt: at }).where(eq(persons.id, personId));
}

/** Every office held on that day, with who holds it and where. */
export async function listRoleGrants(read: Reader, today: CivilDate) {
  return read
    .select({
      id: roleGrants.id,
      role: roleGrants.role,
      startsOn: roleGrants.startsOn,
      personId: persons.id,
      personName: persons.name,
      email: persons.email,
      territoryId: roleGrants.territoryId,
      territoryName: territories.name,
    })
    .from(roleGrants)
    .innerJoin(persons, eq(persons.id, roleGrants.personId))
    .leftJoin(territories, eq(territories.id, roleGrants.territoryId))
    .where(heldOn(today))
    .orderBy(asc(roleGrants.role), asc(persons.name));
}

/** Everybody known, in the order in which they became so, with the collectives they belong to: the demo's doors. */
export async function listPersons(read: Reader) {
  const rows = await read
    .select({
      id: persons.id,
      email: persons.email,
      personName: persons.name,
      role: members.role,
      collectiveName: collectives.name,
    })
    .from(persons)
    .leftJoin(members, and(eq(members.personId, persons.id), isNull(members.leftOn)))
    .leftJoin(collectives, eq(collectives.id, members.collectiveId))
    .orderBy(asc(persons.createdAt), asc(persons.name));
  return [...Map.groupBy(rows, ({ id }) => id).values()].flatMap(([first]) => first ?? []);
}

export async function insertRoleGrant(
  tx: Transaction,
  grant: { personId: PersonId; role: Role; territoryId: TerritoryId | null; startsOn: CivilDate },
): Promise<Id<"rol">> {
  const id = newId("rol");
  await tx.insert(roleGrants).values({ id, endsOn: null, ...grant });
  return id;
}

/** The grant's last day; the day before its first when it ends on the day it began. */
export async function endRoleGrant(tx: Transaction, id: Id<"rol">, endsOn: CivilDate): Promise<void> {
  await tx.update(roleGrants).set({ endsOn }).where(eq(roleGrants.id, id));
}

/** What the fund was born as, or null while the database is empty. */
export async function findFundIdentity(read: Reader) {
  const [identity] = await read.select().from(fundIdentity);
  return identity ?? null;
}

export async function insertFundIdentity(
  tx: Transaction,
  identity: { name: string; bornAs: "demo" | "real"; bornAt: number },
): Promise<void> {
  await tx.insert(fundIdentity).values({ id: "fund", clockOffsetMs: 0, ...identity });
}

export async function setClockOffset(tx: Transaction, clockOffsetMs: number): Promise<void> {
  await tx.update(fundIdentity).set({ clockOffsetMs });
}

/** Counts one try under the key and answers how many the running window holds, this one included. */
export async function countTry(tx: Transaction, key: string, windowMs: number, now: number): Promise<number> {
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
