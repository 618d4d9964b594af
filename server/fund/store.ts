import { and, asc, desc, eq, inArray, isNull } from "drizzle-orm";
import type { Reader, Transaction } from "#db/database.ts";
import {
  budgetLines,
  calls,
  editions,
  endowments,
  envelopes,
  perimeterLines,
  perimeters,
} from "#db/schema/fund.ts";
import type { PersonId } from "#server/accounts/model.ts";
import { type Id, newId } from "#server/kernel/ids.ts";
import { NotFound } from "#server/kernel/rulebook.ts";
import type {
  BudgetFigure,
  BudgetLine,
  Call,
  CallId,
  Edition,
  EditionId,
  Endowment,
  Envelope,
  EnvelopeId,
  Perimeter,
} from "./model.ts";
import type { Part } from "./rules.ts";

/** The fund's own editions, the newest year first. */
export async function listEditions(read: Reader): Promise<Edition[]> {
  return read.select().from(editions).where(eq(editions.origin, "own")).orderBy(desc(editions.year));
}

/** The edition that the fund is in: its own, of the highest year; null before the first base is opened. */
export async function findCurrentEdition(read: Reader): Promise<Edition | null> {
  const [edition] = await listEditions(read);
  return edition ?? null;
}

export async function findEditionByYear(read: Reader, year: number): Promise<Edition | null> {
  const [edition] = await read
    .select()
    .from(editions)
    .where(and(eq(editions.origin, "own"), eq(editions.year, year)));
  return edition ?? null;
}

export async function getEdition(read: Reader, id: EditionId): Promise<Edition> {
  const [edition] = await read.select().from(editions).where(eq(editions.id, id));
  if (!edition) throw new NotFound("edition");
  return edition;
}

export async function getEditionBySlug(read: Reader, slug: string): Promise<Edition> {
  const [edition] = await read.select().from(editions).where(eq(editions.slug, slug));
  if (!edition) throw new NotFound("edition");
  return edition;
}

export async function insertEdition(tx: Transaction, edition: Omit<Edition, "id">): Promise<Edition> {
  const row = { id: newId("edi"), ...edition };
  await tx.insert(editions).values(row);
  return row;
}

/** The perimeter in force for a year: the last one decided. */
export async function findPerimeter(read: Reader, year: number): Promise<Perimeter | null> {
  const [perimeter] = await read
    .select()
    .from(perimeters)
    .where(eq(perimeters.year, year))
    .orderBy(desc(perimeters.decidedOn), desc(perimeters.id))
    .limit(1);
  return perimeter ?? null;
}

/** The lines that a perimeter counts, in the order of their programmes. */
export async function listPerimeterLines(read: Reader, perimeterId: Id<"prm">): Promise<BudgetLine[]> {
  const rows = await read
    .select({ line: budgetLines })
    .from(perimeterLines)
    .innerJoin(budgetLines, eq(perimeterLines.lineId, budgetLines.id))
    .where(eq(perimeterLines.perimeterId, perimeterId))
    .orderBy(asc(budgetLines.programme), asc(budgetLines.label));
  return rows.map(({ line }) => line).sort((a, b) => programmeOrder(a) - programmeOrder(b));
}

/** Programme 232 is not of the mission: it comes after its 5xx lines. */
const programmeOrder = ({ programme }: BudgetLine) => (programme.startsWith("5") ? 0 : 1);

/** The lines of the ids given that exist, in no order. */
export async function listBudgetLines(read: Reader, ids: readonly Id<"bud">[]): Promise<BudgetLine[]> {
  return ids.length === 0
    ? []
    : read
        .select()
        .from(budgetLines)
        .where(inArray(budgetLines.id, [...ids]));
}

/** Enters the lines of a year with the perimeter that counts them. */
export async function insertBase(
  tx: Transaction,
  perimeter: Omit<Perimeter, "id">,
  figures: readonly (BudgetFigure & { isEstimate: boolean })[],
  entered: { by: PersonId; at: number },
): Promise<Perimeter> {
  const row = { id: newId("prm"), ...perimeter };
  await tx.insert(perimeters).values(row);
  for (const figure of figures) {
    const lineId = newId("bud");
    await tx.insert(budgetLines).values({
      id: lineId,
      ...figure,
      enteredBy: entered.by,
      enteredAt: entered.at,
      verifiedBy: null,
      verifiedAt: null,
    });
    await tx.insert(perimeterLines).values({ perimeterId: row.id, lineId });
  }
  return row;
}

export async function setVerified(
  tx: Transaction,
  lineIds: readonly Id<"bud">[],
  verified: { by: PersonId; at: number },
): Promise<void> {
  await tx
    .update(budgetLines)
    .set({ verifiedBy: verified.by, verifiedAt: verified.at })
    .where(inArray(budgetLines.id, [...lineIds]));
}

/** The endowment in force for the edition: the last one decided. */
export async function findEndowment(read: Reader, editionId: EditionId): Promise<Endowment | null> {
  const [endowment] = await read
    .select()
    .from(endowments)
    .where(eq(endowments.editionId, editionId))
    .orderBy(desc(endowments.decidedAt), desc(endowments.id))
    .limit(1);
  return endowment ?? null;
}

export async function insertEndowment(tx: Transaction, endowment: Omit<Endowment, "id">): Promise<Endowment> {
  const row = { id: newId("end"), ...endowment };
  await tx.insert(endowments).values(row);
  return row;
}

/** The envelopes in force, the whole first, then by position. */
export async function listEnvelopes(read: Reader, editionId: EditionId): Promise<Envelope[]> {
  const rows = await read
    .select()
    .from(envelopes)
    .where(and(eq(envelopes.editionId, editionId), isNull(envelopes.retiredAt)))
    .orderBy(asc(envelopes.position));
  return rows.map(({ retiredAt: _, ...envelope }) => envelope);
}

/** Writes a division of the endowment as the envelopes in force; parents come before their children. */
export async function insertEnvelopes(
  tx: Transaction,
  editionId: EditionId,
  parts: readonly Part[],
  createdAt: number,
): Promise<Envelope[]> {
  const written: Envelope[] = [];
  for (const [position, { parent, ...part }] of parts.entries()) {
    const parentId = parent === null ? null : (written[parent]?.id ?? null);
    const envelope = { id: newId("env"), editionId, parentId, ...part, position, createdAt };
    await tx.insert(envelopes).values({ ...envelope, retiredAt: null });
    written.push(envelope);
  }
  return written;
}

export async function retireEnvelopes(
  tx: Transaction,
  editionId: EditionId,
  retiredAt: number,
): Promise<void> {
  await tx
    .update(envelopes)
    .set({ retiredAt })
    .where(and(eq(envelopes.editionId, editionId), isNull(envelopes.retiredAt)));
}

/** The call of the edition, once opened. */
export async function findCall(read: Reader, editionId: EditionId): Promise<Call | null> {
  const [call] = await read.select().from(calls).where(eq(calls.editionId, editionId));
  return call ?? null;
}

export async function getCall(read: Reader, id: CallId): Promise<Call> {
  const [call] = await read.select().from(calls).where(eq(calls.id, id));
  if (!call) throw new NotFound("call");
  return call;
}

export async function insertCall(tx: Transaction, call: Omit<Call, "id">): Promise<Call> {
  const row = { id: newId("cal"), ...call };
  await tx.insert(calls).values(row);
  return row;
}

/** The envelopes that no other one divides: where money stands. */
export function leaves(all: readonly Envelope[]): Envelope[] {
  const parents = new Set<EnvelopeId | null>(all.map((envelope) => envelope.parentId));
  return all.filter((envelope) => !parents.has(envelope.id));
}
