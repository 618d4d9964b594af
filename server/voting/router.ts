import { z } from "zod";
import type { Reader } from "#db/database.ts";
import { limitTries } from "#server/accounts/rate-limit.ts";
import { findFundIdentity } from "#server/accounts/store.ts";
import { phaseOf } from "#server/fund/rules.ts";
import { findCall, findCurrentEdition, getEdition, listEnvelopes } from "#server/fund/store.ts";
import {
  type Initiative,
  listInitiatives,
  listMembers,
  mapAnswersTo,
  setInitiativeState,
} from "#server/initiatives/store.ts";
import type { OutboxMessage } from "#server/journal/model.ts";
import type { Id } from "#server/kernel/ids.ts";
import { publicUrl } from "#server/kernel/public-url.ts";
import { brokenRules, NotFound, Refusal, refuseIf } from "#server/kernel/rulebook.ts";
import { SEEING_RULES } from "#server/review/rules.ts";
import { listReviewSummaries } from "#server/review/store.ts";
import { listTerritories } from "#server/territories/store.ts";
import { administratorProcedure, ballotProcedure, publicProcedure, router } from "#server/trpc.ts";
import { firstBadLock, isSigned, leafHash, leafStartOf, sealBallot, trackerOf, type Vote } from "./box.ts";
import { readKeyList, votingKeyOf, writeKeyList } from "./codes.ts";
import { countBox, keysFit } from "./count.ts";
import { privateKey } from "./keys.ts";
import { leftOutMail } from "./mail.ts";
import { buildManifest, manifestHash, manifestText } from "./manifest.ts";
import {
  type BallotReceipt,
  CastInput,
  type CastMessage,
  Choices,
  type PollChoice,
  PollIdField,
  type ReceiptState,
  Tracker,
  TrusteeKeys,
  TrusteeSecrets,
  VoteCode,
} from "./model.ts";
import {
  CASTING_RULES,
  CHOICE_RULES,
  CLOSING_RULES,
  COUNTING_RULES,
  JURY_RULES,
  OPENING_RULES,
  pollState,
  publishedTurnout,
} from "./rules.ts";
import * as store from "./store.ts";

const EditionIdField = z.custom<Id<"edi">>((value) => typeof value === "string" && value.startsWith("edi_"));

const voteOf = (poll: store.Poll): Vote & { trusteeKeys: string[]; maxChoices: number } => ({
  scrutin: poll.editionId,
  manifestHash: poll.manifestHash,
  trusteeKeys: poll.trusteeKeys,
  maxChoices: poll.maxChoices,
});

/** The numbers of a vote with the territory whose residents may choose them; `known` are the edition's files when already read. */
async function offeredIn(
  read: Reader,
  poll: store.Poll,
  known?: readonly Initiative[],
): Promise<PollChoice[]> {
  const files = known ?? (await listInitiatives(read, { editionId: poll.editionId }));
  const territoryOf = new Map(files.map(({ id, territoryId }) => [id, territoryId]));
  return (await store.listPollChoices(read, poll.id)).flatMap(({ number, initiativeId }) => {
    const territoryId = territoryOf.get(initiativeId);
    return territoryId ? [{ number, initiativeId, territoryId }] : [];
  });
}

/** Files that the jury's work allows to be put to the vote, in the order of their future numbers: territory, then public number. */
async function listCandidates(read: Reader, editionId: Id<"edi">) {
  const files = await listInitiatives(read, { editionId, states: ["admissible", "in_vote"] });
  const summaries = new Map(
    (await listReviewSummaries(read, editionId)).map((summary) => [summary.initiativeId, summary]),
  );
  return files
    .flatMap(({ id, number, title, territoryId, territoryName, requestedCents }) => {
      const summary = summaries.get(id);
      if (!territoryId) return [];
      return [
        {
          initiativeId: id,
          number,
          title,
          territoryId,
          territoryName: territoryName ?? "",
          requestedCents,
          meanHundredths: summary?.meanHundredths ?? null,
          readers: summary?.readers ?? 0,
        },
      ];
    })
    .sort((a, b) =>
      a.territoryName === b.territoryName
        ? a.number < b.number
          ? -1
          : 1
        : a.territoryName < b.territoryName
          ? -1
          : 1,
    );
}

/** The field of the ballot's form that each refusal is about. */
const FIELDS: { [rule: string]: string } = { "VOT-1": "code", "VOT-7": "choices" };

function refuseCast(broken: ReturnType<typeof brokenRules>, poll: store.Poll): void {
  const { opensAt, closesAt, maxChoices } = poll;
  if (broken.length > 0)
    throw new Refusal(
      broken.map((rule) => ({ rule, facts: { opensAt, closesAt, maxChoices }, field: FIELDS[rule] })),
    );
}

type CastContext = {
  database: { read: Reader };
  now: () => number;
  commit: Parameters<Parameters<typeof ballotProcedure.mutation>[0]>[0]["ctx"]["commit"];
};

/**
 * Puts one ballot into the box, in one transaction: window open, key on the roll, choices allowed where they are known, signature
 * valid, rank next; then the ballot, then the journal's line, which says only that somebody voted. `makeBallot` is given the last
 * rank of the key and may be called again when the database asks for it.
 */
function putIntoBox(
  ctx: CastContext,
  pollId: Id<"pol">,
  votingKey: string,
  sealedBy: BallotReceipt["sealedBy"],
  makeBallot: (tx: Reader, poll: store.Poll, lastRank: number) => Promise<CastMessage>,
): Promise<BallotReceipt> {
  const now = ctx.now();
  return ctx.commit("ballot.cast", async (tx) => {
    const poll = await store.getPoll(tx, pollId);
    const territoryId = await store.findTerritoryOfKey(tx, pollId, votingKey);
    const lastRank = await store.findLastRank(tx, pollId, votingKey);
    const message = await makeBallot(tx, poll, lastRank);
    const vote = voteOf(poll);
    const { opensAt, closesAt, closedAt } = poll;
    const { rank } = message;
    const signed = isSigned(vote, message);
    const facts = { territoryId, rank, lastRank, isSigned: signed, opensAt, closesAt, closedAt, now };
    refuseCast(brokenRules(CASTING_RULES, facts), poll);
    const leaf = leafHash(vote, message);
    await store.insertBallot(tx, { ...message, pollId, leafHash: leaf, channel: "online" });
    return {
      subjectId: pollId,
      editionId: poll.editionId,
      public: {},
      answer: {
        tracker: trackerOf(leaf),
        leafHash: leaf,
        rank,
        sealedBy,
        manifestHash: poll.manifestHash,
      },
    };
  });
}

async function receiptsOf(read: Reader, pollId: Id<"pol">) {
  const leaves = await store.listLeaves(read, pollId);
  const lastRanks = new Map<string, number>();
  for (const { votingKey, rank } of leaves)
    lastRanks.set(votingKey, Math.max(rank, lastRanks.get(votingKey) ?? 0));
  return leaves.map(({ leafHash: leaf, votingKey, rank }): { tracker: string; state: ReceiptState } => ({
    tracker: trackerOf(leaf),
    state: lastRanks.get(votingKey) === rank ? "counted" : "replaced",
  }));
}

export const votingRouter = router({
  /** The vote of the current edition (or of the edition given) as anybody may see it; null while none is opened. */
  current: publicProcedure
    .input(z.object({ editionId: EditionIdField.optional() }).optional())
    .query(async ({ ctx, input }) => {
      const { read } = ctx.database;
      const edition = input?.editionId
        ? await getEdition(read, input.editionId)
        : await findCurrentEdition(read);
      const call = edition && (await findCall(read, edition.id));
      const poll = edition && (await store.findPoll(read, edition.id));
      if (!edition || !poll) return { edition, poll: null, voteOpensAt: call?.voteOpensAt ?? null } as const;
      const initiatives = await listInitiatives(read, { editionId: edition.id });
      const offered = await offeredIn(read, poll, initiatives);
      const files = new Map(initiatives.map((file) => [file.id, file]));
      const choices = offered.map(({ number, initiativeId, territoryId }) => {
        const file = files.get(initiativeId);
        return {
          number,
          territoryId,
          initiativeNumber: file?.number ?? "",
          title: file?.title ?? "",
          collectiveName: file?.collectiveName ?? null,
          requestedCents: file?.requestedCents ?? 0,
        };
      });
      const territories = (await listTerritories(read))
        .map(({ id, slug, name }) => ({
          id,
          slug,
          name,
          choices: choices.filter(({ territoryId }) => territoryId === id),
        }))
        .filter((territory) => territory.choices.length > 0);
      const {
        id,
        manifestHash: hash,
        maxChoices,
        opensAt,
        closesAt,
        counted,
        blank,
        rejected,
        replaced,
      } = poll;
      return {
        edition,
        voteOpensAt: opensAt,
        poll: {
          id,
          state: pollState(poll, ctx.now()),
          manifestHash: hash,
          maxChoices,
          opensAt,
          closesAt,
          locks: poll.trusteeKeys.length,
          result:
            poll.countedAt === null
              ? null
              : {
                  counted: counted ?? 0,
                  blank: blank ?? 0,
                  rejected: rejected ?? 0,
                  replaced: replaced ?? 0,
                },
          territories,
        },
      } as const;
    }),

  /** What each initiative of a territory's ballot says of itself, by its number. */
  summaries: publicProcedure
    .input(z.object({ pollId: PollIdField, territorySlug: z.string() }))
    .query(async ({ ctx, input }) => {
      const { read } = ctx.database;
      const poll = await store.getPoll(read, input.pollId);
      const territory = (await listTerritories(read)).find(({ slug }) => slug === input.territorySlug);
      const offered = (await offeredIn(read, poll)).filter(
        ({ territoryId }) => territoryId === territory?.id,
      );
      const summaries = await mapAnswersTo(
        read,
        "summary",
        offered.map(({ initiativeId }) => initiativeId),
      );
      return offered.map(({ number, initiativeId }) => {
        const summary = summaries.get(initiativeId);
        return { number, summary: typeof summary === "string" ? summary : "" };
      });
    }),

  /** The manifest as the very bytes that its hash is taken of. */
  manifest: publicProcedure.input(z.object({ pollId: PollIdField })).query(async ({ ctx, input }) => {
    const poll = await store.getPoll(ctx.database.read, input.pollId);
    return { text: manifestText(poll.manifest), hash: poll.manifestHash };
  }),

  /** Reads a choice back before it is cast, or refuses it (VOT-7); nothing is kept. */
  recap: publicProcedure
    .input(z.object({ pollId: PollIdField, territorySlug: z.string(), choices: Choices }))
    .query(async ({ ctx, input }) => {
      const { read } = ctx.database;
      const poll = await store.getPoll(read, input.pollId);
      const territory = (await listTerritories(read)).find(({ slug }) => slug === input.territorySlug);
      if (!territory) throw new NotFound("territory");
      const { choices } = input;
      const { maxChoices } = poll;
      const offered = await offeredIn(read, poll);
      refuseCast(
        brokenRules(CHOICE_RULES, { choices, maxChoices, offered, territoryId: territory.id }),
        poll,
      );
      return { choices };
    }),

  /**
   * Casts a ballot with the code of a letter. The server wraps it for the trustees in this same request and keeps nothing in clear;
   * a code used again replaces its ballot. Wrong codes are counted by address; a right one is never locked out by a stranger's.
   */
  castWithCode: ballotProcedure
    .input(z.object({ pollId: PollIdField, code: VoteCode, choices: Choices }))
    .mutation(async ({ ctx, input: { pollId, code, choices } }) => {
      const { read } = ctx.database;
      const poll = await store.getPoll(read, pollId);
      const votingKey = votingKeyOf(code, poll.editionId);
      const territoryId = await store.findTerritoryOfKey(read, pollId, votingKey);
      if (territoryId === null) {
        await limitTries(ctx.database, "voteCode", [ctx.address], ctx.now() - ctx.clockOffsetMs);
        refuseCast(["VOT-1"], poll);
      }
      const offered = await offeredIn(read, poll);
      refuseCast(
        brokenRules(CHOICE_RULES, { choices, territoryId, maxChoices: poll.maxChoices, offered }),
        poll,
      );
      return putIntoBox(ctx, pollId, votingKey, "server", async (_tx, frozen, lastRank) =>
        sealBallot(voteOf(frozen), code, lastRank + 1, choices),
      );
    }),

  /** Casts a ballot that a device wrapped and signed. Sent again, the same ballot answers the same receipt and adds nothing. */
  cast: ballotProcedure
    .input(CastInput.extend({ pollId: PollIdField }))
    .mutation(async ({ ctx, input: { pollId, ...message } }): Promise<BallotReceipt> => {
      const poll = await store.getPoll(ctx.database.read, pollId);
      const leaf = leafHash(voteOf(poll), message);
      const rank = await store.findRankOfLeaf(ctx.database.read, pollId, leaf);
      if (rank !== null)
        return {
          tracker: trackerOf(leaf),
          leafHash: leaf,
          rank,
          sealedBy: "device",
          manifestHash: poll.manifestHash,
        };
      return putIntoBox(ctx, pollId, message.votingKey, "device", async () => message);
    }),

  /** The public list of receipts in their own order, which is nobody's: what stands, and what a later ballot replaced. */
  receipts: publicProcedure
    .input(z.object({ pollId: PollIdField }))
    .query(({ ctx, input }) => receiptsOf(ctx.database.read, input.pollId)),

  /** «Mon récépissé y est-il ?» */
  findReceipt: publicProcedure
    .input(z.object({ pollId: PollIdField, tracker: Tracker }))
    .query(async ({ ctx, input: { pollId, tracker } }) => {
      const { read } = ctx.database;
      // A receipt is the first 80 bits of its leaf: the database finds it by its index, without reading the box.
      const [leaf] = await store.listLeaves(read, pollId, leafStartOf(tracker));
      if (!leaf) return { tracker, state: "unknown" as const };
      const lastRank = await store.findLastRank(read, pollId, leaf.votingKey);
      return { tracker, state: leaf.rank === lastRank ? ("counted" as const) : ("replaced" as const) };
    }),

  /** Who voted, in numbers that betray nobody: territories under 20 voters are shown together or not at all (VOT-6). */
  turnout: publicProcedure.input(z.object({ pollId: PollIdField })).query(async ({ ctx, input }) => {
    const { read } = ctx.database;
    const rows = await store.listTurnout(read, input.pollId);
    const cells = publishedTurnout(new Map(rows.map(({ territoryId, voters }) => [territoryId, voters])));
    const names = new Map((await listTerritories(read)).map(({ id, name }) => [id, name]));
    return {
      entries: rows.reduce((sum, { entries }) => sum + entries, 0),
      cells: cells.map(({ territoryIds, voters }) => ({
        names: territoryIds.map((id) => names.get(id) ?? ""),
        voters,
        entries: rows
          .filter(({ territoryId }) => territoryIds.includes(territoryId))
          .reduce((sum, { entries }) => sum + entries, 0),
      })),
    };
  }),

  /** The letters of the demo's residents; a fund that was not born as a demo has none and answers none. */
  demoLetters: publicProcedure
    .input(z.object({ editionId: EditionIdField }))
    .query(async ({ ctx, input }) => {
      const { read } = ctx.database;
      if ((await findFundIdentity(read))?.bornAs !== "demo") return [];
      return store.listDemoCodes(read, input.editionId);
    }),

  /** What the administrator needs to open, close and count: candidates with the jury's mean, the demo's key list. */
  preparation: administratorProcedure.query(async ({ ctx }) => {
    ctx.mustActFor(null);
    const { read } = ctx.database;
    const edition = await findCurrentEdition(read);
    if (!edition) throw new NotFound("edition");
    const call = await findCall(read, edition.id);
    const poll = await store.findPoll(read, edition.id);
    const codeOf = new Map((await listTerritories(read)).map(({ id, code }) => [id, code]));
    const isDemo = (await findFundIdentity(read))?.bornAs === "demo";
    const letters = isDemo ? await store.listDemoCodes(read, edition.id) : [];
    const phase = call && phaseOf(call, ctx.now());
    const isSealed = phase === null || brokenRules(SEEING_RULES, { ownLockedAt: null, phase }).length > 0;
    return {
      edition,
      call,
      phase,
      poll: poll && {
        ...poll,
        state: pollState(poll, ctx.now()),
        boxes: await store.countBoxes(read, poll.id),
      },
      // The jury's means stay sealed from the administrator too while jurors score (JUR-3).
      candidates: (await listCandidates(read, edition.id)).map((file) =>
        isSealed ? { ...file, meanHundredths: null } : file,
      ),
      demoKeyList: writeKeyList(
        letters.map(({ code, territoryId }) => ({
          votingKey: votingKeyOf(code, edition.id),
          territoryCode: codeOf.get(territoryId) ?? "",
        })),
      ),
    };
  }),

  /**
   * Opens the vote of an edition: the files that reach the jury's threshold get their numbers, and all that the vote is decided by
   * is frozen in a manifest. The call says the threshold; files below it are decided upon here, and their collectives told why.
   * `roll` is the key list (a key and a territory code a line).
   */
  openPoll: administratorProcedure
    .input(
      z.object({
        editionId: EditionIdField,
        trusteeKeys: TrusteeKeys,
        roll: z.string("voting.problems.roll"),
      }),
    )
    .mutation(({ ctx, input }) => {
      ctx.mustActFor(null);
      return ctx.commit("poll.opened", async (tx) => {
        const { editionId, trusteeKeys } = input;
        const edition = await getEdition(tx, editionId);
        const call = await findCall(tx, editionId);
        if (!call) throw new NotFound("call");
        const territories = new Map(
          (await listTerritories(tx)).map((territory) => [territory.code, territory]),
        );
        const roll = readKeyList(input.roll);
        const unknown = roll.lines.findIndex(({ territoryCode }) => !territories.has(territoryCode));
        const { minMeanHundredths } = call;
        const candidates = await listCandidates(tx, editionId);
        const reaches = ({ meanHundredths }: (typeof candidates)[number]) =>
          JURY_RULES["VOT-12"]({ meanHundredths, minMeanHundredths });
        const chosen = candidates.filter(reaches);
        const leftOut = candidates.filter((file) => !reaches(file));
        const facts = {
          alreadyOpen: (await store.findPoll(tx, editionId)) !== null,
          phase: phaseOf(call, ctx.now()),
          choices: chosen.length,
          badLine: unknown >= 0 ? unknown + 1 : roll.badLine,
          keys: roll.lines.length,
          badLock: firstBadLock(trusteeKeys),
        };
        refuseIf(brokenRules(OPENING_RULES, facts), { ...facts, alreadyOpen: String(facts.alreadyOpen) });

        const codeOf = new Map([...territories.values()].map(({ id, code }) => [id, code]));
        const { maxChoices, voteOpensAt: opensAt, voteClosesAt: closesAt, allocationRule } = call;
        const manifest = buildManifest({
          edition,
          opensAt,
          closesAt,
          maxChoices,
          choices: chosen.map((file, index) => ({
            number: index + 1,
            initiative: file.number,
            title: file.title,
            territory: codeOf.get(file.territoryId) ?? "",
            requestedCents: file.requestedCents,
          })),
          envelopes: (await listEnvelopes(tx, editionId)).flatMap(({ territoryId, amountCents }) =>
            territoryId ? [{ territory: codeOf.get(territoryId) ?? "", amountCents }] : [],
          ),
          roll: roll.lines,
          trusteeKeys,
          minMeanHundredths,
          allocationRule,
        });
        const hash = manifestHash(manifest);
        const pollId = await store.insertPoll(
          tx,
          {
            editionId,
            manifest,
            manifestHash: hash,
            trusteeKeys,
            maxChoices,
            opensAt,
            closesAt,
            openedAt: ctx.now(),
          },
          chosen.map(({ initiativeId }, index) => ({ number: index + 1, initiativeId })),
          roll.lines
            .flatMap(({ votingKey, territoryCode }) => {
              const territory = territories.get(territoryCode);
              return territory ? [{ votingKey, territoryId: territory.id }] : [];
            })
            // In their own order: that of the list could be the order of the letters.
            .sort((a, b) => (a.votingKey < b.votingKey ? -1 : 1)),
        );
        for (const { initiativeId } of chosen) await setInitiativeState(tx, initiativeId, "in_vote");
        const messages: OutboxMessage[] = [];
        for (const { initiativeId, meanHundredths } of leftOut) {
          const file = await setInitiativeState(tx, initiativeId, "refused");
          const members = file.collectiveId ? await listMembers(tx, file.collectiveId) : [];
          for (const member of members)
            messages.push(
              leftOutMail(member, {
                number: file.number,
                title: file.title,
                meanHundredths,
                minMeanHundredths,
                address: publicUrl(`/initiatives/${file.number}`),
              }),
            );
        }
        return {
          subjectId: pollId,
          editionId,
          public: {
            manifestHash: hash,
            choices: chosen.length,
            leftOut: leftOut.length,
            entries: roll.lines.length,
            locks: trusteeKeys.length,
          },
          messages,
          answer: { pollId, manifestHash: hash },
        };
      });
    }),

  /** Closes a vote whose hour has passed: what is in the box now is what counts. */
  closePoll: administratorProcedure.input(z.object({ pollId: PollIdField })).mutation(({ ctx, input }) => {
    ctx.mustActFor(null);
    return ctx.commit("poll.closed", async (tx) => {
      const poll = await store.getPoll(tx, input.pollId);
      const { closesAt, closedAt } = poll;
      refuseIf(brokenRules(CLOSING_RULES, { closesAt, closedAt, now: ctx.now() }), { closesAt });
      await store.insertClosing(tx, poll.id, ctx.now());
      const boxes = await store.countBoxes(tx, poll.id);
      return { subjectId: poll.id, editionId: poll.editionId, public: { boxes }, answer: { boxes } };
    });
  }),

  /** Opens the boxes of a closed vote with the trustees' private keys (hexadecimal, in the order of the locks) and writes what they hold. */
  countPoll: administratorProcedure
    .input(z.object({ pollId: PollIdField, secrets: TrusteeSecrets }))
    .mutation(async ({ ctx, input }) => {
      ctx.mustActFor(null);
      const { read } = ctx.database;
      const secrets = input.secrets.map((secret) => privateKey("X25519", Buffer.from(secret, "hex")));
      const poll = await store.getPoll(read, input.pollId);
      const facts = ({ closedAt, countedAt }: store.Poll) => ({
        closedAt,
        countedAt,
        keysFit: keysFit(poll.trusteeKeys, secrets),
      });
      const refuse = (current: store.Poll) =>
        refuseIf(brokenRules(COUNTING_RULES, facts(current)), { closesAt: poll.closesAt });
      refuse(poll);
      // A closed box takes nothing more: it is opened outside the transaction, where opening may take its time.
      const count = countBox(
        { ...voteOf(poll), offered: await offeredIn(read, poll) },
        secrets,
        await store.listBallots(read, poll.id),
      );
      return ctx.commit("poll.counted", async (tx) => {
        refuse(await store.getPoll(tx, poll.id));
        await store.insertCount(tx, poll.id, count, ctx.now());
        const { counted, blank, rejected, replaced } = count;
        const found = { counted, blank, rejected, replaced };
        return { subjectId: poll.id, editionId: poll.editionId, public: found, answer: found };
      });
    }),
});
