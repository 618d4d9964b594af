import type { Api } from "#server/context.ts";

/** An edition as the procedures show it to everybody. */
export type Overview = Awaited<ReturnType<Api["fund"]["byYear"]>>;
export type OverviewLine = NonNullable<Overview["base"]>["lines"][number];
export type OverviewEnvelope = Overview["envelopes"][number];
export type OverviewCall = NonNullable<Overview["call"]>;

type Sums = {
  givenCents: number;
  availableCents: number;
  committedCents: number;
  orderedCents: number;
  paidCents: number;
};

/** What envelopes were given and where it stands, together; parents that the ledger does not hold add nothing. */
export function sumOf(envelopes: readonly OverviewEnvelope[]): Sums {
  return envelopes.reduce(
    (sum, { balance }) => ({
      givenCents: sum.givenCents + (balance?.endowmentCents ?? 0),
      availableCents: sum.availableCents + (balance?.availableCents ?? 0),
      committedCents: sum.committedCents + (balance?.committedCents ?? 0),
      orderedCents: sum.orderedCents + (balance?.orderedCents ?? 0),
      paidCents: sum.paidCents + (balance?.paidCents ?? 0),
    }),
    { givenCents: 0, availableCents: 0, committedCents: 0, orderedCents: 0, paidCents: 0 },
  );
}

/** The envelope and all that divides it. */
export function under(envelopes: readonly OverviewEnvelope[], top: OverviewEnvelope): OverviewEnvelope[] {
  const children = envelopes.filter((envelope) => envelope.parentId === top.id);
  return [top, ...children.flatMap((child) => under(envelopes, child))];
}
