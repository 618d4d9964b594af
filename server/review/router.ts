import { z } from "zod";
import type { Reader } from "#db/database.ts";
import type { Actor, TerritoryId } from "#server/accounts/model.ts";
import type { Call } from "#server/fund/model.ts";
import { phaseOf } from "#server/fund/rules.ts";
import { findCall, findCurrentEdition } from "#server/fund/store.ts";
import {
  getInitiative,
  type Initiative,
  listAnswers,
  listForecastLines,
  listInitiatives,
} from "#server/initiatives/store.ts";
import type { Id } from "#server/kernel/ids.ts";
import { brokenRules, NotFound, Refusal, refuseIf } from "#server/kernel/rulebook.ts";
import { administratorProcedure, jurorProcedure, publicProcedure, router } from "#server/trpc.ts";
import { InterestField, type Reading, Reasons, type Review, readMarks } from "./model.ts";
import {
  DECLARING_RULES,
  LOCKING_RULES,
  meanHundredths,
  READING_RULES,
  REVIEWING_RULES,
  type Reviewing,
  SEEING_RULES,
  unmarked,
} from "./rules.ts";
import * as store from "./store.ts";

/** Files that jurors may have on their table; what is a draft, refused as inadmissible or withdrawn does not exist for them. */
const READABLE_STATES = ["admissible", "in_vote", "awarded", "reserve_list", "refused"] as const;

const isReadable = (state: string) => READABLE_STATES.some((readable) => readable === state);

type JurorContext = {
  actor: Actor;
  now: () => number;
  mustActFor: (territoryId: TerritoryId | null) => void;
};

/**
 * The file with what binds the juror to it, or «not found»: for a file outside the juror's territory, one that is on no juror's
 * table, and one in which the juror has an interest, which vanishes for them (JUR-1).
 */
async function openFor(read: Reader, ctx: JurorContext, number: string) {
  const file = await getInitiative(read, number);
  ctx.mustActFor(file.territoryId);
  const call = await findCall(read, file.editionId);
  if (!call || !isReadable(file.state)) throw new NotFound("initiative");
  const declared = await store.findDeclaration(read, file.id, ctx.actor.id);
  const review = await store.findReview(read, file.id, ctx.actor.id);
  const belongsToCollective = ctx.actor.collectiveIds.some((id) => id === file.collectiveId);
  const facts: Reviewing = {
    hasInterest: declared?.hasInterest ?? null,
    belongsToCollective,
    state: file.state,
    phase: phaseOf(call, ctx.now()),
    lockedAt: review?.lockedAt ?? null,
  };
  if (brokenRules(READING_RULES, facts).length > 0) throw new NotFound("initiative");
  return { file, call, review, facts };
}

function readingOf(hasInterest: boolean | null, review: Review | null): Reading {
  if (hasInterest === null) return "undeclared";
  if (review === null) return "to_mark";
  return review.lockedAt === null ? "started" : "locked";
}

/** The others' locked reviews, without names, once one's own is locked (JUR-3). */
async function othersSeenBy(read: Reader, file: Initiative, call: Call, own: Review | null, now: number) {
  const ownLockedAt = own?.lockedAt ?? null;
  if (brokenRules(SEEING_RULES, { ownLockedAt, phase: phaseOf(call, now) }).length > 0) return null;
  const summary = (await store.listReviewSummaries(read, file.editionId)).find(
    ({ initiativeId }) => initiativeId === file.id,
  );
  const locked = (await store.listReviews(read, [file.id])).filter(({ lockedAt }) => lockedAt !== null);
  return {
    meanHundredths: summary?.meanHundredths ?? null,
    reviews: locked
      .filter(({ jurorId }) => jurorId !== own?.jurorId)
      .map(({ marks, reasons }, index) => ({
        reader: index + 1,
        marks,
        reasons,
        meanHundredths: meanHundredths(call.grid, [{ marks }]),
      })),
  };
}

const FileInput = z.object({ number: z.string() });

export const reviewRouter = router({
  /** The juror's table: every file they may read, with where they stand in it; the files they are recused from are only counted. */
  queue: jurorProcedure.query(async ({ ctx }) => {
    const { read } = ctx.database;
    const edition = await findCurrentEdition(read);
    const call = edition && (await findCall(read, edition.id));
    if (!edition || !call) return { edition, call: null, phase: null, files: [], recused: 0 } as const;
    const territoryIds: readonly Id<"ter">[] | null = ctx.territoryIds;
    const all = (await listInitiatives(read, { editionId: edition.id, states: [...READABLE_STATES] })).filter(
      ({ territoryId }) => territoryIds === null || territoryIds.some((mine) => mine === territoryId),
    );
    const declared = new Map(
      (await store.listDeclarationsOf(read, ctx.actor.id)).map((row) => [row.initiativeId, row.hasInterest]),
    );
    const own = (
      await store.listReviews(
        read,
        all.map(({ id }) => id),
      )
    ).filter(({ jurorId }) => jurorId === ctx.actor.id);
    const files = all
      .filter(
        ({ id, collectiveId }) =>
          declared.get(id) !== true && !ctx.actor.collectiveIds.some((mine) => mine === collectiveId),
      )
      .map(({ id, number, title, territoryName, collectiveName, requestedCents }) => {
        const review = own.find(({ initiativeId }) => initiativeId === id) ?? null;
        return {
          number,
          title,
          territoryName,
          collectiveName,
          requestedCents,
          reading: readingOf(declared.get(id) ?? null, review),
          marked: call.grid.length - unmarked(call.grid, review?.marks ?? []).length,
        };
      });
    return {
      edition,
      call: { title: call.title, reviewClosesAt: call.reviewClosesAt, criteria: call.grid.length },
      phase: phaseOf(call, ctx.now()),
      files,
      recused: all.length - files.length,
    } as const;
  }),

  /**
   * One file for one juror. Before the question of interests is answered, only what is needed to answer it; afterwards the whole
   * file, the grid and the juror's own review; what others scored, only once one's own review is locked.
   */
  file: jurorProcedure.input(FileInput).query(async ({ ctx, input }) => {
    const { read } = ctx.database;
    const { file, call, review, facts } = await openFor(read, ctx, input.number);
    const { number, title, territoryName, collectiveName, requestedCents } = file;
    const cover = {
      number,
      title,
      territoryName,
      collectiveName,
      reading: readingOf(facts.hasInterest, review),
      mayWrite: facts.phase === "review" && facts.state === "admissible",
      reviewClosesAt: call.reviewClosesAt,
    };
    if (facts.hasInterest === null) return { ...cover, content: null } as const;
    return {
      ...cover,
      content: {
        requestedCents,
        answers: (await listAnswers(read, file.id)).map(({ question, value }) => ({ question, value })),
        forecast: (await listForecastLines(read, file.id)).map(({ side, account, label, amountCents }) => ({
          side,
          account,
          label,
          amountCents,
        })),
        grid: call.grid,
        review: review && {
          marks: review.marks,
          reasons: review.reasons,
          lockedAt: review.lockedAt,
          meanHundredths: meanHundredths(call.grid, [review]),
        },
        unmarked: unmarked(call.grid, review?.marks ?? []).map(({ label }) => label),
        others: await othersSeenBy(read, file, call, review, ctx.now()),
      },
    } as const;
  }),

  /**
   * Answers the question that stands before every file. An interest recuses: the file vanishes for this juror and the journal says
   * that somebody was recused. «None» opens the file; an interest found later may still be declared, and undoes the review.
   */
  declare: jurorProcedure
    .input(FileInput.extend({ interest: InterestField }))
    .mutation(async ({ ctx, input: { number, interest } }) => {
      const declare = async (tx: Parameters<typeof store.upsertDeclaration>[0]) => {
        const { file, facts } = await openFor(tx, ctx, number);
        refuseIf(brokenRules(DECLARING_RULES, facts));
        await store.upsertDeclaration(tx, {
          initiativeId: file.id,
          jurorId: ctx.actor.id,
          kind: interest,
          declaredAt: ctx.now(),
        });
        return {
          subjectId: file.id,
          editionId: file.editionId,
          public: { number: file.number },
          answer: { number: file.number, isRecused: interest !== "none" },
        };
      };
      return interest === "none"
        ? ctx.commit("interest.denied", declare)
        : ctx.commit("interest.declared", async (tx) => ({
            ...(await declare(tx)),
            sealed: { kind: interest },
          }));
    }),

  /**
   * Saves the review as it stands: `reasons`, and `mark.<criterion>` for each criterion of the call's grid (`0` to `3`, `unknown`,
   * or nothing yet).
   */
  save: jurorProcedure
    .input(FileInput.extend({ reasons: Reasons }).catchall(z.unknown()))
    .mutation(({ ctx, input }) =>
      ctx.commit("review.saved", async (tx) => {
        const { file, call, facts } = await openFor(tx, ctx, input.number);
        refuseIf(brokenRules(REVIEWING_RULES, facts));
        await store.saveReview(tx, {
          initiativeId: file.id,
          jurorId: ctx.actor.id,
          marks: readMarks(input, call.grid),
          reasons: input.reasons,
          savedAt: ctx.now(),
        });
        const { number } = file;
        return { subjectId: file.id, editionId: file.editionId, public: { number }, answer: { number } };
      }),
    ),

  /** Locks the review as saved, for good; from then on the juror sees what the others locked. */
  lock: jurorProcedure
    .input(FileInput.extend({ confirmed: z.literal("yes", "review.problems.confirmed") }))
    .mutation(({ ctx, input }) =>
      ctx.commit("review.locked", async (tx) => {
        const { file, call, review, facts } = await openFor(tx, ctx, input.number);
        const marks = review?.marks ?? [];
        const reasons = review?.reasons ?? "";
        const missing = unmarked(call.grid, marks);
        const broken = brokenRules(LOCKING_RULES, { ...facts, grid: call.grid, marks, reasons });
        if (broken.length > 0)
          throw new Refusal(broken.map((rule) => ({ rule, facts: { missing: missing.length } })));
        await store.setLocked(tx, file.id, ctx.actor.id, ctx.now());
        const { number } = file;
        return { subjectId: file.id, editionId: file.editionId, public: { number }, answer: { number } };
      }),
    ),

  /** How far the jury is, file by file; the means stay sealed until reviewing is over (JUR-3). */
  progress: administratorProcedure.query(async ({ ctx }) => {
    ctx.mustActFor(null);
    const { read } = ctx.database;
    const edition = await findCurrentEdition(read);
    const call = edition && (await findCall(read, edition.id));
    if (!edition || !call) return [];
    const isSealed =
      brokenRules(SEEING_RULES, { ownLockedAt: null, phase: phaseOf(call, ctx.now()) }).length > 0;
    const files = await listInitiatives(read, { editionId: edition.id, states: [...READABLE_STATES] });
    const summaries = await store.listReviewSummaries(read, edition.id);
    return files.map(({ id, number, title }) => {
      const summary = summaries.find(({ initiativeId }) => initiativeId === id);
      return {
        initiativeId: id,
        number,
        title,
        readers: summary?.readers ?? 0,
        recused: summary?.recused ?? 0,
        meanHundredths: isSealed ? null : (summary?.meanHundredths ?? null),
      };
    });
  }),

  /** What the jury made of an initiative, for everybody, once reviewing is over; null before, and where nobody read it. */
  ofInitiative: publicProcedure.input(FileInput).query(async ({ ctx, input }) => {
    const { read } = ctx.database;
    const file = await getInitiative(read, input.number);
    const call = await findCall(read, file.editionId);
    if (!call || !isReadable(file.state)) return null;
    if (brokenRules(SEEING_RULES, { ownLockedAt: null, phase: phaseOf(call, ctx.now()) }).length > 0)
      return null;
    const summaries = await store.listReviewSummaries(read, file.editionId);
    const summary = summaries.find(({ initiativeId }) => initiativeId === file.id);
    return summary && summary.readers > 0 ? summary : null;
  }),
});
