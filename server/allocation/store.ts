import { and, asc, desc, eq, isNotNull, isNull } from "drizzle-orm";
import type { Reader, Transaction } from "#db/database.ts";
import { allocationRuns, awards } from "#db/schema/allocation.ts";
import { editions } from "#db/schema/fund.ts";
import { initiatives } from "#db/schema/initiatives.ts";
import { importedBallots } from "#db/schema/voting.ts";
import type { PersonId } from "#server/accounts/model.ts";
import { type Id, newId } from "#server/kernel/ids.ts";
import { NotFound } from "#server/kernel/rulebook.ts";

export type Run = typeof allocationRuns.$inferSelect;
export type NewRun = Omit<Run, "id" | "adoptedBy" | "adoptedAt">;
export type Award = typeof awards.$inferSelect;

/** A run without its inputs and result, which can be megabytes: enough for lists and decisions. */
const SUMMARY = {
  id: allocationRuns.id,
  editionId: allocationRuns.editionId,
  envelopeId: allocationRuns.envelopeId,
  inputHash: allocationRuns.inputHash,
  resultHash: allocationRuns.resultHash,
  options: allocationRuns.options,
  ranBy: allocationRuns.ranBy,
  ranAt: allocationRuns.ranAt,
  adoptedBy: allocationRuns.adoptedBy,
  adoptedAt: allocationRuns.adoptedAt,
};
export type RunSummary = Pick<Run, keyof typeof SUMMARY>;

export async function insertRun(tx: Transaction, run: NewRun): Promise<Id<"run">> {
  const id = newId("run");
  await tx.insert(allocationRuns).values({ id, ...run, adoptedBy: null, adoptedAt: null });
  return id;
}

export async function getRun(read: Reader, id: Id<"run">): Promise<Run> {
  const [run] = await read.select().from(allocationRuns).where(eq(allocationRuns.id, id));
  if (!run) throw new NotFound("run");
  return run;
}

/** Every run of the edition, newest first. */
export async function findRuns(read: Reader, editionId: Id<"edi">): Promise<RunSummary[]> {
  return read
    .select(SUMMARY)
    .from(allocationRuns)
    .where(eq(allocationRuns.editionId, editionId))
    .orderBy(desc(allocationRuns.ranAt), asc(allocationRuns.id));
}

/** The run that stands for each envelope: the adopted one, or else the newest. */
export async function listStandingRuns(read: Reader, editionId: Id<"edi">): Promise<RunSummary[]> {
  const standing = new Map<Id<"env"> | null, RunSummary>();
  for (const run of await findRuns(read, editionId)) {
    const known = standing.get(run.envelopeId);
    if (!known || (run.adoptedAt !== null && known.adoptedAt === null)) standing.set(run.envelopeId, run);
  }
  return [...standing.values()];
}

/** Every run of every edition: what a check of all results starts from. */
export async function listRunIds(read: Reader): Promise<Id<"run">[]> {
  const rows = await read.select({ id: allocationRuns.id }).from(allocationRuns).orderBy(allocationRuns.id);
  return rows.map(({ id }) => id);
}

/** Whether some run of the edition is adopted. */
export async function isAdopted(read: Reader, editionId: Id<"edi">): Promise<boolean> {
  const rows = await read
    .select({ id: allocationRuns.id })
    .from(allocationRuns)
    .where(and(eq(allocationRuns.editionId, editionId), isNotNull(allocationRuns.adoptedAt)))
    .limit(1);
  return rows.length > 0;
}

export async function setAdopted(
  tx: Transaction,
  id: Id<"run">,
  adopted: { by: PersonId; at: number },
): Promise<void> {
  await tx
    .update(allocationRuns)
    .set({ adoptedBy: adopted.by, adoptedAt: adopted.at })
    .where(eq(allocationRuns.id, id));
}

export async function insertAward(tx: Transaction, award: Omit<Award, "id">): Promise<Award> {
  const row = { id: newId("awd"), ...award };
  await tx.insert(awards).values(row);
  return row;
}

export async function listAwards(read: Reader, editionId: Id<"edi">): Promise<Award[]> {
  return read.select().from(awards).where(eq(awards.editionId, editionId)).orderBy(asc(awards.number));
}

/** Editions that have a run, newest first. */
export async function listEditionsWithRuns(read: Reader) {
  return read
    .selectDistinct({
      id: editions.id,
      slug: editions.slug,
      name: editions.name,
      year: editions.year,
      origin: editions.origin,
      createdAt: editions.createdAt,
    })
    .from(editions)
    .innerJoin(allocationRuns, eq(allocationRuns.editionId, editions.id))
    .orderBy(desc(editions.year), asc(editions.slug));
}

export async function findEditionBySlug(read: Reader, slug: string) {
  const [edition] = await read.select().from(editions).where(eq(editions.slug, slug));
  return edition ?? null;
}

/** The edition that was made out of the file with that hash, or null. */
export async function findImportedEdition(read: Reader, inputHash: string) {
  const [found] = await read
    .select({ slug: editions.slug })
    .from(allocationRuns)
    .innerJoin(editions, eq(editions.id, allocationRuns.editionId))
    .where(and(isNull(allocationRuns.envelopeId), eq(allocationRuns.inputHash, inputHash)))
    .limit(1);
  return found ?? null;
}

/** The slug, or the slug with the first number that makes it free. */
export async function freeSlug(read: Reader, wanted: string): Promise<string> {
  for (let number = 1; ; number++) {
    const slug = number === 1 ? wanted : `${wanted}-${number}`;
    if (!(await findEditionBySlug(read, slug))) return slug;
  }
}

export async function insertImportedEdition(
  tx: Transaction,
  edition: { slug: string; name: string; year: number; at: number },
): Promise<Id<"edi">> {
  const id = newId("edi");
  const { slug, name, year, at } = edition;
  await tx.insert(editions).values({ id, slug, name, year, origin: "imported", createdAt: at });
  return id;
}

/** Rows of one statement: SQLite takes 32 766 parameters, PostgreSQL 65 535. */
const BATCH = 2_000;

export async function insertImportedInitiatives(
  tx: Transaction,
  rows: readonly (typeof initiatives.$inferInsert)[],
): Promise<void> {
  for (let at = 0; at < rows.length; at += BATCH)
    await tx.insert(initiatives).values(rows.slice(at, at + BATCH));
}

export async function insertImportedBallots(
  tx: Transaction,
  rows: readonly (typeof importedBallots.$inferInsert)[],
): Promise<void> {
  for (let at = 0; at < rows.length; at += BATCH)
    await tx.insert(importedBallots).values(rows.slice(at, at + BATCH));
}
