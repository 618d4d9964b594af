import { asc, eq } from "drizzle-orm";
import type { Reader, Transaction } from "#db/database.ts";
import { territories } from "#db/schema/territories.ts";
import type { TerritoryId } from "#server/accounts/model.ts";
import { newId } from "#server/kernel/ids.ts";
import { NotFound } from "#server/kernel/rulebook.ts";
import type { Territory } from "./model.ts";

/** Every territory in the order of its official code. */
export async function listTerritories(read: Reader): Promise<Territory[]> {
  return read.select().from(territories).orderBy(asc(territories.code));
}

export async function getTerritory(read: Reader, id: TerritoryId): Promise<Territory> {
  const [territory] = await read.select().from(territories).where(eq(territories.id, id));
  if (!territory) throw new NotFound("territory");
  return territory;
}

export async function getTerritoryBySlug(read: Reader, slug: string): Promise<Territory> {
  const [territory] = await read.select().from(territories).where(eq(territories.slug, slug));
  if (!territory) throw new NotFound("territory");
  return territory;
}

export async function findTerritoryByCode(read: Reader, code: string): Promise<Territory | null> {
  const [territory] = await read.select().from(territories).where(eq(territories.code, code));
  return territory ?? null;
}

export async function insertTerritory(tx: Transaction, territory: Omit<Territory, "id">): Promise<Territory> {
  const row = { id: newId("ter"), ...territory };
  await tx.insert(territories).values(row);
  return row;
}
