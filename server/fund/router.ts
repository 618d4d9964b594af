import { z } from "zod";
import type { Reader, Transaction } from "#db/database.ts";
import type { PersonId } from "#server/accounts/model.ts";
import { civilDateOf } from "#server/kernel/dates.ts";
import { type BrokenRule, brokenRules, NotFound, Refusal, type RuleId } from "#server/kernel/rulebook.ts";
import * as ledger from "#server/ledger/store.ts";
import * as territories from "#server/territories/store.ts";
import {
  administratorProcedure,
  authorisingOfficerProcedure,
  publicProcedure,
  router,
} from "#server/trpc.ts";
import { DEFAULT_GRID } from "./grid.ts";
import {
  CallInput,
  type Edition,
  OpenBaseInput,
  OpenCallInput,
  SetEndowmentInput,
  type Split,
  SplitInput,
  shareField,
  VerifyLinesInput,
} from "./model.ts";
import { REFERENCE_PERIMETER, REFERENCE_YEARS, referenceBase } from "./reference-base.ts";
import {
  BASE_RULES,
  baseCents,
  CALL_RULES,
  divide,
  ENDOWMENT_RULES,
  ENVELOPE_RULES,
  excessCents,
  floorCents,
  isVerified,
  leavesCents,
  phaseEndsAt,
  phaseOf,
  sharePercent,
  VERIFICATION_RULES,
} from "./rules.ts";
import * as store from "./store.ts";

/** Refuses with each broken rule beside the field that mends it. */
function refuse(
  broken: readonly RuleId[],
  facts: NonNullable<BrokenRule["facts"]>,
  fields: Partial<Record<RuleId, string>>,
): void {
  if (broken.length > 0) throw new Refusal(broken.map((rule) => ({ rule, facts, field: fields[rule] })));
}

async function getOwnEdition(read: Reader, id: Edition["id"]): Promise<Edition> {
  const edition = await store.getEdition(read, id);
  if (edition.origin !== "own") throw new NotFound("edition");
  return edition;
}

/** The lines that the perimeter in force counts for the edition's year. */
async function linesOf(read: Reader, year: number) {
  const perimeter = await store.findPerimeter(read, year);
  if (!perimeter) throw new NotFound("perimeter");
  return { perimeter, lines: await store.listPerimeterLines(read, perimeter.id) };
}

/** Everything public about an edition's money and calendar; parts not decided yet are null; `now` is the instant it was asked. */
async function overviewOf(read: Reader, edition: Edition, now: number) {
  const perimeter = await store.findPerimeter(read, edition.year);
  const lines = perimeter ? await store.listPerimeterLines(read, perimeter.id) : [];
  const call = await store.findCall(read, edition.id);
  const endowment = await store.findEndowment(read, edition.id);
  const base = baseCents(lines);
  const places = new Map((await territories.listTerritories(read)).map((place) => [place.id, place]));
  const balances = new Map(
    (await ledger.listBalances(read, edition.id)).map((balance) => [balance.envelopeId, balance]),
  );
  return {
    edition,
    base: perimeter && {
      perimeter,
      // Who entered and who verified are offices, not names, on public pages.
      lines: lines.map(({ enteredBy: _, verifiedBy: __, ...line }, index) => ({
        ...line,
        isVerified: lines[index] !== undefined && isVerified(lines[index]),
      })),
      baseCents: base,
      floorCents: floorCents(base),
    },
    endowment: endowment && {
      amountCents: endowment.amountCents,
      baseCents: endowment.baseCents,
      floorCents: endowment.floorCents,
      sharePercent: sharePercent(endowment.amountCents, endowment.baseCents),
      decidedAt: endowment.decidedAt,
    },
    envelopes: (await store.listEnvelopes(read, edition.id)).map((envelope) => ({
      ...envelope,
      territory: envelope.territoryId ? (places.get(envelope.territoryId) ?? null) : null,
      balance: balances.get(envelope.id) ?? null,
    })),
    now,
    call: call && { ...call, phase: phaseOf(call, now), phaseEndsAt: phaseEndsAt(call, now) },
  };
}

/** What the split would give, with every rule it would break. */
async function prepareSplit(read: Reader, input: Split) {
  const edition = await getOwnEdition(read, input.editionId);
  const endowment = await store.findEndowment(read, edition.id);
  const call = await store.findCall(read, edition.id);
  const all = await territories.listTerritories(read);
  // The order of official codes is the tie order; what was typed beside each territory follows it.
  const places = all.filter((place) => input.territoryIds.includes(place.id));
  if (places.length !== new Set(input.territoryIds).size) throw new NotFound("territory");
  const handCents = places.map((place) => input.shares[input.territoryIds.indexOf(place.id)] ?? 0);
  const endowmentCents = endowment?.amountCents ?? 0;
  const division = divide({
    endowmentCents,
    runningCostsCents: input.runningCosts,
    territoriesCents: input.territoriesPart,
    key: input.key,
    places,
    handCents,
  });
  const { parts } = division;
  refuse(
    brokenRules(ENVELOPE_RULES, { parts, endowmentCents, callOpenedAt: call?.openedAt ?? null }),
    { excessCents: excessCents(parts), endowmentCents, leavesCents: leavesCents(parts) },
    {
      "ENV-1": "territoriesPart",
      "ENV-3": input.key === "by_hand" ? shareField(places[0]?.id) : "territoriesPart",
    },
  );
  return { edition, endowmentCents, ...division };
}

/** Posts a division in force to the ledger, one line a leaf; a zero leaf has nothing to open. */
async function postLeaves(
  tx: Transaction,
  edition: Edition,
  kind: "opening" | "reversal",
  post: { by: PersonId; at: number; label: string },
): Promise<void> {
  const [fromAccount, toAccount] =
    kind === "opening" ? (["endowment", "available"] as const) : (["available", "endowment"] as const);
  for (const leaf of store.leaves(await store.listEnvelopes(tx, edition.id))) {
    if (leaf.amountCents === 0) continue;
    await ledger.postEntry(tx, {
      editionId: edition.id,
      envelopeId: leaf.id,
      kind,
      fromAccount,
      toAccount,
      amountCents: leaf.amountCents,
      label: `${post.label} : ${leaf.name}`,
      postedBy: post.by,
      postedAt: post.at,
    });
  }
}

/** Refuses a call that may not open. */
async function checkCall(read: Reader, input: CallInput) {
  const edition = await getOwnEdition(read, input.editionId);
  const call = await store.findCall(read, edition.id);
  const endowment = await store.findEndowment(read, edition.id);
  const envelopes = await store.listEnvelopes(read, edition.id);
  const opened = envelopes
    .filter((envelope) => envelope.kind === "territory")
    .map((envelope) => envelope.amountCents);
  const smallestTerritoryCents = opened.length === 0 ? 0 : Math.min(...opened);
  const leaves = store.leaves(envelopes).reduce((sum, leaf) => sum + leaf.amountCents, 0);
  const { opensAt, submissionsCloseAt, reviewClosesAt, voteOpensAt, voteClosesAt } = input;
  const calendar = { opensAt, submissionsCloseAt, reviewClosesAt, voteOpensAt, voteClosesAt };
  const facts = {
    ceilingCents: input.ceiling,
    endowmentCents: endowment?.amountCents ?? null,
    leavesCents: leaves,
    smallestTerritoryCents,
  };
  refuse(
    brokenRules(CALL_RULES, { calendar, callOpenedAt: call?.openedAt ?? null, ...facts }),
    { ...facts, endowmentCents: facts.endowmentCents ?? 0, excessCents: 0 },
    { "CAL-1": outOfOrder(calendar), "CAL-3": "ceiling" },
  );
  return { edition, calendar };
}

/** The first moment of the calendar that does not come after the one before: the field to mend. */
function outOfOrder(calendar: Record<string, number>): string {
  const moments = Object.entries(calendar);
  const wrong = moments.find(([, at], index) => index > 0 && at < (moments[index - 1]?.[1] ?? 0));
  return wrong?.[0] ?? "submissionsCloseAt";
}

/** What a call will say, from what was typed. */
function rulesOf(input: CallInput) {
  return {
    title: input.title,
    ceilingCents: input.ceiling,
    maxShareBps: input.maxShare,
    minMembers: input.minMembers,
    maxChoices: input.maxChoices,
    minMeanHundredths: input.minMean,
    allocationRule: {
      rule: "equal-shares",
      utility: input.utility,
      completion: input.completion,
      increment: "1",
    },
    grid: DEFAULT_GRID,
  };
}

export const fundRouter = router({
  /** The edition that the fund is in, whole; null before its first base is opened. */
  current: publicProcedure.query(async ({ ctx }) => {
    const edition = await store.findCurrentEdition(ctx.database.read);
    return edition && overviewOf(ctx.database.read, edition, ctx.now());
  }),

  /** The fund's edition of a year, whole. */
  byYear: publicProcedure
    .input(z.object({ year: z.coerce.number().catch(0) }))
    .query(async ({ ctx, input }) => {
      const edition = await store.findEditionByYear(ctx.database.read, input.year);
      if (!edition) throw new NotFound("edition");
      return overviewOf(ctx.database.read, edition, ctx.now());
    }),

  /** The fund's own editions, the newest first, each with its endowment in force. */
  editions: publicProcedure.query(async ({ ctx }) => {
    const all = await store.listEditions(ctx.database.read);
    return Promise.all(
      all.map(async (edition) => ({
        ...edition,
        endowmentCents: (await store.findEndowment(ctx.database.read, edition.id))?.amountCents ?? null,
      })),
    );
  }),

  /** The administrator's table: the current edition and the years whose base can still be opened. */
  desk: administratorProcedure.query(async ({ ctx }) => {
    ctx.mustActFor(null);
    const edition = await store.findCurrentEdition(ctx.database.read);
    const opened = new Set((await store.listEditions(ctx.database.read)).map(({ year }) => year));
    return {
      overview: edition && (await overviewOf(ctx.database.read, edition, ctx.now())),
      yearsToOpen: REFERENCE_YEARS.filter((year) => !opened.has(year)).map((year) => {
        const figures = referenceBase(year);
        const base = baseCents(figures);
        return { year, lines: figures.length, baseCents: base, floorCents: floorCents(base) };
      }),
      // A town that holds a neighbourhood is where it stands, not one more place to give to.
      territories: (await territories.listTerritories(ctx.database.read)).filter(
        (place, _, all) => !all.some(({ parentId }) => parentId === place.id),
      ),
    };
  }),

  /** Opens the edition of a year with its reference base, line by line; the lines count once a second person has verified them. */
  openBase: administratorProcedure.input(OpenBaseInput).mutation(({ ctx, input: { year } }) => {
    ctx.mustActFor(null);
    return ctx.commit("base.opened", async (tx) => {
      const figures = referenceBase(year);
      if (figures.length === 0) throw new NotFound("reference base");
      const isOpened = (await store.findPerimeter(tx, year)) !== null;
      refuse(brokenRules(BASE_RULES, { isOpened }), { year: String(year) }, { "DOT-5": "year" });
      const edition =
        (await store.findEditionByYear(tx, year)) ??
        (await store.insertEdition(tx, {
          slug: String(year),
          name: `Fonds ${year}`,
          year,
          origin: "own",
          createdAt: ctx.now(),
        }));
      await store.insertBase(
        tx,
        { year, decidedOn: civilDateOf(ctx.now()), ...REFERENCE_PERIMETER },
        figures,
        { by: ctx.actor.id, at: ctx.now() },
      );
      return {
        subjectId: edition.id,
        editionId: edition.id,
        public: { year: String(year), lines: figures.length, baseCents: baseCents(figures) },
        answer: { editionId: edition.id, year },
      };
    });
  }),

  /** The lines of the current base that wait for a second person, and whether this one may be that person. */
  toVerify: authorisingOfficerProcedure.query(async ({ ctx }) => {
    ctx.mustActFor(null);
    const edition = await store.findCurrentEdition(ctx.database.read);
    if (!edition) return null;
    const { lines } = await linesOf(ctx.database.read, edition.year);
    return {
      year: edition.year,
      lines: lines.map(({ enteredBy, verifiedBy, ...line }) => ({
        ...line,
        isVerified: isVerified({ ...line, enteredBy, verifiedBy }),
        mayVerify: enteredBy !== ctx.actor.id,
      })),
    };
  }),

  /** Says that each of these lines was compared with its source, by somebody other than who entered it. */
  verifyLines: authorisingOfficerProcedure.input(VerifyLinesInput).mutation(({ ctx, input }) => {
    ctx.mustActFor(null);
    return ctx.commit("base.verified", async (tx) => {
      const lines = await store.listBudgetLines(tx, input.lineIds);
      const [first] = lines;
      if (!first || lines.length !== new Set(input.lineIds).size) throw new NotFound("budget line");
      const verified = lines.map((line) => ({ ...line, verifiedBy: ctx.actor.id }));
      refuse(
        brokenRules(VERIFICATION_RULES, { lines: verified }),
        { unverified: verified.filter((line) => !isVerified(line)).length },
        { "DOT-2": "lineIds" },
      );
      const waiting = lines.filter((line) => line.verifiedBy === null).map((line) => line.id);
      if (waiting.length > 0) await store.setVerified(tx, waiting, { by: ctx.actor.id, at: ctx.now() });
      const edition = await store.findEditionByYear(tx, first.year);
      return {
        subjectId: first.id,
        editionId: edition?.id ?? null,
        public: { year: String(first.year), lines: waiting.length },
        answer: { year: first.year, lines: waiting.length },
      };
    });
  }),

  /** Sets the endowment of an edition, or sets it anew as long as no call is open. */
  setEndowment: administratorProcedure.input(SetEndowmentInput).mutation(({ ctx, input }) => {
    ctx.mustActFor(null);
    return ctx.commit("endowment.set", async (tx) => {
      const edition = await getOwnEdition(tx, input.editionId);
      const { perimeter, lines } = await linesOf(tx, edition.year);
      const call = await store.findCall(tx, edition.id);
      const base = baseCents(lines);
      const floor = floorCents(base);
      refuse(
        brokenRules(ENDOWMENT_RULES, {
          lines,
          amountCents: input.amount,
          callOpenedAt: call?.openedAt ?? null,
        }),
        {
          amountCents: input.amount,
          baseCents: base,
          floorCents: floor,
          missingCents: Math.max(0, floor - input.amount),
          sharePercent: sharePercent(input.amount, base),
          unverified: lines.filter((line) => !isVerified(line)).length,
        },
        { "DOT-1": "amount" },
      );
      const endowment = await store.insertEndowment(tx, {
        editionId: edition.id,
        perimeterId: perimeter.id,
        baseCents: base,
        floorCents: floor,
        amountCents: input.amount,
        decidedBy: ctx.actor.id,
        decidedAt: ctx.now(),
      });
      return {
        subjectId: endowment.id,
        editionId: edition.id,
        public: { year: String(edition.year), amountCents: input.amount, baseCents: base, floorCents: floor },
        answer: { year: edition.year, amountCents: input.amount },
      };
    });
  }),

  /** What a split would give, to the cent, with the order in which left-over cents are served; refused as adopting it would be. */
  previewSplit: administratorProcedure.input(SplitInput).query(async ({ ctx, input }) => {
    ctx.mustActFor(null);
    const { endowmentCents, parts, shares } = await prepareSplit(ctx.database.read, input);
    return { endowmentCents, parts, shares };
  }),

  /** Adopts a split: its envelopes are in force and open in the ledger; the envelopes they replace are reversed. */
  adoptSplit: administratorProcedure.input(SplitInput).mutation(({ ctx, input }) => {
    ctx.mustActFor(null);
    return ctx.commit("envelopes.adopted", async (tx) => {
      const { edition, endowmentCents, parts, shares } = await prepareSplit(tx, input);
      const post = { by: ctx.actor.id, at: ctx.now() };
      await postLeaves(tx, edition, "reversal", { ...post, label: "Répartition remplacée" });
      await store.retireEnvelopes(tx, edition.id, ctx.now());
      await store.insertEnvelopes(tx, edition.id, parts, ctx.now());
      await postLeaves(tx, edition, "opening", { ...post, label: "Ouverture de l'enveloppe" });
      return {
        subjectId: edition.id,
        editionId: edition.id,
        public: {
          year: String(edition.year),
          amountCents: endowmentCents,
          territories: shares.length,
          territoriesCents: input.territoriesPart,
          key: input.key,
        },
        answer: { year: edition.year },
      };
    });
  }),

  /** What the call would be, read from what was typed; refused as opening it would be. */
  checkCall: administratorProcedure.input(CallInput).query(async ({ ctx, input }) => {
    ctx.mustActFor(null);
    const { edition, calendar } = await checkCall(ctx.database.read, input);
    return { edition, ...calendar, ...rulesOf(input) };
  }),

  /** Opens the call: its rules, the endowment and the envelopes are frozen from here. Cannot be undone. */
  openCall: administratorProcedure.input(OpenCallInput).mutation(({ ctx, input }) => {
    ctx.mustActFor(null);
    return ctx.commit("call.opened", async (tx) => {
      const { edition, calendar } = await checkCall(tx, input);
      const call = await store.insertCall(tx, {
        editionId: edition.id,
        ...calendar,
        ...rulesOf(input),
        openedBy: ctx.actor.id,
        openedAt: ctx.now(),
      });
      return {
        subjectId: call.id,
        editionId: edition.id,
        public: { title: call.title, ceilingCents: call.ceilingCents, ...calendar },
        answer: { callId: call.id, year: edition.year },
      };
    });
  }),

  /** The default grid of the jury, as the call's form shows it. */
  defaultGrid: publicProcedure.query(() => DEFAULT_GRID),

  /** The lines of a year as the published file has them: the columns that `quotepart endowment` reads. */
  baseFile: publicProcedure
    .input(z.object({ year: z.coerce.number().catch(0) }))
    .query(async ({ ctx, input }) => (await linesOf(ctx.database.read, input.year)).lines),
});
