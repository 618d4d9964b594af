import { and, asc, eq } from "drizzle-orm";
import type { Reader, Transaction } from "#db/database.ts";
import { ledgerBalances, ledgerEntries } from "#db/schema/ledger.ts";
import { type Id, newId } from "#server/kernel/ids.ts";
import { brokenRules, NotFound, refuseIf } from "#server/kernel/rulebook.ts";
import type { Balance, Entry, EnvelopeBalance, NewEntry } from "./model.ts";
import { afterMovement, EMPTY_BALANCE, LEDGER_RULES, onAccount } from "./rules.ts";

/**
 * Appends one movement to the ledger of an envelope, inside the caller's transaction, and answers the line's id.
 * Refused, with nothing written: an amount that is not a whole number of cents above zero, a way that its kind does not go,
 * an account that would fall below zero (rules LED-1 to LED-5).
 */
export async function postEntry(tx: Transaction, entry: NewEntry): Promise<Id<"led">> {
  const { balance, entries } = await currentBalance(tx, entry.envelopeId);
  const broken = brokenRules(LEDGER_RULES, { balance, movement: entry });
  const onHandCents = onAccount(balance, entry.fromAccount);
  refuseIf(broken, {
    account: entry.fromAccount,
    amountCents: entry.amountCents,
    onHandCents,
    missingCents: entry.amountCents - onHandCents,
  });

  const id = newId("led");
  const { editionId, envelopeId, kind, fromAccount, toAccount, amountCents, label, postedBy, postedAt } =
    entry;
  await tx.insert(ledgerEntries).values({
    id,
    editionId,
    envelopeId,
    position: entries + 1,
    kind,
    fromAccount,
    toAccount,
    amountCents,
    awardId: entry.awardId ?? null,
    trancheId: entry.trancheId ?? null,
    label,
    postedBy,
    postedAt,
  });
  const after = { ...afterMovement(balance, entry), entries: entries + 1 };
  await tx
    .insert(ledgerBalances)
    .values({ envelopeId, editionId, ...after })
    .onConflictDoUpdate({ target: ledgerBalances.envelopeId, set: after });
  return id;
}

async function currentBalance(
  read: Reader,
  envelopeId: Id<"env">,
): Promise<{ balance: Balance; entries: number }> {
  const [row] = await read.select().from(ledgerBalances).where(eq(ledgerBalances.envelopeId, envelopeId));
  if (!row) return { balance: EMPTY_BALANCE, entries: 0 };
  const { entries, endowmentCents, availableCents, committedCents, orderedCents, paidCents } = row;
  return { balance: { endowmentCents, availableCents, committedCents, orderedCents, paidCents }, entries };
}

/** What one envelope was given and where it stands; all zero when nothing was posted yet. */
export async function findBalance(read: Reader, envelopeId: Id<"env">): Promise<Balance> {
  return (await currentBalance(read, envelopeId)).balance;
}

/** The balances of every envelope of the edition to which something was posted. */
export async function listBalances(read: Reader, editionId: Id<"edi">): Promise<EnvelopeBalance[]> {
  return read
    .select({
      envelopeId: ledgerBalances.envelopeId,
      endowmentCents: ledgerBalances.endowmentCents,
      availableCents: ledgerBalances.availableCents,
      committedCents: ledgerBalances.committedCents,
      orderedCents: ledgerBalances.orderedCents,
      paidCents: ledgerBalances.paidCents,
    })
    .from(ledgerBalances)
    .where(eq(ledgerBalances.editionId, editionId))
    .orderBy(asc(ledgerBalances.envelopeId));
}

/** The lines of the edition, or of one of its envelopes, in the order in which balances run. */
export async function listEntries(
  read: Reader,
  { editionId, envelopeId }: { editionId: Id<"edi">; envelopeId?: Id<"env"> },
): Promise<Entry[]> {
  return read
    .select()
    .from(ledgerEntries)
    .where(
      and(
        eq(ledgerEntries.editionId, editionId),
        envelopeId ? eq(ledgerEntries.envelopeId, envelopeId) : undefined,
      ),
    )
    .orderBy(asc(ledgerEntries.postedAt), asc(ledgerEntries.envelopeId), asc(ledgerEntries.position));
}

export async function getEntry(read: Reader, id: Id<"led">): Promise<Entry> {
  const [entry] = await read.select().from(ledgerEntries).where(eq(ledgerEntries.id, id));
  if (!entry) throw new NotFound("ledger entry");
  return entry;
}

/** Every line of every edition, envelope by envelope: what a check of the whole ledger starts from. */
export async function listAllEntries(read: Reader): Promise<Entry[]> {
  return read
    .select()
    .from(ledgerEntries)
    .orderBy(asc(ledgerEntries.envelopeId), asc(ledgerEntries.position));
}

/** The balances as stored, of every edition. */
export async function listAllBalances(
  read: Reader,
): Promise<(EnvelopeBalance & { entries: number; editionId: Id<"edi"> })[]> {
  return read.select().from(ledgerBalances).orderBy(asc(ledgerBalances.envelopeId));
}
