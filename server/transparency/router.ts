import { z } from "zod";
import type { Reader } from "#db/database.ts";
import { findRuns, listAwards } from "#server/allocation/store.ts";
import { EVENTS } from "#server/events.ts";
import { getCall, listEditions } from "#server/fund/store.ts";
import { PUBLIC_STATES, VOTED_STATES } from "#server/initiatives/model.ts";
import { getInitiative } from "#server/initiatives/store.ts";
import { loadLogIdentity } from "#server/journal/checkpoint.ts";
import { lineHash } from "#server/journal/line.ts";
import { countLines, findHead, findLine, getProof, listLines } from "#server/journal/store.ts";
import { civilDateOf } from "#server/kernel/dates.ts";
import type { Id } from "#server/kernel/ids.ts";
import { NotFound } from "#server/kernel/rulebook.ts";
import { ENTRY_KINDS, type Entry } from "#server/ledger/model.ts";
import { EMPTY_BALANCE, gapCents, statementOf, sumBalances } from "#server/ledger/rules.ts";
import { getEntry, listBalances, listEntries } from "#server/ledger/store.ts";
import { findAgreementOfAward, listTranchesOfAward } from "#server/treasury/store.ts";
import { publicProcedure, router } from "#server/trpc.ts";
import { findPoll, listPollChoices } from "#server/voting/store.ts";
import * as store from "./store.ts";

const ofEdition = z.object({ edition: z.string() });

const Statement = ofEdition.extend({
  envelope: z.string().optional(),
  kind: z.enum(ENTRY_KINDS).optional(),
  /** `2026-06`: the lines of one month in Paris. */
  month: z
    .string()
    .regex(/^\d{4}-\d{2}$/)
    .optional(),
});

async function getOwnEdition(read: Reader, slug: string) {
  const edition = await store.findEditionBySlug(read, slug);
  if (edition?.origin !== "own") throw new NotFound("edition");
  return edition;
}

const monthOf = ({ postedAt }: Entry) => civilDateOf(postedAt).slice(0, 7);

/** What everybody may read: the name and the slug of the edition where a journal line belongs, or the fund as a whole. */
type JournalPlace = { slug: string; name: string } | null;

async function placesOf(
  read: Reader,
  editionIds: readonly (string | null)[],
): Promise<Map<string, JournalPlace>> {
  const ids = [...new Set(editionIds)].filter((id): id is Id<"edi"> => id?.startsWith("edi_") ?? false);
  return new Map(
    (await store.listEditionsByIds(read, ids)).map(({ id, slug, name }) => [id, { slug, name }]),
  );
}

export const transparencyRouter = router({
  /**
   * What became of a public initiative after its file: the call's vote, the decision, the agreement, each payment. Dates
   * are null while the step is to come; an initiative that is not public has no steps.
   */
  initiativeSteps: publicProcedure.input(z.object({ number: z.string() })).query(async ({ ctx, input }) => {
    const { read } = ctx.database;
    const initiative = await getInitiative(read, input.number);
    if (!PUBLIC_STATES.includes(initiative.state)) throw new NotFound("initiative");
    const poll = await findPoll(read, initiative.editionId);
    // The jury's threshold decided on a file that reached the vote's opening and got no number on the ballot (VOT-12).
    const isLeftOut =
      initiative.state === "refused" &&
      poll !== null &&
      !(await listPollChoices(read, poll.id)).some(({ initiativeId }) => initiativeId === initiative.id);
    const isVoted = VOTED_STATES.includes(initiative.state) && !isLeftOut;
    const call = initiative.callId ? await getCall(read, initiative.callId) : null;
    const isDecided = isVoted && initiative.state !== "in_vote";
    const runs = isDecided ? await findRuns(read, initiative.editionId) : [];
    const award = (await listAwards(read, initiative.editionId)).find(
      ({ initiativeId }) => initiativeId === initiative.id,
    );
    const agreement = award ? await findAgreementOfAward(read, award.id) : null;
    const tranches = award ? await listTranchesOfAward(read, award.id) : [];
    const paid = tranches.filter(({ paidAt }) => paidAt !== null);
    return {
      voteAt: isVoted ? (call?.voteOpensAt ?? null) : null,
      decidedAt:
        award?.decidedAt ??
        (isLeftOut
          ? poll.openedAt
          : isDecided
            ? Math.max(0, ...runs.map(({ adoptedAt }) => adoptedAt ?? 0)) || null
            : null),
      leftOut: isLeftOut ? { minMeanHundredths: call?.minMeanHundredths ?? 0 } : null,
      award: award ? { number: award.number, amountCents: award.amountCents } : null,
      agreedAt: agreement?.fundSignedAt ?? null,
      tranches: tranches.map(({ position, label, amountCents, paidAt }) => ({
        position,
        label,
        amountCents,
        paidAt,
      })),
      paidCents: paid.reduce((sum, { amountCents }) => sum + amountCents, 0),
    };
  }),

  /** The accounts of every edition of the fund, the newest year first. */
  editions: publicProcedure.query(async ({ ctx }) => {
    const { read } = ctx.database;
    const editions = await listEditions(read);
    return Promise.all(
      editions.map(async ({ id, slug, name, year }) => ({
        slug,
        name,
        year,
        balance: sumBalances(await listBalances(read, id)),
      })),
    );
  }),

  /** Where the euros of an edition stand: the whole, then envelope by envelope. Replaced envelopes with nothing left are left out. */
  accounts: publicProcedure.input(ofEdition).query(async ({ ctx, input }) => {
    const { read } = ctx.database;
    const edition = await getOwnEdition(read, input.edition);
    const balances = new Map((await listBalances(read, edition.id)).map((one) => [one.envelopeId, one]));
    const envelopes = (await store.listEnvelopesEver(read, edition.id)).flatMap((envelope) => {
      const balance = balances.get(envelope.id);
      return balance && balance.endowmentCents > 0 ? [{ ...envelope, balance }] : [];
    });
    const total = sumBalances([...balances.values()]);
    return {
      edition: { slug: edition.slug, name: edition.name, year: edition.year },
      total,
      envelopes,
      isBalanced: [...balances.values()].every((balance) => gapCents(balance) === 0),
    };
  }),

  /**
   * The ledger of an edition or of one of its envelopes, in order, each line with the balance just after it. The month moves
   * what came before into the opening; kind and month hide lines and change no figure.
   */
  statement: publicProcedure.input(Statement).query(async ({ ctx, input }) => {
    const { read } = ctx.database;
    const edition = await getOwnEdition(read, input.edition);
    const envelopes = await store.listEnvelopesEver(read, edition.id);
    const envelope = input.envelope ? envelopes.find(({ id }) => id === input.envelope) : undefined;
    if (input.envelope && !envelope) throw new NotFound("envelope");
    const entries = await listEntries(read, {
      editionId: edition.id,
      ...(envelope ? { envelopeId: envelope.id } : {}),
    });
    const { month, kind } = input;
    const upToMonth = month ? entries.filter((entry) => monthOf(entry) <= month) : entries;
    const { opening, lines, closing } = statementOf(
      upToMonth,
      (entry) => month !== undefined && monthOf(entry) < month,
      (entry) => kind === undefined || entry.kind === kind,
    );
    const names = new Map(envelopes.map(({ id, name }) => [id, name]));
    const initiatives = new Map(
      (await store.listAwardedInitiatives(read, edition.id)).map((one) => [one.awardId, one]),
    );
    return {
      edition: { slug: edition.slug, name: edition.name },
      envelopes: envelopes
        .filter(({ id }) => entries.some(({ envelopeId }) => envelopeId === id) || id === envelope?.id)
        .map(({ id, name }) => ({ id, name })),
      months: [...new Set(entries.map(monthOf))].sort(),
      opening,
      lines: lines.map(({ entry, after }) => ({
        entry: publicEntry(entry),
        envelopeName: names.get(entry.envelopeId) ?? "",
        initiative: (entry.awardId && initiatives.get(entry.awardId)) || null,
        after,
      })),
      closing,
      /** Endowment equals the sum of the four accounts after every line shown and at both ends. */
      isBalanced: [opening, closing, ...lines.map(({ after }) => after)].every(
        (balance) => gapCents(balance) === 0,
      ),
    };
  }),

  /** One line of the ledger as a receipt: what moved, from where to where, for what, and the envelope just before and after. */
  entry: publicProcedure.input(ofEdition.extend({ entryId: z.string() })).query(async ({ ctx, input }) => {
    const { read } = ctx.database;
    const edition = await getOwnEdition(read, input.edition);
    const entry = await getEntry(read, input.entryId as Id<"led">);
    if (entry.editionId !== edition.id) throw new NotFound("ledger entry");
    const { lines } = statementOf(
      await listEntries(read, { editionId: edition.id, envelopeId: entry.envelopeId }),
    );
    const index = lines.findIndex((line) => line.entry.id === entry.id);
    const envelope = (await store.listEnvelopesEver(read, edition.id)).find(
      ({ id }) => id === entry.envelopeId,
    );
    const initiative = entry.awardId
      ? (await store.listAwardedInitiatives(read, edition.id)).find(
          ({ awardId }) => awardId === entry.awardId,
        )
      : undefined;
    const { lines: journal } = entry.trancheId
      ? await listLines(read, { editionId: edition.id, subjectId: entry.trancheId })
      : { lines: [] };
    return {
      edition: { slug: edition.slug, name: edition.name },
      entry: publicEntry(entry),
      envelope: envelope ?? null,
      initiative: initiative ?? null,
      tranche: entry.trancheId ? await store.findPublicTranche(read, entry.trancheId) : null,
      before: lines[index - 1]?.after ?? EMPTY_BALANCE,
      after: lines[index]?.after ?? EMPTY_BALANCE,
      /** The journal line of the very act that posted it, where the act names its tranche. */
      journalLine: journal.find(({ at }) => at === entry.postedAt) ?? null,
    };
  }),

  /** The public journal, newest first, 50 lines a page; `after` is the `next` of the page before. */
  journal: publicProcedure
    .input(
      z.object({
        /** The slug of an edition, or `fonds` for the acts of the fund as a whole. */
        edition: z.string().optional(),
        event: z.string().optional(),
        subject: z.string().optional(),
        after: z.string().optional(),
      }),
    )
    .query(async ({ ctx, input }) => {
      const { read } = ctx.database;
      const editions = await store.listAllEditions(read);
      const edition = editions.find(({ slug }) => slug === input.edition);
      if (input.edition && input.edition !== "fonds" && !edition) throw new NotFound("edition");
      const { lines, next } = await listLines(read, {
        ...(input.edition ? { editionId: edition?.id ?? null } : {}),
        ...(input.event ? { event: input.event } : {}),
        ...(input.subject ? { subjectId: input.subject } : {}),
        ...(input.after ? { after: input.after } : {}),
      });
      const places = await placesOf(
        read,
        lines.map(({ editionId }) => editionId),
      );
      return {
        lines: lines.map((line) => ({
          ...line,
          edition: (line.editionId && places.get(line.editionId)) || null,
        })),
        next,
        editions: editions.map(({ slug, name }) => ({ slug, name })),
        events: Object.keys(EVENTS),
        head: await findHead(read),
        count: await countLines(read),
        verifierKey: verifierKey(),
      };
    }),

  /** One line of the journal with what proves that it is under the newest signed head; no proof until it is sealed. */
  journalLine: publicProcedure
    .input(z.object({ edition: z.string(), lineId: z.string() }))
    .query(async ({ ctx, input }) =>
      ctx.database.snapshot(async (read) => {
        const edition = input.edition === "fonds" ? null : await store.findEditionBySlug(read, input.edition);
        if (input.edition !== "fonds" && !edition) throw new NotFound("edition");
        const line = await findLine(read, edition?.id ?? null, input.lineId);
        if (!line) throw new NotFound("journal line");
        const { position, ...text } = line;
        const { lines: same } = await listLines(read, {
          editionId: line.editionId,
          subjectId: line.subjectId,
        });
        return {
          line,
          /** What is hashed: the canonical JSON of this object is the leaf. */
          text,
          leafHash: lineHash(text),
          edition: edition ? { slug: edition.slug, name: edition.name } : null,
          inclusion: position === null ? null : await getProof(read, position),
          same: same.filter(({ id }) => id !== line.id),
          verifierKey: verifierKey(),
        };
      }),
    ),
});

/** The line without the person who posted it: the public reads what moved, the journal keeps who acted, sealed. */
function publicEntry({ postedBy: _, ...entry }: Entry) {
  return entry;
}

let key: string | null = null;

/** What the signed heads are verified with; made at the first start of the house. */
function verifierKey(): string {
  key ??= loadLogIdentity(process.env.DATA_DIR ?? "data").verifierKey;
  return key;
}
