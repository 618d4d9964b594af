import type { Rulebook } from "#server/kernel/rulebook.ts";
import type { Account, Balance, EntryKind, Movement } from "./model.ts";

export const EMPTY_BALANCE: Balance = {
  endowmentCents: 0,
  availableCents: 0,
  committedCents: 0,
  orderedCents: 0,
  paidCents: 0,
};

/** What stands on the account, in cents; for `endowment`, what was given so far. */
export function onAccount(balance: Balance, account: Account): number {
  return balance[`${account}Cents`];
}

/** The balance after the movement. What leaves `endowment` raises what was given; every other account is a plain purse. */
export function afterMovement(
  balance: Balance,
  { fromAccount, toAccount, amountCents }: Pick<Movement, "fromAccount" | "toAccount" | "amountCents">,
): Balance {
  const after = { ...balance };
  after[`${fromAccount}Cents`] += fromAccount === "endowment" ? amountCents : -amountCents;
  after[`${toAccount}Cents`] += toAccount === "endowment" ? -amountCents : amountCents;
  return after;
}

/** The balances of several envelopes taken together. */
export function sumBalances(balances: readonly Balance[]): Balance {
  return balances.reduce(
    (sum, balance) => ({
      endowmentCents: sum.endowmentCents + balance.endowmentCents,
      availableCents: sum.availableCents + balance.availableCents,
      committedCents: sum.committedCents + balance.committedCents,
      orderedCents: sum.orderedCents + balance.orderedCents,
      paidCents: sum.paidCents + balance.paidCents,
    }),
    EMPTY_BALANCE,
  );
}

/** Endowment less the four places where its euros stand, in cents: zero when the equation holds. */
export function gapCents(balance: Balance): number {
  return (
    balance.endowmentCents -
    balance.availableCents -
    balance.committedCents -
    balance.orderedCents -
    balance.paidCents
  );
}

/** The one way that each kind of entry may move money; a reversal goes one of these ways backwards. */
export const WAYS: { readonly [Kind in Exclude<EntryKind, "reversal">]: readonly [Account, Account] } = {
  opening: ["endowment", "available"],
  commitment: ["available", "committed"],
  order: ["committed", "ordered"],
  payment: ["ordered", "paid"],
  release: ["committed", "available"],
};

function isAllowedWay({ kind, fromAccount, toAccount }: Movement): boolean {
  if (kind === "reversal")
    return Object.values(WAYS).some(([from, to]) => fromAccount === to && toAccount === from);
  const [from, to] = WAYS[kind];
  return fromAccount === from && toAccount === to;
}

export type Posting = { balance: Balance; movement: Movement };

/** What every line of the ledger keeps: chapter LED of the rulebook. LED-2 (append-only) is kept by the database, see db/guards.ts. */
export const LEDGER_RULES = {
  "LED-1": ({ balance, movement }) => gapCents(afterMovement(balance, movement)) === 0,
  "LED-3": ({ balance, movement }) =>
    Object.values(afterMovement(balance, movement)).every((cents) => cents >= 0),
  "LED-4": ({ movement }) => isAllowedWay(movement),
  "LED-5": ({ movement }) => Number.isSafeInteger(movement.amountCents) && movement.amountCents > 0,
} satisfies Rulebook<Posting>;

/** A line with the balance just after it. */
export type StatementLine<Line extends Movement> = { entry: Line; after: Balance };

export type Statement<Line extends Movement> = {
  opening: Balance;
  lines: StatementLine<Line>[];
  closing: Balance;
};

/**
 * Runs the balance through the lines in the order given. Lines that `isBefore` says come before the period fold into the
 * opening balance; of the others only those that `isShown` accepts are listed, each with the balance that the whole ledger
 * had just after it, so that hiding a line never changes a figure. `closing` is the balance after the last line of all.
 */
export function statementOf<Line extends Movement>(
  entries: readonly Line[],
  isBefore: (entry: Line) => boolean = () => false,
  isShown: (entry: Line) => boolean = () => true,
): Statement<Line> {
  let opening = EMPTY_BALANCE;
  let balance = EMPTY_BALANCE;
  const lines: StatementLine<Line>[] = [];
  for (const entry of entries) {
    balance = afterMovement(balance, entry);
    if (lines.length === 0 && isBefore(entry)) opening = balance;
    else if (isShown(entry)) lines.push({ entry, after: balance });
  }
  return { opening, lines, closing: balance };
}
