import { z } from "zod";
import type { Reader } from "#db/database.ts";
import { type Actor, holdsRole, type Role } from "#server/accounts/model.ts";
import { findFundIdentity } from "#server/accounts/store.ts";
import { civilDateOf } from "#server/kernel/dates.ts";
import { sha256 } from "#server/kernel/hash.ts";
import type { Id } from "#server/kernel/ids.ts";
import { brokenRules, NotFound, Refusal, type RuleId, refuseIf } from "#server/kernel/rulebook.ts";
import { postEntry } from "#server/ledger/store.ts";
import {
  authorisingOfficerProcedure,
  memberProcedure,
  officeProcedure,
  officerProcedure,
  router,
  signedInProcedure,
  treasurerProcedure,
} from "#server/trpc.ts";
import { agreementText } from "./agreement.ts";
import { parseCamt053 } from "./camt.ts";
import { writeCamt053 } from "./camt-writer.ts";
import { agreementMail, paymentMail } from "./mail.ts";
import {
  type Act,
  type Agreement,
  type AwardFile,
  type BankLine,
  Confirmation,
  DEFAULT_PLAN,
  Percent,
  Sentence,
  type StatementId,
  type Tranche,
  type TrancheId,
} from "./model.ts";
import {
  expectedClosingCents,
  likeness,
  nextAct,
  type OfferedLine,
  PAYMENT_RULES,
  type PaymentAct,
  PLAN_RULES,
  paidCents,
  SIGNING_RULES,
  STATEMENT_RULES,
  trancheAmounts,
} from "./rules.ts";
import * as store from "./store.ts";

const idOf = <Prefix extends string>(prefix: Prefix) =>
  z.custom<Id<Prefix>>(
    (typed) => typeof typed === "string" && typed.startsWith(`${prefix}_`),
    "treasury.problems.choose",
  );

/** The office that each act belongs to. */
export const ROLE_OF_ACT: Record<Act, Role> = {
  certify: "officer",
  order: "authorising_officer",
  pay: "treasurer",
};

const TREASURY_ROLES = ["officer", "authorising_officer", "treasurer"] as const satisfies readonly Role[];

/** The treasury is read by whoever does one of the three acts, each in their territories. */
const treasuryProcedure = officeProcedure(...TREASURY_ROLES);

const reads = (actor: Actor, file: AwardFile) =>
  TREASURY_ROLES.some((role) => holdsRole(actor, role, file.territoryId));

const belongsTo = (actor: Actor, file: AwardFile) => actor.collectiveIds.includes(file.collectiveId);

/** The bank account is the whole fund's: an office of one territory does not see it. */
const readsBank = (actor: Actor) => TREASURY_ROLES.some((role) => holdsRole(actor, role, null));

/** A reference that the bank gives back: at most 35 characters of the SEPA set, and nothing about the activity. */
function paymentReference(awardNumber: string, position: number): string {
  return `${awardNumber.replace(/[^0-9A-Za-z-]/g, "-").slice(0, 30)}-T${position}`;
}

/** What the public journal and ledger say an act is about. */
const aboutOf = (file: AwardFile, agreement: Agreement) => ({
  agreement: agreement.number,
  initiative: file.initiativeNumber,
});

type Case = { file: AwardFile; agreement: Agreement; tranches: Tranche[]; tranche: Tranche };

async function loadCase(read: Reader, trancheId: TrancheId): Promise<Case> {
  const tranche = await store.getTranche(read, trancheId);
  const file = await store.getAwardFile(read, tranche.awardId);
  const agreement = await store.findAgreementOfAward(read, tranche.awardId);
  if (!agreement) throw new NotFound("agreement");
  return { file, agreement, tranches: await store.listTranchesOfAward(read, tranche.awardId), tranche };
}

/** The facts that the rules of an act are asked with. */
function factsOf(
  act: Act,
  actor: Actor,
  { file, agreement, tranches, tranche }: Case,
  bankLine: OfferedLine | null = null,
): PaymentAct {
  return {
    act,
    actor: { id: actor.id, belongsToCollective: belongsTo(actor, file) },
    award: file,
    agreement,
    tranches,
    tranche,
    bankLine,
  };
}

/** Every rule that keeps this person from the act on this tranche. */
function refuseAct(facts: PaymentAct): void {
  const { award, tranche, tranches, bankLine } = facts;
  refuseIf(brokenRules(PAYMENT_RULES, facts), {
    awardCents: award.amountCents,
    paidCents: paidCents(tranches),
    trancheCents: tranche.amountCents,
    lineCents: Math.abs(bankLine?.amountCents ?? 0),
  });
}

/** What the desk says of a tranche: the act it waits for, whether I may do it, and what stands in the way. */
export type Waiting = {
  act: Act | null;
  /** My office covers the act. */
  isMine: boolean;
  blockedBy: RuleId[];
};

function waitingOf(actor: Actor, situation: Case): Waiting {
  const act = nextAct(situation.tranche);
  if (act === null) return { act, isMine: false, blockedBy: [] };
  return {
    act,
    isMine: holdsRole(actor, ROLE_OF_ACT[act], situation.file.territoryId),
    blockedBy: brokenRules(PAYMENT_RULES, factsOf(act, actor, situation)),
  };
}

/** The cases that the actor's offices cover, with the awards that have no agreement yet. */
async function loadDesk(read: Reader, actor: Actor) {
  const files = (await store.listAwardFiles(read)).filter((file) => reads(actor, file));
  const agreements = new Map((await store.listAgreements(read)).map((one) => [one.awardId, one]));
  const tranches = Map.groupBy(await store.listTranches(read), ({ awardId }) => awardId);
  const cases = files.flatMap((file) => {
    const agreement = agreements.get(file.id);
    const ofAward = tranches.get(file.id) ?? [];
    return agreement ? ofAward.map((tranche) => ({ file, agreement, tranches: ofAward, tranche })) : [];
  });
  return {
    cases,
    toPrepare: files.filter(({ id }) => !agreements.has(id)),
    toSign: files.flatMap((file) => {
      const agreement = agreements.get(file.id);
      return agreement && agreement.fundSignedAt === null ? [{ file, agreement }] : [];
    }),
  };
}

async function offeredLine(read: Reader, line: BankLine, trancheId: TrancheId): Promise<OfferedLine> {
  const paid = await store.findTrancheOfLine(read, line.id);
  const named = line.endToEndId === null ? null : await store.findTrancheByReference(read, line.endToEndId);
  return {
    amountCents: line.amountCents,
    endToEndId: line.endToEndId,
    isMatched: paid !== null,
    namesAnotherTranche: named !== null && named !== trancheId,
  };
}

/** Which unmatched lines may be the payment of which ordered tranche; those that carry our reference come first. */
function suggestionsOf(tranches: readonly Tranche[], all: readonly Tranche[], lines: readonly BankLine[]) {
  const references = new Set(all.map(({ endToEndId }) => endToEndId));
  return tranches
    .filter((tranche) => nextAct(tranche) === "pay")
    .flatMap((tranche) =>
      lines.flatMap((line) => {
        const why = likeness(line, tranche, references);
        return why ? [{ tranche, line, why }] : [];
      }),
    )
    .sort((a, b) => Number(a.why === "amount") - Number(b.why === "amount"));
}

/** A bank's file as text, read: what cannot be read as camt.053 in euros is refused here, and the sentence says why. */
export const BankFile = z
  .string("treasury.problems.file.none")
  .min(1, "treasury.problems.file.none")
  .max(10_000_000, "treasury.problems.file.tooLarge")
  .transform((content, ctx) => {
    const parsed = parseCamt053(content);
    if ("statements" in parsed) return { fileHash: sha256(content), statements: parsed.statements };
    ctx.addIssue({
      code: "custom",
      message: `treasury.problems.file.${parsed.problem}`,
      params: parsed.facts,
    });
    return z.NEVER;
  });

type Commit = Parameters<Parameters<typeof treasurerProcedure.mutation>[0]>[0]["ctx"]["commit"];

/**
 * Takes in the statements of a file, all or none. Refused: opening plus movements that do not make the closing balance
 * (TRE-11), a file or statement that is already there (TRE-12). Shared with the command line, which nobody signs in to.
 */
export function importStatements(
  commit: Commit,
  { fileHash, statements }: z.output<typeof BankFile>,
  { importedBy, importedAt }: { importedBy: Actor["id"] | null; importedAt: number },
) {
  return commit("statement.imported", async (tx) => {
    const ids: StatementId[] = [];
    const isFileKnown = await store.isFileKnown(tx, fileHash);
    for (const [position, statement] of statements.entries()) {
      const isKnown = isFileKnown || (await store.isStatementKnown(tx, statement));
      const expectedCents = expectedClosingCents(statement);
      const broken = brokenRules(STATEMENT_RULES, { ...statement, isKnown });
      const facts = {
        openingCents: statement.openingCents,
        movementsCents: expectedCents - statement.openingCents,
        expectedCents,
        closingCents: statement.closingCents,
        differenceCents: Math.abs(statement.closingCents - expectedCents),
        statement: statement.statementId,
      };
      if (broken.length > 0) throw new Refusal(broken.map((rule) => ({ rule, facts, field: "file" })));
      ids.push(await store.insertStatement(tx, statement, { fileHash, position, importedBy, importedAt }));
    }
    const movements = statements.flatMap(({ lines }) => lines.map(({ amountCents }) => amountCents));
    const sum = (amounts: number[]) => amounts.reduce((total, cents) => total + cents, 0);
    const [first] = statements;
    const last = statements.at(-1);
    const [firstId] = ids;
    if (!first || !last || !firstId) throw new Error("a file without statement was read");
    return {
      subjectId: firstId,
      editionId: null,
      public: {
        lines: movements.length,
        openingCents: first.openingCents,
        inCents: sum(movements.filter((cents) => cents > 0)),
        outCents: 0 - sum(movements.filter((cents) => cents < 0)),
        closingCents: last.closingCents,
      },
      sealed: { fileHash, accountIban: first.accountIban },
      answer: { statementId: firstId, statements: ids.length, lines: movements.length },
    };
  });
}

export const treasuryRouter = router({
  /** What waits for whom: awards without agreement, agreements to sign, tranches with the act they wait for and what blocks it. */
  desk: treasuryProcedure.query(async ({ ctx }) => {
    const { read } = ctx.database;
    const { cases, toPrepare, toSign } = await loadDesk(read, ctx.actor);
    const unmatched = readsBank(ctx.actor) ? await store.listUnmatchedLines(read) : [];
    const all = await store.listTranches(read);
    const suggestions = suggestionsOf(
      cases.map(({ tranche }) => tranche),
      all,
      unmatched,
    );
    return {
      toPrepare: toPrepare.map((file) => ({
        file,
        isMine: holdsRole(ctx.actor, "authorising_officer", file.territoryId),
      })),
      toSign: toSign.map(({ file, agreement }) => ({
        file,
        agreement: { id: agreement.id, number: agreement.number },
        waitsFor: agreement.collectiveSignedAt === null ? ("collective" as const) : ("fund" as const),
        isMine:
          agreement.collectiveSignedAt !== null &&
          holdsRole(ctx.actor, "authorising_officer", file.territoryId),
      })),
      tranches: cases.map((situation) => ({
        file: situation.file,
        agreementId: situation.agreement.id,
        tranche: situation.tranche,
        previousTrancheId:
          situation.tranches.find(({ position }) => position === situation.tranche.position - 1)?.id ?? null,
        waiting: waitingOf(ctx.actor, situation),
        hasLine: suggestions.some(({ tranche }) => tranche.id === situation.tranche.id),
      })),
      readsBank: readsBank(ctx.actor),
      unmatchedOut: unmatched.filter(({ amountCents }) => amountCents < 0).length,
    };
  }),

  /** An award to prepare an agreement for, with what it proposes. */
  award: authorisingOfficerProcedure
    .input(z.object({ awardId: idOf("awd") }))
    .query(async ({ ctx, input }) => {
      const { read } = ctx.database;
      const file = await store.getAwardFile(read, input.awardId);
      ctx.mustActFor(file.territoryId);
      const agreement = await store.findAgreementOfAward(read, file.id);
      const referent = await store.findReferent(read, file.collectiveId);
      return {
        file,
        agreementId: agreement?.id ?? null,
        referentName: referent?.name ?? null,
        plan: DEFAULT_PLAN,
      };
    }),

  /**
   * Writes the agreement of an award with its two tranches; the first gets `advanceShare` per cent, the second the rest, so
   * that they sum to the award to the cent (TRE-3). Once per award.
   */
  prepareAgreement: authorisingOfficerProcedure
    .input(
      z.object({
        awardId: idOf("awd"),
        advanceShare: Percent.default(DEFAULT_PLAN[0].shareBps),
        advanceCondition: Sentence.default(DEFAULT_PLAN[0].condition),
        balanceCondition: Sentence.default(DEFAULT_PLAN[1].condition),
      }),
    )
    .mutation(({ ctx, input }) =>
      ctx.commit("agreement.prepared", async (tx) => {
        const file = await store.getAwardFile(tx, input.awardId);
        ctx.mustActFor(file.territoryId);
        const existing = await store.findAgreementOfAward(tx, file.id);
        const referent = await store.findReferent(tx, file.collectiveId);
        const amounts = trancheAmounts(file.amountCents, [input.advanceShare, 10_000 - input.advanceShare]);
        const conditions = [input.advanceCondition, input.balanceCondition];
        const tranches = DEFAULT_PLAN.map(({ label }, index) => ({
          label,
          condition: conditions[index] ?? "",
          amountCents: amounts[index] ?? 0,
        }));
        refuseIf(
          brokenRules(PLAN_RULES, {
            award: file,
            tranches,
            isPrepared: existing !== null,
            hasReferent: referent !== null,
          }),
          { awardCents: file.amountCents, collective: file.collectiveName },
        );
        const number = `CONV-${file.number}`;
        const id = await store.insertAgreement(tx, {
          number,
          awardId: file.id,
          text: agreementText({
            number,
            fundName: await store.getFundName(tx),
            officerName: ctx.actor.name,
            referentName: referent?.name ?? "",
            preparedOn: civilDateOf(ctx.now()),
            award: file,
            tranches,
          }),
          preparedBy: ctx.actor.id,
          preparedAt: ctx.now(),
        });
        for (const [index, tranche] of tranches.entries())
          await store.insertTranche(tx, {
            awardId: file.id,
            position: index + 1,
            ...tranche,
            endToEndId: paymentReference(file.number, index + 1),
          });
        return {
          subjectId: id,
          editionId: file.editionId,
          public: {
            agreement: number,
            initiative: file.initiativeNumber,
            amountCents: file.amountCents,
            tranches: tranches.length,
          },
          messages: referent ? [agreementMail(referent.email, number, file)] : [],
          answer: { agreementId: id },
        };
      }),
    ),

  /** An agreement with its tranches, for the treasury and for the members of its collective. */
  agreement: signedInProcedure.input(z.object({ agreementId: idOf("agr") })).query(async ({ ctx, input }) => {
    const { read } = ctx.database;
    const agreement = await store.getAgreement(read, input.agreementId);
    const file = await store.getAwardFile(read, agreement.awardId);
    if (!reads(ctx.actor, file) && !belongsTo(ctx.actor, file)) throw new NotFound("agreement");
    const referent = await store.findReferent(read, file.collectiveId);
    const names = await store.listNames(read, [agreement.collectiveSignedBy, agreement.fundSignedBy]);
    const isFundOfficer = holdsRole(ctx.actor, "authorising_officer", file.territoryId);
    const party = agreement.collectiveSignedAt === null ? ("collective" as const) : ("fund" as const);
    const mySide =
      belongsTo(ctx.actor, file) && party === "collective" ? "collective" : isFundOfficer ? "fund" : null;
    const blockedBy =
      mySide === null
        ? []
        : brokenRules(SIGNING_RULES, {
            party: mySide,
            agreement,
            signer: {
              isReferent: referent?.id === ctx.actor.id,
              belongsToCollective: belongsTo(ctx.actor, file),
            },
          });
    return {
      agreement,
      file,
      tranches: await store.listTranchesOfAward(read, agreement.awardId),
      collectiveSigner: agreement.collectiveSignedBy
        ? (names.get(agreement.collectiveSignedBy) ?? null)
        : null,
      fundSigner: agreement.fundSignedBy ? (names.get(agreement.fundSignedBy) ?? null) : null,
      /** The side that I could sign for now, or null; with what forbids it. */
      signing: agreement.fundSignedAt === null && mySide ? { party: mySide, blockedBy } : null,
      readsTreasury: reads(ctx.actor, file),
    };
  }),

  /** The agreements of my collectives, newest first. */
  myAgreements: memberProcedure.query(({ ctx }) =>
    store.listAgreementsOfCollectives(ctx.database.read, ctx.actor.collectiveIds),
  ),

  /** The collective's referent signs. Refused to other members (TRE-10). */
  signForCollective: memberProcedure
    .input(z.object({ agreementId: idOf("agr"), confirmed: Confirmation }))
    .mutation(({ ctx, input }) =>
      ctx.commit("agreement.signed", async (tx) => {
        const agreement = await store.getAgreement(tx, input.agreementId);
        const file = await store.getAwardFile(tx, agreement.awardId);
        ctx.mustBelongTo(file.collectiveId);
        const referent = await store.findReferent(tx, file.collectiveId);
        const signer = { isReferent: referent?.id === ctx.actor.id, belongsToCollective: true };
        refuseIf(brokenRules(SIGNING_RULES, { party: "collective", agreement, signer }));
        await store.setSigned(tx, agreement.id, "collective", ctx.actor.id, ctx.now());
        return {
          subjectId: agreement.id,
          editionId: file.editionId,
          public: { ...aboutOf(file, agreement), party: "collective" as const },
          answer: { agreementId: agreement.id },
        };
      }),
    ),

  /** The authorising officer signs for the fund, after the collective (TRE-10), and never for a collective of theirs (TRE-5). */
  signForFund: authorisingOfficerProcedure
    .input(z.object({ agreementId: idOf("agr"), confirmed: Confirmation }))
    .mutation(({ ctx, input }) =>
      ctx.commit("agreement.signed", async (tx) => {
        const agreement = await store.getAgreement(tx, input.agreementId);
        const file = await store.getAwardFile(tx, agreement.awardId);
        ctx.mustActFor(file.territoryId);
        const signer = { isReferent: false, belongsToCollective: belongsTo(ctx.actor, file) };
        refuseIf(brokenRules(SIGNING_RULES, { party: "fund", agreement, signer }));
        await store.setSigned(tx, agreement.id, "fund", ctx.actor.id, ctx.now());
        return {
          subjectId: agreement.id,
          editionId: file.editionId,
          public: { ...aboutOf(file, agreement), party: "fund" as const },
          answer: { agreementId: agreement.id },
        };
      }),
    ),

  /** A tranche with its three acts, who did them, what blocks the next, and the bank lines that may be its payment. */
  tranche: treasuryProcedure.input(z.object({ trancheId: idOf("trn") })).query(async ({ ctx, input }) => {
    const { read } = ctx.database;
    const situation = await loadCase(read, input.trancheId);
    if (!reads(ctx.actor, situation.file)) throw new NotFound("tranche");
    const { file, agreement, tranches, tranche } = situation;
    const names = await store.listNames(read, [tranche.certifiedBy, tranche.orderedBy, tranche.paidBy]);
    const nameOf = (id: Actor["id"] | null) => (id ? (names.get(id) ?? null) : null);
    const mayPay = readsBank(ctx.actor) && nextAct(tranche) === "pay";
    return {
      file,
      agreement: { id: agreement.id, number: agreement.number },
      tranche,
      tranches,
      previousTrancheId: tranches.find(({ position }) => position === tranche.position - 1)?.id ?? null,
      certifiedBy: nameOf(tranche.certifiedBy),
      orderedBy: nameOf(tranche.orderedBy),
      paidBy: nameOf(tranche.paidBy),
      paidFrom: tranche.bankLineId ? await store.getBankLine(read, tranche.bankLineId) : null,
      waiting: waitingOf(ctx.actor, situation),
      lines: mayPay
        ? suggestionsOf([tranche], await store.listTranches(read), await store.listUnmatchedLines(read)).map(
            ({ line, why }) => ({ line, why }),
          )
        : [],
    };
  }),

  /** The case officer certifies that the tranche's condition is met, and says what shows it («service fait»). */
  certifyTranche: officerProcedure
    .input(z.object({ trancheId: idOf("trn"), evidence: Sentence }))
    .mutation(({ ctx, input }) =>
      ctx.commit("tranche.certified", async (tx) => {
        const situation = await loadCase(tx, input.trancheId);
        const { file, agreement, tranche } = situation;
        ctx.mustActFor(file.territoryId);
        refuseAct(factsOf("certify", ctx.actor, situation));
        await store.setCertified(tx, tranche.id, {
          evidence: input.evidence,
          certifiedBy: ctx.actor.id,
          certifiedAt: ctx.now(),
        });
        return {
          subjectId: tranche.id,
          editionId: file.editionId,
          public: {
            ...aboutOf(file, agreement),
            tranche: tranche.position,
            amountCents: tranche.amountCents,
          },
          sealed: { evidence: input.evidence },
          answer: { trancheId: tranche.id },
        };
      }),
    ),

  /** The authorising officer orders the payment of a certified tranche; the ledger moves it from committed to ordered. */
  orderTranche: authorisingOfficerProcedure
    .input(z.object({ trancheId: idOf("trn"), confirmed: Confirmation }))
    .mutation(({ ctx, input }) =>
      ctx.commit("tranche.ordered", async (tx) => {
        const situation = await loadCase(tx, input.trancheId);
        const { file, agreement, tranche } = situation;
        ctx.mustActFor(file.territoryId);
        refuseAct(factsOf("order", ctx.actor, situation));
        const orderNumber = `MANDAT-${file.number}-T${tranche.position}`;
        await store.setOrdered(tx, tranche.id, {
          orderNumber,
          orderedBy: ctx.actor.id,
          orderedAt: ctx.now(),
        });
        await postEntry(tx, {
          editionId: file.editionId,
          envelopeId: file.envelopeId,
          kind: "order",
          fromAccount: "committed",
          toAccount: "ordered",
          amountCents: tranche.amountCents,
          awardId: file.id,
          trancheId: tranche.id,
          label: `${orderNumber} · ${file.initiativeTitle}`,
          postedBy: ctx.actor.id,
          postedAt: ctx.now(),
        });
        return {
          subjectId: tranche.id,
          editionId: file.editionId,
          public: {
            ...aboutOf(file, agreement),
            tranche: tranche.position,
            amountCents: tranche.amountCents,
            order: orderNumber,
          },
          answer: { trancheId: tranche.id, orderNumber },
        };
      }),
    ),

  /**
   * The treasurer notes that the bank has executed an ordered tranche, from an imported line of the same amount that no
   * other tranche was paid from (TRE-8, TRE-9). The money moves at the bank; here it becomes public.
   */
  payTranche: treasurerProcedure
    .input(z.object({ trancheId: idOf("trn"), bankLineId: idOf("bli"), confirmed: Confirmation }))
    .mutation(({ ctx, input }) =>
      ctx.commit("tranche.paid", async (tx) => {
        const situation = await loadCase(tx, input.trancheId);
        const { file, agreement, tranche } = situation;
        ctx.mustActFor(file.territoryId);
        const line = await store.getBankLine(tx, input.bankLineId);
        const referent = await store.findReferent(tx, file.collectiveId);
        refuseAct(factsOf("pay", ctx.actor, situation, await offeredLine(tx, line, tranche.id)));
        await store.setPaid(tx, tranche.id, {
          bankLineId: line.id,
          bookedOn: line.bookedOn,
          paidBy: ctx.actor.id,
          paidAt: ctx.now(),
        });
        await postEntry(tx, {
          editionId: file.editionId,
          envelopeId: file.envelopeId,
          kind: "payment",
          fromAccount: "ordered",
          toAccount: "paid",
          amountCents: tranche.amountCents,
          awardId: file.id,
          trancheId: tranche.id,
          label: `${tranche.orderNumber ?? ""} · ${file.initiativeTitle}`,
          postedBy: ctx.actor.id,
          postedAt: ctx.now(),
        });
        return {
          subjectId: tranche.id,
          editionId: file.editionId,
          public: {
            ...aboutOf(file, agreement),
            tranche: tranche.position,
            amountCents: tranche.amountCents,
            paidOn: line.bookedOn,
          },
          sealed: { bankLineId: line.id },
          messages: referent ? [paymentMail(referent.email, tranche, file)] : [],
          answer: { trancheId: tranche.id },
        };
      }),
    ),

  /** Takes in a camt.053 bank statement, given as the text of the file. */
  importStatement: treasurerProcedure.input(z.object({ file: BankFile })).mutation(({ ctx, input }) => {
    ctx.mustActFor(null);
    return importStatements(ctx.commit, input.file, { importedBy: ctx.actor.id, importedAt: ctx.now() });
  }),

  /** The statements taken in, newest first, and how many outgoing lines have no tranche yet. */
  statements: treasuryProcedure.query(async ({ ctx }) => {
    ctx.mustActFor(null);
    const { read } = ctx.database;
    const unmatched = Map.groupBy(await store.listUnmatchedLines(read), ({ statementId }) => statementId);
    return (await store.listStatements(read)).map((statement) => ({
      ...statement,
      unmatchedOut: (unmatched.get(statement.id) ?? []).filter(({ amountCents }) => amountCents < 0).length,
    }));
  }),

  /** A statement with its lines, what each paid, and which tranches an unmatched line may be the payment of. */
  statement: treasuryProcedure.input(z.object({ statementId: idOf("bst") })).query(async ({ ctx, input }) => {
    ctx.mustActFor(null);
    const { read } = ctx.database;
    const statement = await store.getStatement(read, input.statementId);
    const rows = await store.listLinesOfStatement(read, statement.id);
    const all = await store.listTranches(read);
    const files = new Map((await store.listAwardFiles(read)).map((file) => [file.id, file]));
    const unmatched = rows.filter(({ trancheId }) => trancheId === null).map(({ line }) => line);
    const suggestions = suggestionsOf(all, all, unmatched);
    const shown = (tranche: Tranche | undefined) => {
      const file = tranche && files.get(tranche.awardId);
      return tranche && file ? { tranche, file } : null;
    };
    return {
      statement,
      lines: rows.map(({ line, trancheId }) => ({
        line,
        paid: shown(all.find(({ id }) => id === trancheId)),
        suggestions: suggestions
          .filter((suggestion) => suggestion.line.id === line.id)
          .flatMap(({ tranche, why }) => {
            const found = shown(tranche);
            return found ? [{ ...found, why }] : [];
          }),
      })),
    };
  }),

  /**
   * What the demo's bank would send today: a statement (camt.053) on which every ordered tranche has left the account. Not found
   * in a real fund, whose statements come from its bank.
   */
  demoStatement: treasurerProcedure.query(async ({ ctx }) => {
    ctx.mustActFor(null);
    const { read } = ctx.database;
    if ((await findFundIdentity(read))?.bornAs !== "demo") throw new NotFound("statement");
    const on = civilDateOf(ctx.now());
    const files = new Map((await store.listAwardFiles(read)).map((file) => [file.id, file]));
    const ordered = (await store.listTranches(read)).filter(
      ({ orderedAt, paidAt }) => orderedAt !== null && paidAt === null,
    );
    return {
      name: `RELEVE-${on}`,
      xml: writeCamt053({
        id: `RELEVE-${on}-${ordered.length}`,
        on,
        openingCents: 5_000_000,
        lines: ordered.map(({ amountCents, endToEndId, awardId }) => ({
          cents: -amountCents,
          reference: endToEndId,
          name: files.get(awardId)?.collectiveName,
        })),
      }),
    };
  }),
});
