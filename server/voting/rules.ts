import type { TerritoryId } from "#server/accounts/model.ts";
import type { Rulebook } from "#server/kernel/rulebook.ts";
import type { PollChoice, PollState } from "./model.ts";

/** While a vote is open no figure about fewer people than this is published; result pages leave such figures out too. */
export const SMALLEST_CELL = 20;

/** What is known when the administrator opens a vote. */
export type Opening = {
  alreadyOpen: boolean;
  /** Where the call's calendar stands, as `phaseOf` of the fund says. */
  phase: string;
  choices: number;
  /** Number of the first line of the key list that is none, repeats a key or names an unknown territory; 0 when all are well. */
  badLine: number;
  keys: number;
  /** Place of the first lock with which no ballot could be sealed or opened, from 1, as `firstBadLock` says; 0 when all are well. */
  badLock: number;
};

/** When a vote may be opened. */
export const OPENING_RULES = {
  "VOT-3": ({ alreadyOpen }) => !alreadyOpen,
  "VOT-8": ({ phase, choices }) => (phase === "before_vote" || phase === "vote") && choices > 0,
  "VOT-9": ({ badLine, keys }) => badLine === 0 && keys > 0,
  "VOT-13": ({ badLock }) => badLock === 0,
} satisfies Rulebook<Opening>;

/** What the jury made of an admissible file, and what the call asks of it; hundredths of a mark. */
export type Judged = {
  /** Null when no member of the jury has scored the file. */
  meanHundredths: number | null;
  minMeanHundredths: number;
};

/** When an admissible file goes to the vote. */
export const JURY_RULES = {
  "VOT-12": ({ meanHundredths, minMeanHundredths }) =>
    minMeanHundredths === 0 || (meanHundredths !== null && meanHundredths >= minMeanHundredths),
} satisfies Rulebook<Judged>;

/** What is known when a ballot arrives. `now` is the moment it was received, by the server's clock. */
export type Casting = {
  /** Territory of the key on the roll; null when the key is not there. */
  territoryId: TerritoryId | null;
  rank: number;
  lastRank: number;
  isSigned: boolean;
  opensAt: number;
  closesAt: number;
  closedAt: number | null;
  now: number;
};

/** When a ballot enters the box. */
export const CASTING_RULES = {
  "VOT-1": ({ territoryId }) => territoryId !== null,
  // The signature covers the hash of everything frozen: a ballot made for other rules is a ballot for another vote.
  "VOT-3": ({ isSigned }) => isSigned,
  // One entry, one ballot that stands: the next rank replaces, a rank already used or skipped adds nothing.
  "VOT-2": ({ rank, lastRank }) => rank === lastRank + 1,
  "VOT-5": ({ opensAt, closesAt, closedAt, now }) => closedAt === null && opensAt <= now && now < closesAt,
} satisfies Rulebook<Casting>;

/** What is known of the choices, before the box is closed over them and again when it is opened. */
export type Choosing = {
  choices: readonly number[];
  /** The territory whose initiatives may be chosen. */
  territoryId: TerritoryId | null;
  maxChoices: number;
  offered: readonly PollChoice[];
};

/** What a ballot may choose. */
export const CHOICE_RULES = {
  "VOT-7": ({ choices, territoryId, maxChoices, offered }) =>
    choices.length <= maxChoices &&
    choices.every((chosen) =>
      offered.some(({ number, territoryId: of }) => number === chosen && of === territoryId),
    ),
} satisfies Rulebook<Choosing>;

/** When a vote is closed. */
export const CLOSING_RULES = {
  "VOT-4": ({ closesAt, now }) => closesAt <= now,
  "VOT-10": ({ closedAt }) => closedAt === null,
} satisfies Rulebook<{ closesAt: number; closedAt: number | null; now: number }>;

/** When the boxes are opened. */
export const COUNTING_RULES = {
  "VOT-4": ({ closedAt }) => closedAt !== null,
  "VOT-10": ({ countedAt }) => countedAt === null,
  "VOT-11": ({ keysFit }) => keysFit,
} satisfies Rulebook<{ closedAt: number | null; countedAt: number | null; keysFit: boolean }>;

/** A published figure about a territory, or about several put together because one alone would tell too much. */
export type Cell = { territoryIds: TerritoryId[]; voters: number };

/**
 * Turnout as it may be published: no figure under 20, and none that could be found by subtracting the others from the whole.
 * Small territories are put together with the next smallest until their sum may be shown; when even the whole may not, nothing is.
 */
export function publishedTurnout(voters: ReadonlyMap<TerritoryId, number>): Cell[] {
  const bySize = [...voters]
    .map(([territoryId, count]) => ({ territoryIds: [territoryId], voters: count }))
    .sort((a, b) => a.voters - b.voters || (a.territoryIds.join() < b.territoryIds.join() ? -1 : 1));
  const merged: Cell = { territoryIds: [], voters: 0 };
  const cells: Cell[] = [];
  for (const cell of bySize) {
    const needsCompany = merged.territoryIds.length > 0 && merged.voters < SMALLEST_CELL;
    if (cell.voters < SMALLEST_CELL || needsCompany) {
      merged.territoryIds.push(...cell.territoryIds);
      merged.voters += cell.voters;
    } else cells.push(cell);
  }
  if (merged.voters >= SMALLEST_CELL) cells.push(merged);
  return cells.filter(keepsSecret);
}

/** What may be published about a group of voters. */
export const PUBLICATION_RULES = {
  "VOT-6": ({ voters }) => voters >= SMALLEST_CELL,
} satisfies Rulebook<Cell>;

const keepsSecret = (cell: Cell) => PUBLICATION_RULES["VOT-6"](cell);

/** Where a vote stands. Between its hour and the act of closing it is `ended`: nobody casts, nobody counts. */
export function pollState(
  poll: { opensAt: number; closesAt: number; closedAt: number | null; countedAt: number | null },
  now: number,
): PollState {
  if (poll.countedAt !== null) return "counted";
  if (poll.closedAt !== null) return "closed";
  if (now < poll.opensAt) return "before";
  return now < poll.closesAt ? "open" : "ended";
}
