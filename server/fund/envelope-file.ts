import { stringify } from "csv-stringify/sync";
import { centsToDecimal } from "#server/kernel/money.ts";
import type { EnvelopeBalance } from "#server/ledger/model.ts";
import type { Envelope } from "./model.ts";

type Line = Envelope & { territory: { code: string } | null; balance: EnvelopeBalance | null };

/**
 * The envelopes in force as text: one line each, parents before children, amounts in euros. `balance` columns are empty for
 * envelopes that others divide: the money stands in these.
 */
export function writeEnvelopeFile(envelopes: readonly Line[]): string {
  const names = new Map(envelopes.map(({ id, name }) => [id, name]));
  const euros = (cents: number | undefined) => (cents === undefined ? "" : centsToDecimal(cents));
  return stringify(
    envelopes.map(({ parentId, balance, ...envelope }) => ({
      envelope: envelope.name,
      inside: parentId === null ? "" : names.get(parentId),
      kind: envelope.kind,
      territory: envelope.territory?.code ?? "",
      key: envelope.splitKey,
      weight: envelope.weight,
      amount: euros(envelope.amountCents),
      available: euros(balance?.availableCents),
      committed: euros(balance?.committedCents),
      ordered: euros(balance?.orderedCents),
      paid: euros(balance?.paidCents),
    })),
    { header: true },
  );
}
