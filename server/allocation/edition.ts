import type { Reader } from "#db/database.ts";
import type { TerritoryId } from "#server/accounts/model.ts";
import type { Edition, Envelope } from "#server/fund/model.ts";
import * as fund from "#server/fund/store.ts";
import * as initiatives from "#server/initiatives/store.ts";
import { civilDateOf } from "#server/kernel/dates.ts";
import { sha256 } from "#server/kernel/hash.ts";
import type { Id } from "#server/kernel/ids.ts";
import * as territories from "#server/territories/store.ts";
import * as voting from "#server/voting/store.ts";
import { makeElection } from "./election.ts";
import { byCodePoint, COMPLETIONS, DEFAULT_TIE_ORDER, type RuleOptions, UTILITIES } from "./model.ts";
import { pbOf, writePb } from "./pb.ts";
import type { FrozenOptions } from "./published.ts";

/** What one envelope's calculation starts from, whole and as text: nothing else may enter into it. */
export type FrozenInputs = {
  envelope: Envelope;
  pb: string;
  options: FrozenOptions;
  /** The initiatives in the vote, by the number under which the file names them. */
  initiativeIds: ReadonlyMap<string, Id<"ini">>;
};

/**
 * Gathers what the calculation of an edition starts from, one envelope for each territory that has initiatives in the
 * vote: the counted ballots, the amounts asked for, the envelope, and the rule frozen when the call opened (ALL-3).
 * A ballot belongs to the territory of its choices. Whoever voted there without a valid choice remains a voter (ALL-8):
 * the roll says how many they are, and they stand at the end as empty ballots without a code.
 * Empty before the count.
 */
export async function gatherInputs(read: Reader, edition: Edition): Promise<FrozenInputs[]> {
  const poll = await voting.findPoll(read, edition.id);
  const call = await fund.findCall(read, edition.id);
  if (!poll?.countedAt || !call) return [];
  const rule = frozenRule(call.allocationRule);
  const offered = new Set(
    (await voting.listPollChoices(read, poll.id)).map(({ initiativeId }) => initiativeId),
  );
  const candidates = (await initiatives.listInitiatives(read, { editionId: edition.id })).filter(({ id }) =>
    offered.has(id),
  );
  const ballots = await voting.listCountedBallots(read, poll.id);
  const turnout = await voting.listTurnout(read, poll.id);
  const gathered: FrozenInputs[] = [];
  for (const envelope of await fund.listEnvelopes(read, edition.id)) {
    const { territoryId } = envelope;
    const own = candidates.filter((initiative) => initiative.territoryId === territoryId);
    if (envelope.kind !== "territory" || territoryId === null || own.length === 0) continue;
    const numberOf = new Map(own.map(({ id, number }) => [id, number]));
    const cast = ballots.flatMap(({ code, choices }) => {
      const numbers = choices.flatMap((id) => numberOf.get(id) ?? []);
      return numbers.length > 0 ? [{ code, numbers }] : [];
    });
    const voters = turnout.find((row) => row.territoryId === territoryId)?.voters ?? 0;
    const blank = Array.from({ length: Math.max(0, voters - cast.length) }, () => ({
      code: "",
      numbers: [],
    }));
    gathered.push({
      envelope,
      pb: electionText({
        edition,
        callTitle: call.title,
        territoryName: (await territories.getTerritory(read, territoryId)).name,
        budgetCents: envelope.amountCents,
        rule,
        opensAt: poll.opensAt,
        closesAt: poll.closesAt,
        projects: own.map(({ number, title, requestedCents }) => ({ number, title, requestedCents })),
        ballots: [...cast, ...blank],
      }),
      options: {
        rule,
        tieOrder: { ...DEFAULT_TIE_ORDER, lot: drawnLot(poll.manifestHash, [...numberOf.values()]) },
      },
      initiativeIds: new Map(own.map(({ id, number }) => [number, id])),
    });
  }
  return gathered;
}

type ElectionFacts = {
  edition: Pick<Edition, "slug" | "year">;
  callTitle: string;
  territoryName: string;
  budgetCents: number;
  rule: RuleOptions;
  opensAt: number;
  closesAt: number;
  projects: readonly { number: string; title: string; requestedCents: number }[];
  /** Each with its random code, by which its voter finds it; "" for a ballot without a valid choice. */
  ballots: readonly { code: string; numbers: readonly string[] }[];
};

/** An election of our own in `.pb`. Equal facts give equal text. */
export function electionText(facts: ElectionFacts): string {
  const election = makeElection({
    voteType: "approval",
    projects: facts.projects.map(({ number, title, requestedCents }) => ({
      id: number,
      cost: requestedCents,
      name: title,
    })),
    budget: facts.budgetCents,
    minorPerUnit: 100,
    currency: "EUR",
    ballots: facts.ballots.map(({ numbers }) => ({ projects: numbers })),
  });
  if ("kind" in election) throw new Error(`the vote is not an election: ${election.reason} ${election.text}`);
  const { rule } = facts;
  const file = pbOf(election, {
    description: facts.callTitle,
    country: "France",
    unit: facts.territoryName,
    instance: facts.edition.slug,
    rule: rule.rule === "equal-shares" ? `equalshares/${rule.completion}` : rule.rule,
    date_begin: civilDateOf(facts.opensAt),
    date_end: civilDateOf(facts.closesAt),
    language: "fr",
    edition: String(facts.edition.year),
  });
  return writePb({
    ...file,
    voterRows: facts.ballots.map(({ code }, at) => [code || `sans-choix-${at + 1}`]),
  });
}

/**
 * The drawn order that breaks the last ties: ascending SHA-256 of the poll's manifest and the number. The manifest is
 * frozen and printed everywhere before the first ballot, so nobody can choose the order once votes are known.
 */
export function drawnLot(manifestHash: string, numbers: readonly string[]): string[] {
  const drawn = new Map(numbers.map((number) => [number, sha256(`${manifestHash}:${number}`)]));
  return [...numbers].sort((a, b) => byCodePoint(drawn.get(a) ?? "", drawn.get(b) ?? ""));
}

/** The rule that the call froze, read back from its row. */
export function frozenRule(stored: Record<string, unknown>): RuleOptions {
  const { rule } = stored;
  if (rule === "greedy" || rule === "greedy-no-skip" || rule === "phragmen") return { rule };
  const utility = UTILITIES.find((name) => name === stored.utility);
  const completion = COMPLETIONS.find((name) => name === stored.completion);
  if (rule !== "equal-shares" || !utility || !completion || typeof stored.increment !== "string")
    throw new Error(`the call froze a rule that does not exist: ${JSON.stringify(stored)}`);
  return { rule, utility, completion, increment: stored.increment };
}

/** The name of a part of an edition in addresses and files: the territory's slug, or `election` where there is one budget. */
export async function partOf(read: Reader, territoryId: TerritoryId | null): Promise<string> {
  return territoryId === null ? "election" : (await territories.getTerritory(read, territoryId)).slug;
}
