import type { PersonId } from "#server/accounts/model.ts";
import { splitByLargestRemainder } from "#server/kernel/money.ts";
import type { Rulebook } from "#server/kernel/rulebook.ts";
import type { Act, Agreement, BankLine, Tranche } from "./model.ts";

type Signatures = Pick<Agreement, "collectiveSignedAt" | "fundSignedAt">;

export function isSigned(agreement: Signatures | null): boolean {
  return agreement !== null && agreement.collectiveSignedAt !== null && agreement.fundSignedAt !== null;
}

const sumCents = (parts: readonly { amountCents: number }[]) =>
  parts.reduce((sum, { amountCents }) => sum + amountCents, 0);

/** What the bank has executed of an award, in cents. */
export function paidCents(tranches: readonly Pick<Tranche, "amountCents" | "paidAt">[]): number {
  return sumCents(tranches.filter(({ paidAt }) => paidAt !== null));
}

/** The amounts of the tranches, in cents: shares in basis points by largest remainder, so that they sum to the award. */
export function trancheAmounts(awardCents: number, sharesBps: readonly number[]): number[] {
  return splitByLargestRemainder(awardCents, sharesBps);
}

export type Plan = {
  award: { amountCents: number };
  tranches: readonly { amountCents: number }[];
  /** The award has its agreement already. */
  isPrepared: boolean;
  /** The collective has somebody who may sign for it. */
  hasReferent: boolean;
};

/** What an agreement may promise. */
export const PLAN_RULES = {
  "TRE-3": ({ award, tranches }) =>
    sumCents(tranches) === award.amountCents && tranches.every(({ amountCents }) => amountCents > 0),
  "TRE-13": ({ isPrepared, hasReferent }) => !isPrepared && hasReferent,
} satisfies Rulebook<Plan>;

export type Signing = {
  party: "collective" | "fund";
  agreement: Signatures;
  signer: { isReferent: boolean; belongsToCollective: boolean };
};

/** Who may sign an agreement, and when. */
export const SIGNING_RULES = {
  "TRE-5": ({ party, signer }) => party === "collective" || !signer.belongsToCollective,
  "TRE-10": ({ party, agreement, signer }) =>
    party === "collective"
      ? signer.isReferent && agreement.collectiveSignedAt === null
      : agreement.collectiveSignedAt !== null && agreement.fundSignedAt === null,
} satisfies Rulebook<Signing>;

/** The bank line that a payment is noted from, with what is already noted from it. */
export type OfferedLine = Pick<BankLine, "amountCents" | "endToEndId"> & {
  isMatched: boolean;
  /** Its reference is that of another tranche. */
  namesAnotherTranche: boolean;
};

export type PaymentAct = {
  act: Act;
  actor: { id: PersonId; belongsToCollective: boolean };
  award: { amountCents: number };
  agreement: Signatures | null;
  /** All the tranches of the award, and the one that is acted on. */
  tranches: readonly Tranche[];
  tranche: Tranche;
  /** Only for `pay`; null otherwise, or as long as no line was chosen. */
  bankLine: OfferedLine | null;
};

const doneBy = (tranche: Tranche): Record<Act, PersonId | null> => ({
  certify: tranche.certifiedBy,
  order: tranche.orderedBy,
  pay: tranche.paidBy,
});

/** When a tranche may be certified, ordered and paid, and by whom: title IV of the rulebook. */
export const PAYMENT_RULES = {
  "TRE-1": ({ agreement }) => isSigned(agreement),
  "TRE-2": ({ act, tranche }) => act === "certify" || tranche.certifiedAt !== null,
  "TRE-3": ({ act, award, tranche, tranches }) =>
    sumCents(tranches) === award.amountCents &&
    paidCents(tranches) + (act === "pay" ? tranche.amountCents : 0) <= award.amountCents,
  // Three pairs of eyes: nobody, however trusted, moves money with the help of one other person only.
  "TRE-4": ({ act, actor, tranche }) =>
    Object.entries(doneBy(tranche)).every(([other, personId]) => other === act || personId !== actor.id),
  "TRE-5": ({ actor }) => !actor.belongsToCollective,
  "TRE-6": ({ act, tranche, tranches }) =>
    act === "certify" ||
    tranches.every((other) => other.position >= tranche.position || other.paidAt !== null),
  "TRE-7": ({ act, tranche }) =>
    doneBy(tranche)[act] === null && (act !== "pay" || tranche.orderedAt !== null),
  "TRE-8": ({ bankLine }) => bankLine === null || !bankLine.isMatched,
  "TRE-9": ({ tranche, bankLine }) =>
    bankLine === null || (-bankLine.amountCents === tranche.amountCents && !bankLine.namesAnotherTranche),
} satisfies Rulebook<PaymentAct>;

/** The act that a tranche waits for, or null once it is paid. */
export function nextAct(tranche: Pick<Tranche, "certifiedAt" | "orderedAt" | "paidAt">): Act | null {
  if (tranche.certifiedAt === null) return "certify";
  if (tranche.orderedAt === null) return "order";
  return tranche.paidAt === null ? "pay" : null;
}

export type ImportedStatement = {
  openingCents: number;
  closingCents: number;
  lines: readonly { amountCents: number }[];
  /** The same file, or the same statement of the same account, is already there. */
  isKnown: boolean;
};

/** Opening plus movements, in cents: what the closing balance must be. */
export function expectedClosingCents({
  openingCents,
  lines,
}: Pick<ImportedStatement, "openingCents" | "lines">) {
  return openingCents + sumCents(lines);
}

/** When a bank statement is taken in. */
export const STATEMENT_RULES = {
  "TRE-11": (statement) => expectedClosingCents(statement) === statement.closingCents,
  "TRE-12": ({ isKnown }) => !isKnown,
} satisfies Rulebook<ImportedStatement>;

/** How surely a bank line is the payment of a tranche: the bank gave our reference back, or only the amount is the same. */
export type Likeness = "reference" | "amount";

/**
 * How the line resembles the ordered, unpaid tranche; null when it cannot be its payment. `references` are those of all
 * the fund's tranches: a line that carries the reference of one is never proposed for another of the same amount.
 */
export function likeness(
  line: Pick<BankLine, "amountCents" | "endToEndId">,
  tranche: Pick<Tranche, "amountCents" | "endToEndId">,
  references: ReadonlySet<string>,
): Likeness | null {
  if (-line.amountCents !== tranche.amountCents) return null;
  if (line.endToEndId === tranche.endToEndId) return "reference";
  return line.endToEndId !== null && references.has(line.endToEndId) ? null : "amount";
}
