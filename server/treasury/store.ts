import { and, asc, desc, eq, inArray, isNull, type SQL } from "drizzle-orm";
import type { Reader, Transaction } from "#db/database.ts";
import { fundIdentity, persons } from "#db/schema/accounts.ts";
import { awards } from "#db/schema/allocation.ts";
import { editions } from "#db/schema/fund.ts";
import { collectives, initiatives, members } from "#db/schema/initiatives.ts";
import { territories } from "#db/schema/territories.ts";
import { agreements, bankLines, bankStatements, tranches } from "#db/schema/treasury.ts";
import type { PersonId } from "#server/accounts/model.ts";
import { type Id, newId } from "#server/kernel/ids.ts";
import { NotFound } from "#server/kernel/rulebook.ts";
import type { ParsedStatement } from "./camt.ts";
import type {
  Agreement,
  AgreementId,
  AwardFile,
  AwardId,
  BankLine,
  BankLineId,
  StatementId,
  Tranche,
  TrancheId,
} from "./model.ts";

/** Awards with whom they are for; awards of imported editions have no collective of ours and are not paid here. */
function awardFiles(read: Reader, where: SQL | undefined): Promise<AwardFile[]> {
  return read
    .select({
      id: awards.id,
      number: awards.number,
      amountCents: awards.amountCents,
      decidedAt: awards.decidedAt,
      editionId: awards.editionId,
      editionSlug: editions.slug,
      editionYear: editions.year,
      envelopeId: awards.envelopeId,
      initiativeId: initiatives.id,
      initiativeNumber: initiatives.number,
      initiativeTitle: initiatives.title,
      collectiveId: collectives.id,
      collectiveName: collectives.name,
      territoryId: territories.id,
      territoryName: territories.name,
    })
    .from(awards)
    .innerJoin(editions, eq(editions.id, awards.editionId))
    .innerJoin(initiatives, eq(initiatives.id, awards.initiativeId))
    .innerJoin(collectives, eq(collectives.id, initiatives.collectiveId))
    .innerJoin(territories, eq(territories.id, initiatives.territoryId))
    .where(where)
    .orderBy(asc(awards.decidedAt), asc(awards.number));
}

export function listAwardFiles(read: Reader): Promise<AwardFile[]> {
  return awardFiles(read, undefined);
}

export async function getAwardFile(read: Reader, id: AwardId): Promise<AwardFile> {
  const [file] = await awardFiles(read, eq(awards.id, id));
  if (!file) throw new NotFound("award");
  return file;
}

export async function listAgreements(read: Reader): Promise<Agreement[]> {
  return read.select().from(agreements).orderBy(asc(agreements.preparedAt));
}

/** The agreements of the collectives, newest first. */
export async function listAgreementsOfCollectives(read: Reader, collectiveIds: readonly Id<"col">[]) {
  if (collectiveIds.length === 0) return [];
  return read
    .select({
      id: agreements.id,
      number: agreements.number,
      collectiveSignedAt: agreements.collectiveSignedAt,
      fundSignedAt: agreements.fundSignedAt,
      amountCents: awards.amountCents,
      initiativeNumber: initiatives.number,
      initiativeTitle: initiatives.title,
    })
    .from(agreements)
    .innerJoin(awards, eq(awards.id, agreements.awardId))
    .innerJoin(initiatives, eq(initiatives.id, awards.initiativeId))
    .where(inArray(initiatives.collectiveId, [...collectiveIds]))
    .orderBy(desc(agreements.preparedAt));
}

export async function getAgreement(read: Reader, id: AgreementId): Promise<Agreement> {
  const [agreement] = await read.select().from(agreements).where(eq(agreements.id, id));
  if (!agreement) throw new NotFound("agreement");
  return agreement;
}

export async function findAgreementOfAward(read: Reader, awardId: AwardId): Promise<Agreement | null> {
  const [agreement] = await read.select().from(agreements).where(eq(agreements.awardId, awardId));
  return agreement ?? null;
}

export async function insertAgreement(
  tx: Transaction,
  agreement: Pick<Agreement, "number" | "awardId" | "text" | "preparedBy" | "preparedAt">,
): Promise<AgreementId> {
  const id = newId("agr");
  await tx.insert(agreements).values({ id, ...agreement });
  return id;
}

export async function setSigned(
  tx: Transaction,
  id: AgreementId,
  party: "collective" | "fund",
  by: PersonId,
  at: number,
): Promise<void> {
  const signature =
    party === "collective"
      ? { collectiveSignedBy: by, collectiveSignedAt: at }
      : { fundSignedBy: by, fundSignedAt: at };
  await tx.update(agreements).set(signature).where(eq(agreements.id, id));
}

export async function insertTranche(
  tx: Transaction,
  tranche: Pick<Tranche, "awardId" | "position" | "label" | "condition" | "amountCents" | "endToEndId">,
): Promise<TrancheId> {
  const id = newId("trn");
  await tx.insert(tranches).values({ id, ...tranche });
  return id;
}

export async function getTranche(read: Reader, id: TrancheId): Promise<Tranche> {
  const [tranche] = await read.select().from(tranches).where(eq(tranches.id, id));
  if (!tranche) throw new NotFound("tranche");
  return tranche;
}

export async function listTranchesOfAward(read: Reader, awardId: AwardId): Promise<Tranche[]> {
  return read.select().from(tranches).where(eq(tranches.awardId, awardId)).orderBy(asc(tranches.position));
}

export async function listTranches(read: Reader): Promise<Tranche[]> {
  return read.select().from(tranches).orderBy(asc(tranches.awardId), asc(tranches.position));
}

export async function setCertified(
  tx: Transaction,
  id: TrancheId,
  act: { evidence: string; certifiedBy: PersonId; certifiedAt: number },
): Promise<void> {
  await tx.update(tranches).set(act).where(eq(tranches.id, id));
}

export async function setOrdered(
  tx: Transaction,
  id: TrancheId,
  act: { orderNumber: string; orderedBy: PersonId; orderedAt: number },
): Promise<void> {
  await tx.update(tranches).set(act).where(eq(tranches.id, id));
}

export async function setPaid(
  tx: Transaction,
  id: TrancheId,
  act: Pick<BankLine, "bookedOn"> & { bankLineId: BankLineId; paidBy: PersonId; paidAt: number },
): Promise<void> {
  const { bookedOn, ...rest } = act;
  await tx
    .update(tranches)
    .set({ ...rest, paidOn: bookedOn })
    .where(eq(tranches.id, id));
}

/** Whether the very same file was imported before. */
export async function isFileKnown(read: Reader, fileHash: string): Promise<boolean> {
  const [found] = await read
    .select({ id: bankStatements.id })
    .from(bankStatements)
    .where(eq(bankStatements.fileHash, fileHash));
  return found !== undefined;
}

/** Whether the statement of that name of that account was imported before, in whatever file. */
export async function isStatementKnown(
  read: Reader,
  { accountIban, statementId }: Pick<ParsedStatement, "accountIban" | "statementId">,
): Promise<boolean> {
  const [found] = await read
    .select({ id: bankStatements.id })
    .from(bankStatements)
    .where(and(eq(bankStatements.accountIban, accountIban), eq(bankStatements.statementId, statementId)));
  return found !== undefined;
}

export async function insertStatement(
  tx: Transaction,
  statement: ParsedStatement,
  origin: { fileHash: string; position: number; importedBy: PersonId | null; importedAt: number },
): Promise<StatementId> {
  const id = newId("bst");
  const { lines, ...head } = statement;
  await tx.insert(bankStatements).values({ id, ...head, ...origin });
  const rows = lines.map((line, index) => ({
    id: newId("bli"),
    statementId: id,
    position: index + 1,
    ...line,
  }));
  // SQLite takes no more than 32 766 values in one statement.
  for (let from = 0; from < rows.length; from += 1_000)
    await tx.insert(bankLines).values(rows.slice(from, from + 1_000));
  return id;
}

export async function listStatements(read: Reader) {
  return read
    .select()
    .from(bankStatements)
    .orderBy(desc(bankStatements.importedAt), asc(bankStatements.position));
}

export async function getStatement(read: Reader, id: StatementId) {
  const [statement] = await read.select().from(bankStatements).where(eq(bankStatements.id, id));
  if (!statement) throw new NotFound("statement");
  return statement;
}

/** The lines of the statement, each with the tranche that it paid. */
export async function listLinesOfStatement(read: Reader, statementId: StatementId) {
  return read
    .select({ line: bankLines, trancheId: tranches.id })
    .from(bankLines)
    .leftJoin(tranches, eq(tranches.bankLineId, bankLines.id))
    .where(eq(bankLines.statementId, statementId))
    .orderBy(asc(bankLines.position));
}

/** Every line that no tranche was paid from, oldest first. */
export async function listUnmatchedLines(read: Reader): Promise<BankLine[]> {
  const rows = await read
    .select({ line: bankLines })
    .from(bankLines)
    .leftJoin(tranches, eq(tranches.bankLineId, bankLines.id))
    .where(isNull(tranches.id))
    .orderBy(asc(bankLines.bookedOn), asc(bankLines.statementId), asc(bankLines.position));
  return rows.map(({ line }) => line);
}

export async function getBankLine(read: Reader, id: BankLineId): Promise<BankLine> {
  const [line] = await read.select().from(bankLines).where(eq(bankLines.id, id));
  if (!line) throw new NotFound("bank line");
  return line;
}

export async function findTrancheOfLine(read: Reader, lineId: BankLineId): Promise<TrancheId | null> {
  const [tranche] = await read
    .select({ id: tranches.id })
    .from(tranches)
    .where(eq(tranches.bankLineId, lineId));
  return tranche?.id ?? null;
}

export async function findTrancheByReference(read: Reader, endToEndId: string): Promise<TrancheId | null> {
  const [tranche] = await read
    .select({ id: tranches.id })
    .from(tranches)
    .where(eq(tranches.endToEndId, endToEndId));
  return tranche?.id ?? null;
}

/** The person by whom the collective is represented, or null while it has none. */
export async function findReferent(read: Reader, collectiveId: Id<"col">) {
  const [referent] = await read
    .select({ id: persons.id, name: persons.name, email: persons.email })
    .from(members)
    .innerJoin(persons, eq(persons.id, members.personId))
    .where(and(eq(members.collectiveId, collectiveId), eq(members.role, "referent"), isNull(members.leftOn)));
  return referent ?? null;
}

/** The names of the persons, by id. */
export async function listNames(
  read: Reader,
  ids: readonly (PersonId | null)[],
): Promise<Map<PersonId, string>> {
  const wanted = [...new Set(ids.filter((id) => id !== null))];
  if (wanted.length === 0) return new Map();
  const rows = await read
    .select({ id: persons.id, name: persons.name })
    .from(persons)
    .where(inArray(persons.id, wanted));
  return new Map(rows.map(({ id, name }) => [id, name]));
}

/** The name of the fund, as an agreement writes it. */
export async function getFundName(read: Reader): Promise<string> {
  const [identity] = await read.select({ name: fundIdentity.name }).from(fundIdentity);
  return identity?.name ?? "Le fonds d’initiatives citoyennes";
}
