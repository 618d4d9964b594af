import { z } from "zod";
import type { PersonId, TerritoryId } from "#server/accounts/model.ts";
import type { CivilDate } from "#server/kernel/dates.ts";
import type { Id } from "#server/kernel/ids.ts";

export type AwardId = Id<"awd">;
export type AgreementId = Id<"agr">;
export type TrancheId = Id<"trn">;
export type StatementId = Id<"bst">;
export type BankLineId = Id<"bli">;

/** The three acts by which a tranche is paid, in order; three different persons do them. */
export const ACTS = ["certify", "order", "pay"] as const;
export type Act = (typeof ACTS)[number];

/** An award with what an agreement says of it: whose it is, for what, out of which envelope. */
export type AwardFile = {
  id: AwardId;
  number: string;
  amountCents: number;
  decidedAt: number;
  editionId: Id<"edi">;
  editionSlug: string;
  editionYear: number;
  envelopeId: Id<"env">;
  initiativeId: Id<"ini">;
  initiativeNumber: string;
  initiativeTitle: string;
  collectiveId: Id<"col">;
  collectiveName: string;
  territoryId: TerritoryId;
  territoryName: string;
};

export type Agreement = {
  id: AgreementId;
  number: string;
  awardId: AwardId;
  text: string;
  preparedBy: PersonId;
  preparedAt: number;
  collectiveSignedBy: PersonId | null;
  collectiveSignedAt: number | null;
  fundSignedBy: PersonId | null;
  fundSignedAt: number | null;
};

/** A part of an award, paid when its condition is met. */
export type Tranche = {
  id: TrancheId;
  awardId: AwardId;
  position: number;
  label: string;
  condition: string;
  amountCents: number;
  endToEndId: string;
  /** What the case officer saw that shows the condition to be met, in a sentence. */
  evidence: string | null;
  certifiedBy: PersonId | null;
  certifiedAt: number | null;
  orderedBy: PersonId | null;
  orderedAt: number | null;
  orderNumber: string | null;
  paidBy: PersonId | null;
  paidAt: number | null;
  /** The day on which the bank booked the transfer. */
  paidOn: CivilDate | null;
  bankLineId: BankLineId | null;
};

/** A line of a bank statement; negative for money that leaves the account. */
export type BankLine = {
  id: BankLineId;
  statementId: StatementId;
  position: number;
  amountCents: number;
  bookedOn: CivilDate;
  endToEndId: string | null;
  counterparty: string | null;
  remittance: string | null;
};

/** What a new agreement proposes when nobody changes it: an advance at signature, the balance on the report. */
export const DEFAULT_PLAN = [
  {
    label: "Avance",
    shareBps: 7_000,
    condition: "La convention est signée et l’initiative peut commencer.",
  },
  {
    label: "Solde",
    shareBps: 3_000,
    condition: "L’initiative est réalisée et le collectif en a rendu compte, dépenses à l’appui.",
  },
] as const;

/** A share as people type it, `70`, `66,5` or `70 %`, in basis points; above 0 and below 100. */
export const Percent = z.string("treasury.problems.share").transform((typed, ctx) => {
  const parts = /^(\d{1,2})(?:[.,](\d{1,2}))?$/.exec(typed.replace(/[\s\u00a0\u202f%]/g, ""));
  const shareBps = parts ? Number(parts[1]) * 100 + Number((parts[2] ?? "").padEnd(2, "0")) : 0;
  if (shareBps > 0) return shareBps;
  ctx.addIssue({ code: "custom", message: "treasury.problems.share" });
  return z.NEVER;
});

/** A sentence that somebody answers for: a condition, an evidence. */
export const Sentence = z
  .string("treasury.problems.sentence")
  .transform((typed) => typed.trim().normalize("NFC"))
  .pipe(z.string().min(10, "treasury.problems.sentence").max(600, "treasury.problems.sentenceTooLong"));

/** The box that a person ticks to say that they mean it. */
export const Confirmation = z.literal("yes", "treasury.problems.confirmation");
