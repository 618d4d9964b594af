import type { Database, Transaction } from "#db/database.ts";
import { calls, editions, envelopes } from "#db/schema/fund.ts";
import { collectives, members } from "#db/schema/initiatives.ts";
import { territories } from "#db/schema/territories.ts";
import type { PersonId, Role, TerritoryId } from "#server/accounts/model.ts";
import * as accounts from "#server/accounts/store.ts";
import { DEFAULT_GRID } from "#server/fund/grid.ts";
import { insertInitiative } from "#server/initiatives/store.ts";
import { civilDateOf } from "#server/kernel/dates.ts";
import { newId } from "#server/kernel/ids.ts";
import { appRouter } from "#server/router.ts";
import { createCallerFactory } from "#server/trpc.ts";

const at = (day: string) => Date.parse(`${day}T08:00:00Z`);

/** Moments of the edition that the tests of jury and vote are told in. */
export const WHEN = {
  submissions: at("2026-02-15"),
  review: at("2026-04-15"),
  beforeVote: at("2026-05-10"),
  vote: at("2026-06-05"),
  after: at("2026-06-20"),
  voteOpensAt: at("2026-06-01"),
  voteClosesAt: at("2026-06-15"),
};

const person = (tx: Transaction, name: string) =>
  accounts.insertPerson(tx, { name, email: `${name.toLowerCase()}@exemple.fr`, at: at("2026-01-05") });

/**
 * A small edition for tests: two territories, four admissible files and one inadmissible, three jurors (Awa and Samira for the
 * whole fund, Julien for the first territory), an administrator, Omar, who administers the first territory only, and Fatou, who
 * carries the first file.
 */
export async function smallEdition(database: Database, { minMeanHundredths = 0 } = {}) {
  const made = await database.write(async (tx) => {
    const addTerritory = async (code: string, name: string): Promise<TerritoryId> => {
      const id = newId("ter");
      const source = { residents: 5_000, residentsSource: "test", communeCodes: [], parentId: null };
      await tx
        .insert(territories)
        .values({ id, kind: "neighbourhood", code, slug: code.toLowerCase(), name, ...source });
      return id;
    };
    const [south, north] = [
      await addTerritory("QN00001M", "Le Midi"),
      await addTerritory("QN00002M", "Le Nord"),
    ];
    const editionId = newId("edi");
    await tx.insert(editions).values({
      id: editionId,
      slug: "2026",
      name: "Fonds 2026",
      year: 2026,
      origin: "own",
      createdAt: at("2026-01-05"),
    });
    const callId = newId("cal");
    await tx.insert(calls).values({
      id: callId,
      editionId,
      title: "Appel 2026",
      opensAt: at("2026-02-01"),
      submissionsCloseAt: at("2026-04-01"),
      reviewClosesAt: at("2026-05-01"),
      voteOpensAt: WHEN.voteOpensAt,
      voteClosesAt: WHEN.voteClosesAt,
      ceilingCents: 2_000_000,
      maxShareBps: 8_000,
      minMembers: 2,
      maxChoices: 2,
      minMeanHundredths,
      allocationRule: { rule: "equal-shares" },
      grid: DEFAULT_GRID,
      openedBy: null,
      openedAt: at("2026-02-01"),
    });
    for (const [position, territoryId] of [south, north].entries())
      await tx.insert(envelopes).values({
        id: newId("env"),
        editionId,
        parentId: null,
        kind: "territory",
        territoryId,
        name: "test",
        amountCents: 5_000_000,
        splitKey: "equal",
        weight: 1,
        position,
        createdAt: at("2026-01-10"),
        retiredAt: null,
      });
    const people: Record<string, PersonId> = {};
    for (const name of ["Nadia", "Omar", "Awa", "Julien", "Samira", "Fatou"])
      people[name] = await person(tx, name);
    const grant = (name: string, role: Role, territoryId: TerritoryId | null) =>
      accounts.insertRoleGrant(tx, {
        personId: people[name] as PersonId,
        role,
        territoryId,
        startsOn: "2026-01-01",
      });
    await grant("Nadia", "administrator", null);
    await grant("Omar", "administrator", south);
    await grant("Awa", "juror", null);
    await grant("Samira", "juror", null);
    await grant("Julien", "juror", south);
    await grant("Fatou", "juror", null);
    const addFile = async (
      number: string,
      territoryId: TerritoryId,
      state: "admissible" | "inadmissible",
    ) => {
      const collectiveId = newId("col");
      const createdAt = at("2026-02-10");
      await tx
        .insert(collectives)
        .values({ id: collectiveId, name: `Collectif ${number}`, territoryId, createdAt });
      const title = `Initiative ${number}`;
      const file = { number, editionId, callId, collectiveId, territoryId, title, state, createdAt };
      await insertInitiative(tx, { ...file, requestedCents: 500_000 });
      return collectiveId;
    };
    const garden = await addFile("2026-AAAA", south, "admissible");
    await addFile("2026-BBBB", south, "admissible");
    await addFile("2026-CCCC", north, "admissible");
    await addFile("2026-DDDD", north, "admissible");
    await addFile("2026-EEEE", south, "inadmissible");
    await tx.insert(members).values({
      id: newId("mem"),
      collectiveId: garden,
      personId: people.Fatou as PersonId,
      role: "referent",
      joinedOn: "2026-02-10",
      leftOn: null,
    });
    return { editionId, callId, south, north, people };
  });

  /** The procedures as the person calls them at that moment; a visitor without a name; `address` is where from. */
  const as = async (
    name: "Nadia" | "Omar" | "Awa" | "Julien" | "Samira" | "Fatou" | null,
    now: number,
    { address = "192.0.2.1", idempotencyKey = null as string | null } = {},
  ) =>
    createCallerFactory(appRouter)({
      database,
      actor: name
        ? await accounts.findActor(database.read, made.people[name] as PersonId, civilDateOf(now))
        : null,
      locale: "fr",
      address,
      idempotencyKey,
      now: () => now,
      clockOffsetMs: 0,
    });
  return { ...made, as };
}
