import type { PersonId, TerritoryId } from "#server/accounts/model.ts";
import { basisPointsUp, splitByLargestRemainder } from "#server/kernel/money.ts";
import type { Rulebook } from "#server/kernel/rulebook.ts";
import {
  BUDGET_STAGES,
  type BudgetFigure,
  type Calendar,
  type EnvelopeKind,
  type Phase,
  type SplitKey,
} from "./model.ts";

/** What the founders asked for: 5 % of the base. */
export const FLOOR_BPS = 500;

/**
 * The lines that make the base: payment appropriations (CP); where a line is known at several stages (same year, programme and
 * label), only the most settled one: executed over law over bill.
 */
export function countedLines<Line extends Omit<BudgetFigure, "source" | "amountCents">>(
  lines: readonly Line[],
): Line[] {
  const stageOf = (line: Line) => BUDGET_STAGES.indexOf(line.stage);
  return lines.filter(
    (line) =>
      line.kind === "CP" &&
      !lines.some(
        (other) =>
          other.kind === "CP" &&
          other.year === line.year &&
          other.programme === line.programme &&
          other.label === line.label &&
          stageOf(other) > stageOf(line),
      ),
  );
}

/** The base of reference, in cents: the counted lines together. */
export function baseCents(lines: readonly BudgetFigure[]): number {
  return countedLines(lines).reduce((sum, line) => sum + line.amountCents, 0);
}

/** The least that the endowment may be, in cents: 5 % of the base, rounded up. */
export function floorCents(baseCents: number): number {
  return basisPointsUp(baseCents, FLOOR_BPS);
}

/** An amount as a share of the base in per cent, cut (never rounded) to three decimals, so that 4.9999 % never reads 5 %. */
export function sharePercent(amountCents: number, baseCents: number): number {
  return baseCents === 0 ? 0 : Number((BigInt(amountCents) * 100_000n) / BigInt(baseCents)) / 1000;
}

type VerifiableLine = BudgetFigure & { enteredBy: PersonId | null; verifiedBy: PersonId | null };

/** Whether the line may count: sourced, staged, dated and checked by somebody other than its author. */
export function isVerified(line: VerifiableLine): boolean {
  return (
    line.source.trim() !== "" &&
    BUDGET_STAGES.includes(line.stage) &&
    Number.isInteger(line.year) &&
    line.verifiedBy !== null &&
    line.verifiedBy !== line.enteredBy
  );
}

/** Opening the base of a year. */
export const BASE_RULES = {
  "DOT-5": ({ isOpened }) => !isOpened,
} satisfies Rulebook<{ isOpened: boolean }>;

/** Whether these lines may count. */
export const VERIFICATION_RULES = {
  "DOT-2": ({ lines }) => lines.length > 0 && lines.every(isVerified),
} satisfies Rulebook<{ lines: readonly VerifiableLine[] }>;

/** A call freezes from the moment it is opened. */
type Freezable = { callOpenedAt: number | null };
const isNotFrozen = ({ callOpenedAt }: Freezable) => callOpenedAt === null;

export const ENDOWMENT_RULES = {
  "DOT-1": ({ lines, amountCents }) => amountCents >= floorCents(baseCents(lines)),
  "DOT-2": VERIFICATION_RULES["DOT-2"],
  "ENV-2": isNotFrozen,
} satisfies Rulebook<Freezable & { lines: readonly VerifiableLine[]; amountCents: number }>;

/** A part of a division, before it is adopted; `parent` is the index of the part it divides. */
export type Part = {
  parent: number | null;
  kind: EnvelopeKind;
  territoryId: TerritoryId | null;
  name: string;
  amountCents: number;
  splitKey: "whole" | SplitKey;
  weight: number;
};

/** How one territory came to its amount: whole cents of its exact share, what remained (as a fraction of a cent), the cent it was served. */
export type Share = {
  territoryId: TerritoryId;
  name: string;
  weight: number;
  amountCents: number;
  /** Remainder over `weightsTotal`, of one cent. */
  remainder: number;
  weightsTotal: number;
  /** Place in the order in which left-over cents were served, from 1. */
  place: number;
  gotCent: boolean;
};

type Place = { id: TerritoryId; name: string; residents: number };

/** The weights of the key: one each, residents, or the cents typed by hand. */
export function weightsOf(key: SplitKey, places: readonly Place[], handCents: readonly number[]): number[] {
  if (key === "equal") return places.map(() => 1);
  if (key === "residents") return places.map((place) => place.residents);
  return places.map((_, index) => handCents[index] ?? 0);
}

/**
 * The split of an amount among places by largest remainder, with the whole calculation. Places come in the order of their official
 * codes: that is the order in which equal remainders are served. By hand, each place gets what was typed.
 */
export function shareOut(
  amountCents: number,
  key: SplitKey,
  places: readonly Place[],
  handCents: readonly number[] = [],
): Share[] {
  const weights = weightsOf(key, places, handCents);
  const weightsTotal = weights.reduce((sum, weight) => sum + weight, 0);
  const amounts =
    key === "by_hand" || weightsTotal === 0
      ? places.map((_, index) => (key === "by_hand" ? (handCents[index] ?? 0) : 0))
      : splitByLargestRemainder(amountCents, weights);
  const remainders = weights.map((weight) =>
    key === "by_hand" || weightsTotal === 0
      ? 0
      : Number((BigInt(amountCents) * BigInt(weight)) % BigInt(weightsTotal)),
  );
  const order = remainders
    .map((_, index) => index)
    .sort((a, b) => (remainders[b] ?? 0) - (remainders[a] ?? 0) || a - b);
  return places.map((place, index) => {
    const weight = weights[index] ?? 0;
    const amount = amounts[index] ?? 0;
    const whole =
      weightsTotal === 0 ? 0 : Number((BigInt(amountCents) * BigInt(weight)) / BigInt(weightsTotal));
    return {
      territoryId: place.id,
      name: place.name,
      weight,
      amountCents: amount,
      remainder: remainders[index] ?? 0,
      weightsTotal,
      place: order.indexOf(index) + 1,
      gotCent: key !== "by_hand" && amount > whole,
    };
  });
}

/**
 * The tree of a division of the endowment: running costs, territories (and each of them), and by name what is left for the territories
 * that are not open this year. Amounts that exceed the endowment leave nothing; the rules then say so.
 */
export function divide({
  endowmentCents,
  runningCostsCents,
  territoriesCents,
  key,
  places,
  handCents = [],
}: {
  endowmentCents: number;
  runningCostsCents: number;
  territoriesCents: number;
  key: SplitKey;
  places: readonly Place[];
  handCents?: readonly number[];
}): { parts: Part[]; shares: Share[] } {
  const shares = shareOut(territoriesCents, key, places, handCents);
  const leftCents = Math.max(0, endowmentCents - runningCostsCents - territoriesCents);
  const byHand = { territoryId: null, splitKey: "by_hand" } as const;
  const parts: Part[] = [
    {
      parent: null,
      kind: "root",
      territoryId: null,
      name: "Dotation",
      amountCents: endowmentCents,
      splitKey: "whole",
      weight: 1,
    },
    {
      ...byHand,
      parent: 0,
      kind: "running_costs",
      name: "Fonctionnement",
      amountCents: runningCostsCents,
      weight: runningCostsCents,
    },
    {
      ...byHand,
      parent: 0,
      kind: "territories",
      name: "Territoires ouverts cette année",
      amountCents: territoriesCents,
      weight: territoriesCents,
    },
    {
      ...byHand,
      parent: 0,
      kind: "reserve",
      name: "Réservé aux autres territoires",
      amountCents: leftCents,
      weight: leftCents,
    },
    ...shares.map((share) => ({
      parent: 2,
      kind: "territory" as const,
      territoryId: share.territoryId,
      name: share.name,
      amountCents: share.amountCents,
      splitKey: key,
      weight: share.weight,
    })),
  ];
  return { parts, shares };
}

const sumCents = (items: readonly { amountCents: number }[]) =>
  items.reduce((sum, item) => sum + item.amountCents, 0);

/** By how much the parts of some part exceed it at most, in cents; zero or less when none does. */
export function excessCents(parts: readonly Part[]): number {
  return Math.max(
    ...parts.map((part, index) => {
      const children = parts.filter((child) => child.parent === index);
      return children.length === 0 ? 0 : sumCents(children) - part.amountCents;
    }),
  );
}

/** The leaves of a division together, in cents. */
export function leavesCents(parts: readonly Part[]): number {
  return sumCents(parts.filter((_, index) => !parts.some((part) => part.parent === index)));
}

export const ENVELOPE_RULES = {
  "ENV-1": ({ parts }) => excessCents(parts) <= 0,
  "ENV-2": isNotFrozen,
  "ENV-3": ({ parts, endowmentCents }) => leavesCents(parts) === endowmentCents,
} satisfies Rulebook<Freezable & { parts: readonly Part[]; endowmentCents: number }>;

/** What opening a call rests on. `leavesCents` is what the adopted envelopes make together. */
export type Opening = {
  calendar: Calendar;
  ceilingCents: number;
  callOpenedAt: number | null;
  endowmentCents: number | null;
  leavesCents: number;
  smallestTerritoryCents: number;
};

export const CALL_RULES = {
  "CAL-1": ({ calendar: c }) =>
    c.opensAt < c.submissionsCloseAt &&
    c.submissionsCloseAt <= c.reviewClosesAt &&
    c.reviewClosesAt <= c.voteOpensAt &&
    c.voteOpensAt < c.voteClosesAt,
  "CAL-2": isNotFrozen,
  "CAL-3": ({ ceilingCents, smallestTerritoryCents }) => ceilingCents <= smallestTerritoryCents,
  "ENV-3": ({ leavesCents, endowmentCents }) => endowmentCents !== null && leavesCents === endowmentCents,
} satisfies Rulebook<Opening>;

/** Where the call stands at that instant: each moment of the calendar opens what follows it. */
export function phaseOf(call: Calendar, now: number): Phase {
  if (now < call.opensAt) return "before";
  if (now < call.submissionsCloseAt) return "submissions";
  if (now < call.reviewClosesAt) return "review";
  if (now < call.voteOpensAt) return "before_vote";
  if (now < call.voteClosesAt) return "vote";
  return "closed";
}

/** The moment at which the running phase ends, or null when the call is closed. */
export function phaseEndsAt(call: Calendar, now: number): number | null {
  const moments = [
    call.opensAt,
    call.submissionsCloseAt,
    call.reviewClosesAt,
    call.voteOpensAt,
    call.voteClosesAt,
  ];
  return moments.find((moment) => now < moment) ?? null;
}
