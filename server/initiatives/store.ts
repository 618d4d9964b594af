import { and, asc, count, desc, eq, inArray, isNull, ne, or } from "drizzle-orm";
import type { Reader, Transaction } from "#db/database.ts";
import { persons } from "#db/schema/accounts.ts";
import {
  admissibilityDecisions,
  answers,
  collectives,
  doubts,
  forecastLines,
  initiatives,
  invitations,
  members,
} from "#db/schema/initiatives.ts";
import { territories } from "#db/schema/territories.ts";
import type { PersonId, TerritoryId } from "#server/accounts/model.ts";
import * as fund from "#server/fund/store.ts";
import type { CivilDate } from "#server/kernel/dates.ts";
import { type Id, newId, randomCrockford } from "#server/kernel/ids.ts";
import { NotFound } from "#server/kernel/rulebook.ts";
import {
  type AnswerValue,
  type CollectiveId,
  canBecome,
  type DoubtId,
  type ForecastLine,
  type ForecastLineId,
  type InitiativeId,
  LIVE_STATES,
  type MemberRole,
  PUBLIC_STATES,
  type QuestionKey,
  type Side,
  type State,
} from "./model.ts";
import type { Sending } from "./rules.ts";

// --- Collectives and members ----------------------------------------------------------------------------------------

export async function getCollective(read: Reader, id: CollectiveId) {
  const [found] = await read
    .select({
      id: collectives.id,
      name: collectives.name,
      territoryId: collectives.territoryId,
      territoryName: territories.name,
      territorySlug: territories.slug,
      createdAt: collectives.createdAt,
    })
    .from(collectives)
    .innerJoin(territories, eq(territories.id, collectives.territoryId))
    .where(eq(collectives.id, id));
  if (!found) throw new NotFound("collective");
  return found;
}
export type Collective = Awaited<ReturnType<typeof getCollective>>;

export async function insertCollective(
  tx: Transaction,
  collective: { name: string; territoryId: TerritoryId; createdAt: number },
): Promise<CollectiveId> {
  const id = newId("col");
  await tx.insert(collectives).values({ id, ...collective });
  return id;
}

export async function insertMember(
  tx: Transaction,
  member: { collectiveId: CollectiveId; personId: PersonId; role: MemberRole; joinedOn: CivilDate },
): Promise<void> {
  await tx.insert(members).values({ id: newId("mem"), leftOn: null, ...member });
}

/** The members of today with their names: who is referent first, then in the order they joined. */
export async function listMembers(read: Reader, collectiveId: CollectiveId) {
  const rows = await read
    .select({
      personId: members.personId,
      name: persons.name,
      email: persons.email,
      role: members.role,
      joinedOn: members.joinedOn,
    })
    .from(members)
    .innerJoin(persons, eq(persons.id, members.personId))
    .where(and(eq(members.collectiveId, collectiveId), isNull(members.leftOn)))
    .orderBy(asc(members.joinedOn), asc(persons.name));
  return rows.sort((a, b) => Number(b.role === "referent") - Number(a.role === "referent"));
}

export async function listMemberIds(read: Reader, collectiveId: CollectiveId): Promise<PersonId[]> {
  const rows = await read
    .select({ personId: members.personId })
    .from(members)
    .where(and(eq(members.collectiveId, collectiveId), isNull(members.leftOn)));
  return rows.map(({ personId }) => personId);
}

export async function insertInvitation(
  tx: Transaction,
  invitation: {
    collectiveId: CollectiveId;
    codeHash: string;
    role: Exclude<MemberRole, "referent">;
    invitedBy: PersonId;
    expiresAt: number;
  },
): Promise<Id<"inv">> {
  const id = newId("inv");
  await tx.insert(invitations).values({ id, usedBy: null, usedAt: null, ...invitation });
  return id;
}

export async function findInvitation(read: Reader, codeHash: string) {
  const [found] = await read.select().from(invitations).where(eq(invitations.codeHash, codeHash));
  return found ?? null;
}

export async function setInvitationUsed(
  tx: Transaction,
  id: Id<"inv">,
  usedBy: PersonId,
  usedAt: number,
): Promise<void> {
  await tx.update(invitations).set({ usedBy, usedAt }).where(eq(invitations.id, id));
}

/** Invitations not used yet, the latest first; whether they are still good is for the clock to say. */
export async function listOpenInvitations(read: Reader, collectiveId: CollectiveId) {
  return read
    .select({ id: invitations.id, role: invitations.role, expiresAt: invitations.expiresAt })
    .from(invitations)
    .where(and(eq(invitations.collectiveId, collectiveId), isNull(invitations.usedAt)))
    .orderBy(desc(invitations.expiresAt));
}

// --- Initiatives ----------------------------------------------------------------------------------------------------

const columns = {
  id: initiatives.id,
  number: initiatives.number,
  editionId: initiatives.editionId,
  callId: initiatives.callId,
  collectiveId: initiatives.collectiveId,
  collectiveName: collectives.name,
  territoryId: initiatives.territoryId,
  territoryName: territories.name,
  territorySlug: territories.slug,
  externalId: initiatives.externalId,
  title: initiatives.title,
  state: initiatives.state,
  requestedCents: initiatives.requestedCents,
  createdAt: initiatives.createdAt,
  submittedAt: initiatives.submittedAt,
  receiptNumber: initiatives.receiptNumber,
  sendings: initiatives.sendings,
  withdrawnAt: initiatives.withdrawnAt,
};

const selectInitiatives = (read: Reader) =>
  read
    .select(columns)
    .from(initiatives)
    .leftJoin(collectives, eq(collectives.id, initiatives.collectiveId))
    .leftJoin(territories, eq(territories.id, initiatives.territoryId));

export async function findInitiative(read: Reader, idOrNumber: string) {
  const [found] = await selectInitiatives(read).where(
    or(eq(initiatives.id, idOrNumber as InitiativeId), eq(initiatives.number, idOrNumber)),
  );
  return found ?? null;
}

/** The initiative with the names of its collective and territory (null in imported editions that have none). */
export async function getInitiative(read: Reader, idOrNumber: string) {
  const found = await findInitiative(read, idOrNumber);
  if (!found) throw new NotFound("initiative");
  return found;
}
export type Initiative = Awaited<ReturnType<typeof getInitiative>>;

/** The initiatives of an edition in the order of their numbers, which is nobody's merit. */
export async function listInitiatives(
  read: Reader,
  wanted: { editionId: Id<"edi">; territoryId?: TerritoryId | null; states?: readonly State[] },
): Promise<Initiative[]> {
  return selectInitiatives(read)
    .where(
      and(
        eq(initiatives.editionId, wanted.editionId),
        wanted.territoryId ? eq(initiatives.territoryId, wanted.territoryId) : undefined,
        wanted.states ? inArray(initiatives.state, [...wanted.states]) : undefined,
      ),
    )
    .orderBy(asc(initiatives.number));
}

/** All the files of these collectives, the latest first. */
export async function listFilesOf(
  read: Reader,
  collectiveIds: readonly CollectiveId[],
): Promise<Initiative[]> {
  if (collectiveIds.length === 0) return [];
  return selectInitiatives(read)
    .where(inArray(initiatives.collectiveId, [...collectiveIds]))
    .orderBy(desc(initiatives.createdAt));
}

/** Files in these states, in these territories (null: all of them). */
export async function listFilesIn(
  read: Reader,
  states: readonly State[],
  territoryIds: readonly TerritoryId[] | null,
): Promise<Initiative[]> {
  return selectInitiatives(read)
    .where(
      and(
        inArray(initiatives.state, [...states]),
        territoryIds === null ? undefined : inArray(initiatives.territoryId, [...territoryIds]),
      ),
    )
    .orderBy(asc(initiatives.submittedAt), asc(initiatives.number));
}

/** The public initiatives of every edition or of one, filtered; nothing before the officer's decision. */
export async function listPublicInitiatives(
  read: Reader,
  wanted: { editionId: Id<"edi"> | null; territorySlug: string | null; state: State | null },
): Promise<Initiative[]> {
  const states = wanted.state ? PUBLIC_STATES.filter((state) => state === wanted.state) : PUBLIC_STATES;
  if (states.length === 0) return [];
  return selectInitiatives(read)
    .where(
      and(
        inArray(initiatives.state, [...states]),
        wanted.editionId ? eq(initiatives.editionId, wanted.editionId) : undefined,
        wanted.territorySlug ? eq(territories.slug, wanted.territorySlug) : undefined,
      ),
    )
    .orderBy(asc(territories.name), asc(initiatives.number));
}

/** How many live files the collective has in the call besides that one. */
export async function countOtherFiles(
  read: Reader,
  collectiveId: CollectiveId,
  callId: Id<"cal">,
  besides: InitiativeId | null,
): Promise<number> {
  const [row] = await read
    .select({ files: count() })
    .from(initiatives)
    .where(
      and(
        eq(initiatives.collectiveId, collectiveId),
        eq(initiatives.callId, callId),
        inArray(initiatives.state, [...LIVE_STATES]),
        besides ? ne(initiatives.id, besides) : undefined,
      ),
    );
  return Number(row?.files ?? 0);
}

/** A public number that nobody has yet: the year, and four characters that tell nothing of how many files there are. */
export async function freeNumber(tx: Transaction, year: number): Promise<string> {
  for (;;) {
    const number = `${year}-${randomCrockford(4)}`;
    if (!(await findInitiative(tx, number))) return number;
  }
}

export async function insertInitiative(
  tx: Transaction,
  initiative: {
    number: string;
    editionId: Id<"edi">;
    callId: Id<"cal"> | null;
    collectiveId: CollectiveId | null;
    territoryId: TerritoryId | null;
    externalId?: string | null;
    title: string;
    state: State;
    requestedCents: number;
    createdAt: number;
  },
): Promise<InitiativeId> {
  const id = newId("ini");
  await tx.insert(initiatives).values({
    id,
    submittedAt: null,
    receiptNumber: null,
    sendings: 0,
    withdrawnAt: null,
    ...initiative,
    externalId: initiative.externalId ?? null,
  });
  return id;
}

/** Moves the file; a way that the table of transitions does not know is a bug of the caller, not a refusal. */
export async function setInitiativeState(
  tx: Transaction,
  id: InitiativeId,
  state: State,
): Promise<Initiative> {
  const before = await getInitiative(tx, id);
  if (!canBecome(before.state, state)) throw new Error(`a file cannot go from ${before.state} to ${state}`);
  await tx.update(initiatives).set({ state }).where(eq(initiatives.id, id));
  return { ...before, state };
}

/** What a sending leaves on the file: its first instant, its latest receipt. */
export async function setSent(
  tx: Transaction,
  id: InitiativeId,
  sent: { submittedAt: number; receiptNumber: string; sendings: number },
): Promise<void> {
  await tx.update(initiatives).set(sent).where(eq(initiatives.id, id));
}

export async function setWithdrawn(tx: Transaction, id: InitiativeId, withdrawnAt: number): Promise<void> {
  await tx.update(initiatives).set({ withdrawnAt }).where(eq(initiatives.id, id));
}

export async function setTitle(tx: Transaction, id: InitiativeId, title: string): Promise<void> {
  await tx.update(initiatives).set({ title }).where(eq(initiatives.id, id));
}

export async function setRequested(tx: Transaction, id: InitiativeId, requestedCents: number): Promise<void> {
  await tx.update(initiatives).set({ requestedCents }).where(eq(initiatives.id, id));
}

// --- Answers --------------------------------------------------------------------------------------------------------

export type Answer = {
  question: string;
  value: AnswerValue;
  savedBy: PersonId;
  savedByName: string;
  savedAt: number;
};

/** The answers given so far, each with who wrote it last and when. */
export async function listAnswers(read: Reader, initiativeId: InitiativeId): Promise<Answer[]> {
  return read
    .select({
      question: answers.question,
      value: answers.value,
      savedBy: answers.savedBy,
      savedByName: persons.name,
      savedAt: answers.savedAt,
    })
    .from(answers)
    .innerJoin(persons, eq(persons.id, answers.savedBy))
    .where(eq(answers.initiativeId, initiativeId))
    .orderBy(asc(answers.question));
}

/** The answers to one question, by file, for many files at once. */
export async function mapAnswersTo(
  read: Reader,
  question: QuestionKey,
  initiativeIds: readonly InitiativeId[],
): Promise<Map<InitiativeId, AnswerValue>> {
  if (initiativeIds.length === 0) return new Map();
  const rows = await read
    .select({ initiativeId: answers.initiativeId, value: answers.value })
    .from(answers)
    .where(and(eq(answers.question, question), inArray(answers.initiativeId, [...initiativeIds])));
  return new Map(rows.map(({ initiativeId, value }) => [initiativeId, value]));
}

export async function upsertAnswer(
  tx: Transaction,
  answer: {
    initiativeId: InitiativeId;
    question: string;
    value: AnswerValue;
    savedBy: PersonId;
    savedAt: number;
  },
): Promise<void> {
  const { value, savedBy, savedAt } = answer;
  await tx
    .insert(answers)
    .values(answer)
    .onConflictDoUpdate({
      target: [answers.initiativeId, answers.question],
      set: { value, savedBy, savedAt },
    });
}

// --- The forecast budget --------------------------------------------------------------------------------------------

/** The lines in the order of the official form, then in the order written. */
export async function listForecastLines(read: Reader, initiativeId: InitiativeId): Promise<ForecastLine[]> {
  return read
    .select({
      id: forecastLines.id,
      side: forecastLines.side,
      account: forecastLines.account,
      label: forecastLines.label,
      amountCents: forecastLines.amountCents,
      savedAt: forecastLines.savedAt,
    })
    .from(forecastLines)
    .where(eq(forecastLines.initiativeId, initiativeId))
    .orderBy(asc(forecastLines.account), asc(forecastLines.position), asc(forecastLines.id));
}

export async function insertForecastLine(
  tx: Transaction,
  line: {
    initiativeId: InitiativeId;
    side: Side;
    account: string;
    label: string;
    amountCents: number;
    position: number;
    savedBy: PersonId | null;
    savedAt: number | null;
  },
): Promise<ForecastLineId> {
  const id = newId("fli");
  await tx.insert(forecastLines).values({ id, ...line });
  return id;
}

export async function setForecastLine(
  tx: Transaction,
  id: ForecastLineId,
  line: { label: string; amountCents: number; savedBy: PersonId; savedAt: number },
): Promise<void> {
  await tx.update(forecastLines).set(line).where(eq(forecastLines.id, id));
}

export async function deleteForecastLine(tx: Transaction, id: ForecastLineId): Promise<void> {
  await tx.delete(forecastLines).where(eq(forecastLines.id, id));
}

// --- What decides whether a file may be sent ----------------------------------------------------------------------------

/** The facts that the rules of sending are asked about, as they stand at `now`. */
export async function getSending(
  read: Reader,
  file: { id: InitiativeId; collectiveId: CollectiveId; callId: Id<"cal"> },
  now: number,
): Promise<Sending> {
  const people = await listMembers(read, file.collectiveId);
  const given = await listAnswers(read, file.id);
  return {
    now,
    call: await fund.getCall(read, file.callId),
    memberCount: people.length,
    referentIds: people.filter(({ role }) => role === "referent").map(({ personId }) => personId),
    otherFiles: await countOtherFiles(read, file.collectiveId, file.callId, file.id),
    lines: await listForecastLines(read, file.id),
    answers: Object.fromEntries(given.map(({ question, value, savedBy }) => [question, { value, savedBy }])),
  };
}

// --- Doubts and decisions -------------------------------------------------------------------------------------------

/** The questions put to the collective, in the order asked. */
export async function listDoubts(read: Reader, initiativeId: InitiativeId) {
  return read
    .select({
      id: doubts.id,
      article: doubts.article,
      question: doubts.question,
      askedBy: doubts.askedBy,
      askedAt: doubts.askedAt,
      answer: doubts.answer,
      answeredBy: doubts.answeredBy,
      answeredAt: doubts.answeredAt,
      returnedAt: doubts.returnedAt,
    })
    .from(doubts)
    .where(eq(doubts.initiativeId, initiativeId))
    .orderBy(asc(doubts.askedAt), asc(doubts.id));
}
export type Doubt = Awaited<ReturnType<typeof listDoubts>>[number];

/** The questions put about each of these files. */
export async function listDoubtsOf(read: Reader, initiativeIds: readonly InitiativeId[]) {
  if (initiativeIds.length === 0) return [];
  return read
    .select({ initiativeId: doubts.initiativeId, askedAt: doubts.askedAt, returnedAt: doubts.returnedAt })
    .from(doubts)
    .where(inArray(doubts.initiativeId, [...initiativeIds]));
}

export async function insertDoubt(
  tx: Transaction,
  doubt: {
    initiativeId: InitiativeId;
    article: string;
    question: string;
    askedBy: PersonId;
    askedAt: number;
  },
): Promise<DoubtId> {
  const id = newId("dou");
  await tx
    .insert(doubts)
    .values({ id, answer: null, answeredBy: null, answeredAt: null, returnedAt: null, ...doubt });
  return id;
}

export async function setDoubtAnswer(
  tx: Transaction,
  id: DoubtId,
  given: { answer: string; answeredBy: PersonId; answeredAt: number },
): Promise<void> {
  await tx.update(doubts).set(given).where(eq(doubts.id, id));
}

/** Gives back to the officer all that was asked: the clock runs again from here. */
export async function setDoubtsReturned(
  tx: Transaction,
  initiativeId: InitiativeId,
  returnedAt: number,
): Promise<void> {
  await tx
    .update(doubts)
    .set({ returnedAt })
    .where(and(eq(doubts.initiativeId, initiativeId), isNull(doubts.returnedAt)));
}

export async function findDecision(read: Reader, initiativeId: InitiativeId) {
  const [found] = await read
    .select()
    .from(admissibilityDecisions)
    .where(eq(admissibilityDecisions.initiativeId, initiativeId));
  return found ?? null;
}

export async function insertDecision(
  tx: Transaction,
  decision: {
    initiativeId: InitiativeId;
    outcome: "admissible" | "inadmissible";
    article: string | null;
    reason: string;
    decidedBy: PersonId;
    decidedAt: number;
  },
): Promise<void> {
  await tx.insert(admissibilityDecisions).values({ id: newId("adm"), ...decision });
}
