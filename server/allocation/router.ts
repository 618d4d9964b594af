import { z } from "zod";
import type { Reader } from "#db/database.ts";
import type { Actor } from "#server/accounts/model.ts";
import { holdsRole } from "#server/accounts/model.ts";
import type { Edition } from "#server/fund/model.ts";
import * as fund from "#server/fund/store.ts";
import * as initiatives from "#server/initiatives/store.ts";
import type { OutboxMessage } from "#server/journal/model.ts";
import { sha256 } from "#server/kernel/hash.ts";
import type { Id } from "#server/kernel/ids.ts";
import { publicUrl } from "#server/kernel/public-url.ts";
import { brokenRules, NotFound, refuseIf } from "#server/kernel/rulebook.ts";
import * as ledger from "#server/ledger/store.ts";
import * as territories from "#server/territories/store.ts";
import { administratorProcedure, officeProcedure, publicProcedure, router } from "#server/trpc.ts";
import { SMALLEST_CELL } from "#server/voting/rules.ts";
import * as voting from "#server/voting/store.ts";
import { inBackground } from "./background.ts";
import { type FrozenInputs, gatherInputs, partOf } from "./edition.ts";
import { decisionMail } from "./mail.ts";
import {
  type Bundle,
  type Compared,
  type FrozenOptions,
  type Published,
  publishedResult,
} from "./published.ts";
import { ADOPTION_RULES, RUN_RULES } from "./rules.ts";
import * as store from "./store.ts";
import { whySentences } from "./why.ts";

const EditionInput = z.object({ edition: z.string("allocation.problems.unknownEdition").max(80) });
const PartInput = EditionInput.extend({ part: z.string().max(80) });
const RunInput = z.object({ runId: z.string().startsWith("run_").max(40) });

/** The part of an edition in addresses: `goutte-d-or`, or `election` where there is one budget. */
type Part = { part: string; name: string; run: store.RunSummary; envelope: FrozenInputs["envelope"] | null };

/** Every part of an edition that has a run, the one that stands. Of our own editions, only what is adopted when `adoptedOnly`. */
async function listParts(read: Reader, edition: Edition, adoptedOnly: boolean): Promise<Part[]> {
  const envelopes = new Map((await fund.listEnvelopes(read, edition.id)).map((each) => [each.id, each]));
  const parts: Part[] = [];
  for (const run of await store.listStandingRuns(read, edition.id)) {
    if (adoptedOnly && edition.origin === "own" && run.adoptedAt === null) continue;
    const envelope = run.envelopeId === null ? null : (envelopes.get(run.envelopeId) ?? null);
    const territoryId = envelope?.territoryId ?? null;
    parts.push({
      part: await partOf(read, territoryId),
      name: territoryId === null ? edition.name : (await territories.getTerritory(read, territoryId)).name,
      run,
      envelope,
    });
  }
  const position = ({ envelope }: Part) => envelope?.position ?? 0;
  return parts.sort((a, b) => position(a) - position(b));
}

/** A published part with its result; whatever is not published does not exist. */
async function getPublishedPart(
  read: Reader,
  edition: Edition,
  wanted: string,
): Promise<Part & { row: store.Run }> {
  const found = (await listParts(read, edition, true)).find(({ part }) => part === wanted);
  if (!found) throw new NotFound("result");
  return { ...found, row: await store.getRun(read, found.run.id) };
}

const optionsOf = (run: Pick<store.Run, "options">) => run.options as unknown as FrozenOptions;
const resultOf = (run: Pick<store.Run, "result">) => JSON.parse(run.result) as Published;

/**
 * Keeps what is costly to compute and can never change, by the hash of the result it belongs to: the oldest goes when
 * there are too many, and what failed is tried again.
 */
function remembered<Value>(most: number) {
  const known = new Map<string, Promise<Value>>();
  return (key: string, compute: () => Promise<Value>): Promise<Value> => {
    const found = known.get(key);
    if (found) return found;
    if (known.size >= most) known.delete(known.keys().next().value ?? "");
    const asked = compute();
    known.set(key, asked);
    asked.catch(() => known.delete(key));
    return asked;
  };
}
const counterfactuals = remembered<{ votes: number | null }>(5_000);
const comparisons = remembered<Compared[]>(50);

/** Deciding on money is for the two offices that decide, for the whole fund. */
const deskProcedure = officeProcedure("administrator", "authorising_officer");

export const allocationRouter = router({
  /** The editions that have a published result, newest first. */
  editions: publicProcedure.query(async ({ ctx }) => {
    const { read } = ctx.database;
    const all = await store.listEditionsWithRuns(read);
    const published = await Promise.all(
      all.map(async (edition) => ({ ...edition, parts: (await listParts(read, edition, true)).length })),
    );
    return published.filter(({ parts }) => parts > 0);
  }),

  /**
   * The published results of an edition, part by part: the result itself, the titles of its initiatives and, where it is not
   * too small, the turnout.
   * `parts` is empty while nothing is adopted.
   */
  results: publicProcedure.input(EditionInput).query(async ({ ctx, input }) => {
    const { read } = ctx.database;
    const edition = await fund.getEditionBySlug(read, input.edition);
    const parts = await listParts(read, edition, true);
    const poll = await voting.findPoll(read, edition.id);
    const turnout = poll ? await voting.listTurnout(read, poll.id) : [];
    const titles = await initiatives.listInitiatives(read, { editionId: edition.id });
    return {
      edition: { slug: edition.slug, name: edition.name, year: edition.year, origin: edition.origin },
      parts: await Promise.all(
        parts.map(async ({ part, name, run, envelope }) => {
          const row = await store.getRun(read, run.id);
          const roll = turnout.find(({ territoryId }) => territoryId === envelope?.territoryId);
          return {
            part,
            name,
            adoptedAt: run.adoptedAt,
            inputHash: run.inputHash,
            resultHash: run.resultHash,
            options: optionsOf(run),
            published: resultOf(row),
            // VOT-6: of a small part not even the turnout.
            roll:
              roll && roll.voters >= SMALLEST_CELL ? { entries: roll.entries, voters: roll.voters } : null,
            initiatives: titles
              .filter(({ territoryId }) => envelope === null || territoryId === envelope.territoryId)
              .map(({ number, externalId, title, state }) => ({
                id: externalId ?? number,
                number,
                title,
                state,
              })),
          };
        }),
      ),
    };
  }),

  /** Why one initiative of a published result was funded or not: its four sentences, with what they are about. */
  why: publicProcedure
    .input(EditionInput.extend({ number: z.string().max(120) }))
    .query(async ({ ctx, input }) => {
      const { read } = ctx.database;
      const edition = await fund.getEditionBySlug(read, input.edition);
      const initiative = await initiatives.getInitiative(read, input.number);
      if (initiative.editionId !== edition.id) throw new NotFound("initiative");
      const id = initiative.externalId ?? initiative.number;
      for (const { part, name, run, envelope } of await listParts(read, edition, true)) {
        if (envelope !== null && envelope.territoryId !== initiative.territoryId) continue;
        const row = await store.getRun(read, run.id);
        const published = resultOf(row);
        const account = published.projects.find((each) => each.id === id);
        if (!account) continue;
        const asked =
          account.step === null && account.cost <= published.election.budget
            ? (account.counterfactual ??
              (await counterfactuals(`${row.resultHash}:${id}`, () =>
                inBackground({ kind: "counterfactual", pb: row.inputPb, options: optionsOf(row), id }),
              )))
            : null;
        const rank = published.reserve.indexOf(id);
        return {
          edition: { slug: edition.slug, name: edition.name, origin: edition.origin },
          part,
          partName: name,
          adoptedAt: run.adoptedAt,
          number: initiative.number,
          title: initiative.title,
          state: initiative.state,
          reserveRank: rank < 0 ? null : rank + 1,
          cost: account.cost,
          money: published.election,
          rule: published.allocation.options,
          sentences: whySentences(published, { ...account, counterfactual: asked }),
        };
      }
      throw new NotFound("result");
    }),

  /** The ballots of a published part under every rule, the one in force first. */
  comparison: publicProcedure.input(PartInput).query(async ({ ctx, input }) => {
    const { read } = ctx.database;
    const edition = await fund.getEditionBySlug(read, input.edition);
    const { row, part, name } = await getPublishedPart(read, edition, input.part);
    const { election, projects } = resultOf(row);
    const titles = new Map(
      (await initiatives.listInitiatives(read, { editionId: edition.id })).map((file) => [
        file.externalId ?? file.number,
        file,
      ]),
    );
    return {
      edition: { slug: edition.slug, name: edition.name },
      part,
      partName: name,
      money: election,
      voters: election.voters,
      rules: await comparisons(row.resultHash, () =>
        inBackground({ kind: "comparison", pb: row.inputPb, options: optionsOf(row) }),
      ),
      projects: projects.map(({ id, cost, backers, points }) => ({
        id,
        number: titles.get(id)?.number ?? id,
        title: titles.get(id)?.title ?? id,
        cost,
        backers,
        points,
      })),
    };
  }),

  /** Everything needed to redo a published calculation, and what it gave. */
  bundle: publicProcedure.input(PartInput).query(async ({ ctx, input }): Promise<Bundle> => {
    const { read } = ctx.database;
    const edition = await fund.getEditionBySlug(read, input.edition);
    const { part, row } = await getPublishedPart(read, edition, input.part);
    return {
      format: "quotepart-allocation-1",
      edition: edition.slug,
      part,
      options: optionsOf(row),
      pb: row.inputPb,
      inputHash: row.inputHash,
      result: row.result,
      resultHash: row.resultHash,
    };
  }),

  /** Where the current edition's allocation stands, for those who run and adopt it. */
  desk: deskProcedure.query(async ({ ctx }) => {
    ctx.mustActFor(null);
    const { read } = ctx.database;
    const edition = await fund.findCurrentEdition(read);
    if (!edition) return null;
    const poll = await voting.findPoll(read, edition.id);
    const parts = await listParts(read, edition, false);
    return {
      edition: { slug: edition.slug, name: edition.name },
      countedAt: poll?.countedAt ?? null,
      mayRun: holdsRole(ctx.actor, "administrator", null),
      /** Whoever ran a part does not adopt it (ALL-12). */
      mayAdopt: parts.every(({ run }) => run.ranBy !== ctx.actor.id),
      parts: await Promise.all(
        parts.map(async ({ part, name, run }) => {
          const { allocation, election } = resultOf(await store.getRun(read, run.id));
          const files = await initiatives.listInitiatives(read, { editionId: edition.id });
          return {
            part,
            name,
            runId: run.id,
            ranAt: run.ranAt,
            adoptedAt: run.adoptedAt,
            resultHash: run.resultHash,
            funded: allocation.winnersInOrder.map((number) => ({
              number,
              title: files.find((file) => file.number === number)?.title ?? number,
              amountCents: files.find((file) => file.number === number)?.requestedCents ?? 0,
            })),
            totalCents: centsOf(allocation.totalCost, election.minorPerUnit),
            budgetCents: centsOf(election.budget, election.minorPerUnit),
          };
        }),
      ),
    };
  }),

  /** Runs the frozen rule on the counted ballots, envelope by envelope, and keeps inputs and result. Refused by ALL-11, ALL-13. */
  run: administratorProcedure.input(EditionInput).mutation(async ({ ctx, input }) => {
    ctx.mustActFor(null);
    const { read } = ctx.database;
    const edition = await fund.getEditionBySlug(read, input.edition);
    await mayRun(read, edition);
    const runs = (await gatherInputs(read, edition)).map((inputs) => runOf(inputs, ctx.actor.id, ctx.now()));
    return ctx.commit("allocation.ran", async (tx) => {
      await mayRun(tx, edition);
      for (const { run } of runs) await store.insertRun(tx, run);
      return {
        subjectId: edition.id,
        editionId: edition.id,
        public: {
          edition: edition.name,
          envelopes: runs.length,
          funded: runs.reduce((sum, { published }) => sum + published.allocation.winners.length, 0),
          totalCents: runs.reduce(
            (sum, { published }) =>
              sum + centsOf(published.allocation.totalCost, published.election.minorPerUnit),
            0,
          ),
          resultHashes: runs.map(({ run }) => run.resultHash),
        },
        answer: { edition: edition.slug, envelopes: runs.length },
      };
    });
  }),

  /** Makes a run again on its stored inputs and compares. Nothing is written. */
  recompute: deskProcedure.input(RunInput).query(async ({ ctx, input }) => {
    ctx.mustActFor(null);
    const run = await store.getRun(ctx.database.read, input.runId as Id<"run">);
    return { resultHash: run.resultHash, ...recomputed(run) };
  }),

  /**
   * Makes the newest runs of an edition the fund's decision: awards, commitments in the ledger, states, mails to members.
   * Refused by ALL-12 (another person), ALL-13, ALL-14 (every run is made again first) and ALL-16.
   */
  adopt: deskProcedure
    .input(EditionInput.extend({ confirm: z.literal("on", "allocation.problems.confirm") }))
    .mutation(async ({ ctx, input }) => {
      ctx.mustActFor(null);
      const { read } = ctx.database;
      const edition = await fund.getEditionBySlug(read, input.edition);
      // The calculations are made again before the transaction: nothing may wait inside it.
      const runs = await Promise.all(
        (await store.listStandingRuns(read, edition.id)).map(async ({ id }) => {
          const run = await store.getRun(read, id);
          return { ...run, recomputedHash: recomputed(run).recomputedHash };
        }),
      );
      return ctx.commit("allocation.adopted", async (tx) => {
        const inputs = await gatherInputs(tx, edition);
        const standing = await store.listStandingRuns(tx, edition.id);
        const hashOf = new Map<Id<"env"> | null, string>(
          inputs.map(({ envelope, pb }) => [envelope.id, sha256(pb)]),
        );
        refuseIf(
          brokenRules(ADOPTION_RULES, {
            adopterId: ctx.actor.id,
            isAdopted: await store.isAdopted(tx, edition.id),
            envelopeIds: inputs.map(({ envelope }) => envelope.id),
            // A run made since is not the one that was made again above.
            runs: runs
              .filter(({ id }) => standing.some((each) => each.id === id))
              .map((run) => ({ ...run, frozenHash: hashOf.get(run.envelopeId) ?? null })),
          }),
        );
        const messages: OutboxMessage[] = [];
        let totalCents = 0;
        let awards = 0;
        for (const run of runs) {
          const own = inputs.find(({ envelope }) => envelope.id === run.envelopeId);
          if (!own) throw new Error(`no inputs for the run ${run.id}`);
          await store.setAdopted(tx, run.id, { by: ctx.actor.id, at: ctx.now() });
          const { allocation, reserve } = resultOf(run);
          const won = new Set(allocation.winners);
          for (const [number, initiativeId] of own.initiativeIds) {
            const rank = reserve.indexOf(number);
            const state = won.has(number) ? "awarded" : rank >= 0 ? "reserve_list" : "refused";
            const initiative = await initiatives.setInitiativeState(tx, initiativeId, state);
            const about = {
              number,
              title: initiative.title,
              address: publicUrl(`/resultats/${edition.slug}/${number}`),
            };
            if (state === "awarded") {
              const award = await store.insertAward(tx, {
                number: `A-${number}`,
                editionId: edition.id,
                envelopeId: own.envelope.id,
                runId: run.id,
                initiativeId,
                amountCents: initiative.requestedCents,
                decidedAt: ctx.now(),
              });
              await ledger.postEntry(tx, {
                editionId: edition.id,
                envelopeId: own.envelope.id,
                kind: "commitment",
                fromAccount: "available",
                toAccount: "committed",
                amountCents: award.amountCents,
                awardId: award.id,
                label: award.number,
                postedBy: ctx.actor.id,
                postedAt: ctx.now(),
              });
              awards += 1;
              totalCents += award.amountCents;
              for (const to of await memberAddresses(tx, initiative))
                messages.push(
                  decisionMail(to, {
                    ...about,
                    state,
                    awardNumber: award.number,
                    amountCents: award.amountCents,
                  }),
                );
            } else {
              for (const to of await memberAddresses(tx, initiative))
                messages.push(
                  decisionMail(
                    to,
                    state === "refused" ? { ...about, state } : { ...about, state, rank: rank + 1 },
                  ),
                );
            }
          }
        }
        return {
          subjectId: edition.id,
          editionId: edition.id,
          public: {
            edition: edition.name,
            awards,
            totalCents,
            resultHashes: runs.map(({ resultHash }) => resultHash),
          },
          messages,
          answer: { edition: edition.slug, awards },
        };
      });
    }),
});

/** Refuses a calculation that may not be made yet, or not any more. */
async function mayRun(read: Reader, edition: Edition): Promise<void> {
  const poll = await voting.findPoll(read, edition.id);
  refuseIf(
    brokenRules(RUN_RULES, {
      countedAt: poll?.countedAt ?? null,
      isAdopted: await store.isAdopted(read, edition.id),
    }),
  );
}

function runOf({ envelope, pb, options }: FrozenInputs, ranBy: Actor["id"], ranAt: number) {
  const result = publishedResult(pb, options);
  const run: store.NewRun = {
    editionId: envelope.editionId,
    envelopeId: envelope.id,
    inputPb: pb,
    inputHash: sha256(pb),
    options,
    result,
    resultHash: sha256(result),
    ranBy,
    ranAt,
  };
  return { run, published: resultOf(run) };
}

/** The hashes that a run's stored inputs give today. */
export function recomputed(run: Pick<store.Run, "inputPb" | "options" | "result">) {
  const result = publishedResult(run.inputPb, optionsOf(run));
  return {
    inputHash: sha256(run.inputPb),
    recomputedHash: sha256(result),
    isSame: result === run.result,
  };
}

const centsOf = (minor: number, minorPerUnit: number) => (minor * 100) / minorPerUnit;

async function memberAddresses(read: Reader, initiative: initiatives.Initiative): Promise<string[]> {
  if (initiative.collectiveId === null) return [];
  return (await initiatives.listMembers(read, initiative.collectiveId)).map(({ email }) => email);
}
