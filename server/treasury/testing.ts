import type { Database } from "#db/database.ts";
import { persons, roleGrants } from "#db/schema/accounts.ts";
import { allocationRuns, awards } from "#db/schema/allocation.ts";
import { editions, envelopes } from "#db/schema/fund.ts";
import { collectives, initiatives, members } from "#db/schema/initiatives.ts";
import { territories } from "#db/schema/territories.ts";
import type { PersonId, Role, TerritoryId } from "#server/accounts/model.ts";
import { findActor } from "#server/accounts/store.ts";
import { type CivilDate, civilDateOf, instantInParis } from "#server/kernel/dates.ts";
import { type Id, newId } from "#server/kernel/ids.ts";
import { postEntry } from "#server/ledger/store.ts";
import { createCallerFactory } from "#server/trpc.ts";
import { treasuryRouter } from "./router.ts";

export const NOW = instantInParis("2026-06-15", "10:00");
const SINCE: CivilDate = "2026-01-05";

const treasury = createCallerFactory(treasuryRouter);

/** The treasury's procedures as that person would call them. */
export async function callerOf(database: Database, personId: PersonId, idempotencyKey: string | null = null) {
  return treasury({
    database,
    actor: await findActor(database.read, personId, civilDateOf(NOW)),
    locale: "fr",
    address: "127.0.0.1",
    idempotencyKey,
    now: () => NOW,
    clockOffsetMs: 0,
  });
}

async function person(database: Database, name: string): Promise<PersonId> {
  const id = newId("per");
  await database.write(async (tx) => {
    await tx.insert(persons).values({
      id,
      name,
      email: `${id}@exemple.fr`,
      emailVerified: true,
      image: null,
      createdAt: NOW,
      updatedAt: NOW,
    });
  });
  return id;
}

/** A person who holds the office, in the territory or (null) in the whole fund. */
export async function officer(
  database: Database,
  role: Role,
  territoryId: TerritoryId | null = null,
): Promise<PersonId> {
  const personId = await person(database, `${role} ${territoryId ?? ""}`);
  await grant(database, personId, role, territoryId);
  return personId;
}

export async function grant(
  database: Database,
  personId: PersonId,
  role: Role,
  territoryId: TerritoryId | null = null,
): Promise<void> {
  await database.write(async (tx) => {
    await tx
      .insert(roleGrants)
      .values({ id: newId("rol"), personId, role, territoryId, startsOn: SINCE, endsOn: null });
  });
}

/** Makes the person a member of the collective. */
export async function join(
  database: Database,
  personId: PersonId,
  collectiveId: Id<"col">,
  role: "referent" | "member" = "member",
): Promise<void> {
  await database.write(async (tx) => {
    await tx
      .insert(members)
      .values({ id: newId("mem"), collectiveId, personId, role, joinedOn: SINCE, leftOn: null });
  });
}

/** A fund with one territory, its envelope opened in the ledger, and nothing decided yet. */
export async function smallFund(database: Database, endowmentCents = 10_000_00) {
  const ids = {
    editionId: newId("edi"),
    rootId: newId("env"),
    envelopeId: newId("env"),
    territoryId: newId("ter"),
    otherTerritoryId: newId("ter"),
    runId: newId("run"),
  };
  await database.write(async (tx) => {
    for (const [id, code] of [
      [ids.territoryId, "QN07511M"],
      [ids.otherTerritoryId, "QN00102M"],
    ] as const)
      await tx.insert(territories).values({
        id,
        kind: "neighbourhood",
        code,
        slug: code.toLowerCase(),
        name: code === "QN07511M" ? "Goutte d’Or" : "Croix Blanche",
        parentId: null,
        communeCodes: ["75056"],
        residents: 20_000,
        residentsSource: "essai",
      });
    await tx.insert(editions).values({
      id: ids.editionId,
      slug: "2026",
      name: "Fonds 2026",
      year: 2026,
      origin: "own",
      createdAt: NOW,
    });
    const envelope = {
      editionId: ids.editionId,
      name: "Goutte d’Or",
      amountCents: endowmentCents,
      splitKey: "whole" as const,
      weight: 1,
      position: 1,
      createdAt: NOW,
    };
    await tx
      .insert(envelopes)
      .values({ ...envelope, id: ids.rootId, parentId: null, kind: "root", territoryId: null });
    await tx.insert(envelopes).values({
      ...envelope,
      id: ids.envelopeId,
      parentId: ids.rootId,
      kind: "territory",
      territoryId: ids.territoryId,
    });
    await tx.insert(allocationRuns).values({
      id: ids.runId,
      editionId: ids.editionId,
      envelopeId: ids.envelopeId,
      inputPb: "",
      inputHash: "",
      options: {},
      result: "{}",
      resultHash: "",
      ranBy: null,
      ranAt: NOW,
      adoptedBy: null,
      adoptedAt: null,
    });
    await postEntry(tx, {
      editionId: ids.editionId,
      envelopeId: ids.envelopeId,
      kind: "opening",
      fromAccount: "endowment",
      toAccount: "available",
      amountCents: endowmentCents,
      label: "Ouverture",
      postedBy: null,
      postedAt: NOW,
    });
  });
  return ids;
}

export type SmallFund = Awaited<ReturnType<typeof smallFund>>;

/** An awarded initiative of a new collective with its referent; the award is committed in the ledger unless `committed` is false. */
export async function awarded(
  database: Database,
  fund: SmallFund,
  { amountCents = 2_400_00, number = "A-2026-7K3Q", committed = true } = {},
) {
  const referentId = await person(database, "Fatou Camara");
  const ids = { awardId: newId("awd"), collectiveId: newId("col"), initiativeId: newId("ini") };
  await database.write(async (tx) => {
    await tx.insert(collectives).values({
      id: ids.collectiveId,
      name: "Les jardins de la Goutte d’Or",
      territoryId: fund.territoryId,
      createdAt: NOW,
    });
    await tx.insert(initiatives).values({
      id: ids.initiativeId,
      number: number.replace("A-", "I-"),
      editionId: fund.editionId,
      callId: null,
      collectiveId: ids.collectiveId,
      territoryId: fund.territoryId,
      externalId: null,
      title: "Un jardin au pied de l’immeuble",
      state: "awarded",
      requestedCents: amountCents,
      createdAt: NOW,
      submittedAt: NOW,
      receiptNumber: null,
    });
    await tx.insert(awards).values({
      id: ids.awardId,
      number,
      editionId: fund.editionId,
      envelopeId: fund.envelopeId,
      runId: fund.runId,
      initiativeId: ids.initiativeId,
      amountCents,
      decidedAt: NOW,
    });
    if (committed)
      await postEntry(tx, {
        editionId: fund.editionId,
        envelopeId: fund.envelopeId,
        kind: "commitment",
        fromAccount: "available",
        toAccount: "committed",
        amountCents,
        awardId: ids.awardId,
        label: number,
        postedBy: null,
        postedAt: NOW,
      });
  });
  await join(database, referentId, ids.collectiveId, "referent");
  return { ...ids, referentId };
}
