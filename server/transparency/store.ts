import { asc, eq, inArray } from "drizzle-orm";
import type { Reader } from "#db/database.ts";
import { awards } from "#db/schema/allocation.ts";
import { editions, envelopes } from "#db/schema/fund.ts";
import { initiatives } from "#db/schema/initiatives.ts";
import { territories } from "#db/schema/territories.ts";
import { tranches } from "#db/schema/treasury.ts";
import type { Id } from "#server/kernel/ids.ts";

/** Every envelope that the edition ever had, replaced ones too: old lines of the ledger are in them. */
export async function listEnvelopesEver(read: Reader, editionId: Id<"edi">) {
  return read
    .select({
      id: envelopes.id,
      kind: envelopes.kind,
      name: envelopes.name,
      territorySlug: territories.slug,
      territoryName: territories.name,
    })
    .from(envelopes)
    .leftJoin(territories, eq(territories.id, envelopes.territoryId))
    .where(eq(envelopes.editionId, editionId))
    .orderBy(asc(envelopes.position), asc(envelopes.id));
}

/** What the awards were granted for, by award. */
export async function listAwardedInitiatives(read: Reader, editionId: Id<"edi">) {
  return read
    .select({
      awardId: awards.id,
      awardNumber: awards.number,
      amountCents: awards.amountCents,
      initiativeNumber: initiatives.number,
      initiativeTitle: initiatives.title,
    })
    .from(awards)
    .innerJoin(initiatives, eq(initiatives.id, awards.initiativeId))
    .where(eq(awards.editionId, editionId));
}

/** What the public may know of a tranche: its place, amount, order and the day it was paid. */
export async function findPublicTranche(read: Reader, id: Id<"trn">) {
  const [tranche] = await read
    .select({
      position: tranches.position,
      label: tranches.label,
      amountCents: tranches.amountCents,
      orderNumber: tranches.orderNumber,
      paidOn: tranches.paidOn,
    })
    .from(tranches)
    .where(eq(tranches.id, id));
  return tranche ?? null;
}

/** The editions of those ids, which the journal names. */
export async function listEditionsByIds(read: Reader, ids: readonly Id<"edi">[]) {
  if (ids.length === 0) return [];
  return read
    .select({ id: editions.id, slug: editions.slug, name: editions.name })
    .from(editions)
    .where(inArray(editions.id, [...ids]));
}

/** Every edition, own and imported: what the journal can be filtered by. */
export async function listAllEditions(read: Reader) {
  return read
    .select({ id: editions.id, slug: editions.slug, name: editions.name, origin: editions.origin })
    .from(editions)
    .orderBy(asc(editions.slug));
}

/** The edition with that slug, own or imported, or null. */
export async function findEditionBySlug(read: Reader, slug: string) {
  const [edition] = await read.select().from(editions).where(eq(editions.slug, slug));
  return edition ?? null;
}
