import { and, asc, eq, inArray, isNull } from "drizzle-orm";
import type { Reader, Transaction } from "#db/database.ts";
import { initiatives, members } from "#db/schema/initiatives.ts";
import { interestDeclarations, marks, reviews } from "#db/schema/review.ts";
import type { PersonId } from "#server/accounts/model.ts";
import { findCall } from "#server/fund/store.ts";
import { type Id, newId } from "#server/kernel/ids.ts";
import type { InitiativeId, Interest, Mark, Review } from "./model.ts";
import { summarise } from "./rules.ts";

/** What the juror answered about the file, or null. */
export async function findDeclaration(read: Reader, initiativeId: InitiativeId, jurorId: PersonId) {
  const [declared] = await read
    .select({ hasInterest: interestDeclarations.hasInterest, kind: interestDeclarations.kind })
    .from(interestDeclarations)
    .where(
      and(eq(interestDeclarations.initiativeId, initiativeId), eq(interestDeclarations.jurorId, jurorId)),
    );
  return declared ?? null;
}

/** Keeps the juror's answer; a later one replaces it, which the procedure allows only towards an interest. */
export async function upsertDeclaration(
  tx: Transaction,
  declared: { initiativeId: InitiativeId; jurorId: PersonId; kind: Interest; declaredAt: number },
): Promise<void> {
  const { kind, declaredAt } = declared;
  const hasInterest = kind !== "none";
  await tx
    .insert(interestDeclarations)
    .values({ ...declared, hasInterest })
    .onConflictDoUpdate({
      target: [interestDeclarations.initiativeId, interestDeclarations.jurorId],
      set: { kind, hasInterest, declaredAt },
    });
}

/** The juror's own answers, all files together. */
export async function listDeclarationsOf(read: Reader, jurorId: PersonId) {
  return read
    .select({
      initiativeId: interestDeclarations.initiativeId,
      hasInterest: interestDeclarations.hasInterest,
    })
    .from(interestDeclarations)
    .where(eq(interestDeclarations.jurorId, jurorId));
}

/** The reviews of these files as they stand, marks included. */
export async function listReviews(
  read: Reader,
  initiativeIds: readonly InitiativeId[],
): Promise<(Review & { initiativeId: InitiativeId })[]> {
  if (initiativeIds.length === 0) return [];
  const ids = [...initiativeIds];
  // Ids are random: this order tells nothing of who came first.
  const found = await read
    .select()
    .from(reviews)
    .where(inArray(reviews.initiativeId, ids))
    .orderBy(asc(reviews.id));
  const marked = await read.select().from(marks).where(inArray(marks.initiativeId, ids));
  return found.map(({ initiativeId, jurorId, reasons, lockedAt }) => ({
    initiativeId,
    jurorId,
    reasons,
    lockedAt,
    marks: marked
      .filter((mark) => mark.initiativeId === initiativeId && mark.jurorId === jurorId)
      .map(({ criterion, mark }) => ({ criterion, mark })),
  }));
}

/** The juror's own review of the file, or null before the first mark. */
export async function findReview(
  read: Reader,
  initiativeId: InitiativeId,
  jurorId: PersonId,
): Promise<Review | null> {
  const all = await listReviews(read, [initiativeId]);
  return all.find((review) => review.jurorId === jurorId) ?? null;
}

/** Saves a review as it stands: its reasons, and its marks in place of those before. */
export async function saveReview(
  tx: Transaction,
  review: {
    initiativeId: InitiativeId;
    jurorId: PersonId;
    marks: readonly Mark[];
    reasons: string;
    savedAt: number;
  },
): Promise<void> {
  const { initiativeId, jurorId, reasons, savedAt } = review;
  await tx
    .insert(reviews)
    .values({ id: newId("rev"), initiativeId, jurorId, reasons, lockedAt: null })
    .onConflictDoUpdate({ target: [reviews.initiativeId, reviews.jurorId], set: { reasons } });
  await tx.delete(marks).where(and(eq(marks.initiativeId, initiativeId), eq(marks.jurorId, jurorId)));
  if (review.marks.length > 0)
    await tx.insert(marks).values(review.marks.map((mark) => ({ initiativeId, jurorId, savedAt, ...mark })));
}

export async function setLocked(
  tx: Transaction,
  initiativeId: InitiativeId,
  jurorId: PersonId,
  lockedAt: number,
): Promise<void> {
  await tx
    .update(reviews)
    .set({ lockedAt })
    .where(and(eq(reviews.initiativeId, initiativeId), eq(reviews.jurorId, jurorId)));
}

/**
 * For each file of the edition that was reviewed: its raw mean in hundredths of a mark (null when nobody marked it), how many
 * locked reviews it has, how many jurors were recused. Ordered as the files are given; sealed while reviewing lasts (JUR-3), which
 * the caller minds.
 */
export async function listReviewSummaries(read: Reader, editionId: Id<"edi">) {
  const grid = (await findCall(read, editionId))?.grid ?? [];
  const files = await read
    .select({ id: initiatives.id, collectiveId: initiatives.collectiveId })
    .from(initiatives)
    .where(eq(initiatives.editionId, editionId));
  const ids = files.map(({ id }) => id);
  const all = await listReviews(read, ids);
  const interests = ids.length
    ? await read
        .select({ initiativeId: interestDeclarations.initiativeId, jurorId: interestDeclarations.jurorId })
        .from(interestDeclarations)
        .where(
          and(inArray(interestDeclarations.initiativeId, ids), eq(interestDeclarations.hasInterest, true)),
        )
    : [];
  const carrying = await read
    .select({ collectiveId: members.collectiveId, personId: members.personId })
    .from(members)
    .where(isNull(members.leftOn));
  return files.map(({ id, collectiveId }) => {
    const reviewsOfFile = all.filter(({ initiativeId }) => initiativeId === id);
    const recusedIds = new Set(
      interests.filter(({ initiativeId }) => initiativeId === id).map(({ jurorId }) => jurorId),
    );
    for (const member of carrying)
      if (
        member.collectiveId === collectiveId &&
        reviewsOfFile.some(({ jurorId }) => jurorId === member.personId)
      )
        recusedIds.add(member.personId);
    return { initiativeId: id, ...summarise(grid, { reviews: reviewsOfFile, recusedIds }) };
  });
}
