import type { Database } from "#db/database.ts";
import type { PersonId, Role, TerritoryId } from "#server/accounts/model.ts";
import * as accounts from "#server/accounts/store.ts";
import * as fund from "#server/fund/store.ts";
import { civilDateOf } from "#server/kernel/dates.ts";
import type { Id } from "#server/kernel/ids.ts";
import { appRouter } from "#server/router.ts";
import * as territories from "#server/territories/store.ts";
import { createCallerFactory } from "#server/trpc.ts";
import { DAY_MS, QUESTIONS, REQUEST_ACCOUNT } from "./model.ts";

const createCaller = createCallerFactory(appRouter);

/** When the tests' call opens, and when it closes. */
export const OPENS_AT = Date.UTC(2026, 0, 5, 8);
export const CLOSES_AT = OPENS_AT + 60 * DAY_MS;

/** A fund with two territories, one open call (ceiling 2 500 €, 80 %, two members), and people who can be called by name. */
export async function openFund(database: Database) {
  const clock = { now: OPENS_AT + DAY_MS };
  const place = (code: string, slug: string, name: string) => ({
    kind: "neighbourhood" as const,
    code,
    slug,
    name,
    parentId: null,
    communeCodes: [],
    residents: 20_000,
    residentsSource: "Insee",
  });
  const { edition, call, here, elsewhere } = await database.write(async (tx) => {
    const here = await territories.insertTerritory(tx, place("QN07511M", "goutte-d-or", "Goutte d’Or"));
    const elsewhere = await territories.insertTerritory(
      tx,
      place("QN00102M", "croix-blanche", "Croix Blanche"),
    );
    const edition = await fund.insertEdition(tx, {
      slug: "2026",
      name: "Fonds 2026",
      year: 2026,
      origin: "own",
      createdAt: 0,
    });
    const call = await fund.insertCall(tx, {
      editionId: edition.id,
      title: "Appel 2026",
      opensAt: OPENS_AT,
      submissionsCloseAt: CLOSES_AT,
      reviewClosesAt: CLOSES_AT + 30 * DAY_MS,
      voteOpensAt: CLOSES_AT + 40 * DAY_MS,
      voteClosesAt: CLOSES_AT + 50 * DAY_MS,
      ceilingCents: 2_500_00,
      maxShareBps: 8_000,
      minMembers: 2,
      maxChoices: 3,
      minMeanHundredths: 0,
      allocationRule: {},
      grid: [],
      openedBy: null,
      openedAt: 0,
    });
    return { edition, call, here, elsewhere };
  });

  const person = (name: string): Promise<PersonId> =>
    database.write(async (tx) =>
      accounts.insertPerson(tx, { name, email: `${name.toLowerCase()}@exemple.fr`, at: 0 }),
    );
  const officer = async (name: string, territoryId: TerritoryId | null, role: Role = "officer") => {
    const personId = await person(name);
    await database.write((tx) =>
      accounts.insertRoleGrant(tx, { personId, role, territoryId, startsOn: civilDateOf(0) }),
    );
    return personId;
  };

  /** The procedures as that person calls them now, with the offices and collectives of this moment. */
  const as = async (personId: PersonId | null, idempotencyKey: string | null = null) =>
    createCaller({
      database,
      actor: personId ? await accounts.findActor(database.read, personId, civilDateOf(clock.now)) : null,
      locale: "fr",
      address: "192.0.2.1",
      idempotencyKey,
      now: () => clock.now,
      clockOffsetMs: 0,
    });

  /** A collective of two, with the code that let the second in. */
  const collectiveOf = async (referent: PersonId, member: PersonId, territoryId = here.id) => {
    const { collectiveId } = await (await as(referent)).initiatives.createCollective({
      name: "Les jardins de la Goutte d’Or",
      territoryId,
    });
    const { code } = await (await as(referent)).initiatives.inviteMember({ collectiveId });
    await (await as(member)).initiatives.join({ code });
    return { collectiveId, code };
  };

  /** Answers every question and writes a balanced budget of 3 000 € that asks the fund for 2 400 €. */
  const fillIn = async (referent: PersonId, initiativeId: Id<"ini">) => {
    const caller = (await as(referent)).initiatives;
    for (const { key, kind } of QUESTIONS)
      await caller.saveAnswer({
        initiativeId,
        question: key,
        value: kind === "choices" ? ["everyone"] : kind === "number" ? "12" : `Réponse à ${key}`,
      });
    for (const [account, label, amount] of [
      ["60", "Bois et terre", "3 000,00 €"],
      [REQUEST_ACCOUNT, "Fonds d’initiatives citoyennes", "2400"],
      ["75", "Participation des membres", "600,00"],
    ] as const)
      await caller.saveForecastLine({ initiativeId, account, label, amount });
  };

  return { clock, edition, call, here, elsewhere, person, officer, as, collectiveOf, fillIn };
}
