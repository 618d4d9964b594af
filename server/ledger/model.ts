import type { PersonId } from "#server/accounts/model.ts";
import type { Id } from "#server/kernel/ids.ts";

/** Where a euro of an envelope stands. `endowment` is where it comes from: what left it is what the envelope was given. */
export const ACCOUNTS = ["endowment", "available", "committed", "ordered", "paid"] as const;
export type Account = (typeof ACCOUNTS)[number];

/** Why a euro moves: the envelope opens, an award commits, an order orders, the bank pays, an award is given up, an error is put right. */
export const ENTRY_KINDS = ["opening", "commitment", "order", "payment", "release", "reversal"] as const;
export type EntryKind = (typeof ENTRY_KINDS)[number];

/** One movement between two accounts of an envelope, as asked for. */
export type Movement = {
  kind: EntryKind;
  fromAccount: Account;
  toAccount: Account;
  amountCents: number;
};

/** One movement with what it is about and who posted it; the store gives it its id and its rank. */
export type NewEntry = Movement & {
  editionId: Id<"edi">;
  envelopeId: Id<"env">;
  awardId?: Id<"awd"> | null;
  trancheId?: Id<"trn"> | null;
  /** What the public statement says of it; no person's name. */
  label: string;
  postedBy: PersonId | null;
  postedAt: number;
};

/** A line of the ledger; `position` is its rank in its envelope, from 1. */
export type Entry = Movement & {
  id: Id<"led">;
  editionId: Id<"edi">;
  envelopeId: Id<"env">;
  position: number;
  awardId: Id<"awd"> | null;
  trancheId: Id<"trn"> | null;
  label: string;
  postedBy: PersonId | null;
  postedAt: number;
};

/** What an envelope, or several together, was given and where it stands, in cents. */
export type Balance = {
  endowmentCents: number;
  availableCents: number;
  committedCents: number;
  orderedCents: number;
  paidCents: number;
};

export type EnvelopeBalance = Balance & { envelopeId: Id<"env"> };
