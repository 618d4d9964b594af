import type { Database } from "#db/database.ts";
import type { Role, TerritoryId } from "#server/accounts/model.ts";
import * as accounts from "#server/accounts/store.ts";
import { DEFAULT_GRID } from "#server/fund/grid.ts";
import * as fund from "#server/fund/store.ts";
import * as initiatives from "#server/initiatives/store.ts";
import { civilDateOf } from "#server/kernel/dates.ts";
import type { Id } from "#server/kernel/ids.ts";
import * as ledger from "#server/ledger/store.ts";
import { appRouter } from "#server/router.ts";
import { insertTerritory } from "#server/territories/store.ts";
import { createCallerFactory } from "#server/trpc.ts";
import * as voting from "#server/voting/store.ts";

export const NOW = Date.parse("2026-06-01T10:00:00Z");
const DAY = 86_400_000;

/** The procedures as one person calls them; nobody signed in when `email` is null. */
export async function callerFor(database: Database, email: string | null) {
  const person = email ? await accounts.findPersonByEmail(database.read, email) : null;
  return createCallerFactory(appRouter)({
    database,
    actor: person ? await accounts.findActor(database.read, person.id, civilDateOf(NOW)) : null,
    locale: "fr",
    address: "127.0.0.1",
    idempotencyKey: null,
    now: () => NOW,
    clockOffsetMs: 0,
  });
}

/** One initiative in the vote: what it asks for, in cents, and the voters (by their place) who choose it. */
type Candidate = { title: string; requestedCents: number; voters: readonly number[] };

/**
 * An edition whose vote is over, in one territory: an envelope of `budgetCents`, one initiative a candidate, each carried
 * by a collective of one member, `voters` voters of whom those without a choice cast a blank ballot. Counted unless told.
 */
export async function votedEdition(
  database: Database,
  {
    budgetCents,
    voters,
    candidates,
    counted = true,
  }: {
    budgetCents: number;
    voters: number;
    candidates: readonly Candidate[];
    counted?: boolean;
  },
) {
  return database.write(async (tx) => {
    const person = async (name: string, role: Role | null, territoryId: TerritoryId | null = null) => {
      const personId = await accounts.insertPerson(tx, {
        name,
        email: `${name.toLowerCase()}@demo.test`,
        at: NOW - 90 * DAY,
      });
      if (role) await accounts.insertRoleGrant(tx, { personId, role, territoryId, startsOn: "2026-01-01" });
      return personId;
    };
    const territory = await insertTerritory(tx, {
      kind: "neighbourhood",
      code: "QN07511M",
      slug: "goutte-d-or",
      name: "Goutte d’Or",
      parentId: null,
      communeCodes: ["75118"],
      residents: 20_000,
      residentsSource: "INSEE",
    });
    await person("nadia", "administrator");
    await person("helene", "authorising_officer");
    await person("karim", "treasurer");
    await person("paula", "administrator", territory.id);
    const edition = await fund.insertEdition(tx, {
      slug: "2026",
      name: "Fonds 2026",
      year: 2026,
      origin: "own",
      createdAt: NOW - 90 * DAY,
    });
    const [envelope] = await fund.insertEnvelopes(
      tx,
      edition.id,
      [
        {
          parent: null,
          kind: "territory",
          territoryId: territory.id,
          name: territory.name,
          amountCents: budgetCents,
          splitKey: "whole",
          weight: 1,
        },
      ],
      NOW - 90 * DAY,
    );
    if (!envelope) throw new Error("no envelope");
    await ledger.postEntry(tx, {
      editionId: edition.id,
      envelopeId: envelope.id,
      kind: "opening",
      fromAccount: "endowment",
      toAccount: "available",
      amountCents: budgetCents,
      label: "ouverture",
      postedBy: null,
      postedAt: NOW - 90 * DAY,
    });
    const call = await fund.insertCall(tx, {
      editionId: edition.id,
      title: "Appel 2026",
      opensAt: NOW - 80 * DAY,
      submissionsCloseAt: NOW - 60 * DAY,
      reviewClosesAt: NOW - 40 * DAY,
      voteOpensAt: NOW - 20 * DAY,
      voteClosesAt: NOW - 5 * DAY,
      ceilingCents: budgetCents,
      maxShareBps: 10_000,
      minMembers: 1,
      maxChoices: 5,
      minMeanHundredths: 0,
      allocationRule: { rule: "equal-shares", utility: "cost", completion: "none", increment: "1" },
      grid: DEFAULT_GRID,
      openedBy: null,
      openedAt: NOW - 80 * DAY,
    });
    const initiativeIds: Id<"ini">[] = [];
    for (const [at, { title, requestedCents }] of candidates.entries()) {
      const collectiveId = await initiatives.insertCollective(tx, {
        name: `Collectif ${at + 1}`,
        territoryId: territory.id,
        createdAt: NOW - 70 * DAY,
      });
      const personId = await person(`membre${at + 1}`, null);
      await initiatives.insertMember(tx, {
        collectiveId,
        personId,
        role: "referent",
        joinedOn: "2026-03-20",
      });
      initiativeIds.push(
        await initiatives.insertInitiative(tx, {
          number: `2026-000${at + 1}`,
          editionId: edition.id,
          callId: call.id,
          collectiveId,
          territoryId: territory.id,
          title,
          state: "in_vote",
          requestedCents,
          createdAt: NOW - 70 * DAY,
        }),
      );
    }
    const pollId = await voting.insertPoll(
      tx,
      {
        editionId: edition.id,
        manifest: { test: true },
        manifestHash: "ab".repeat(32),
        trusteeKeys: ["00".repeat(32)],
        maxChoices: 5,
        opensAt: call.voteOpensAt,
        closesAt: call.voteClosesAt,
        openedAt: call.voteOpensAt,
      },
      initiativeIds.map((initiativeId, at) => ({ number: at + 1, initiativeId })),
      Array.from({ length: voters }, (_, voter) => ({ votingKey: `key${voter}`, territoryId: territory.id })),
    );
    for (let voter = 0; voter < voters; voter++)
      await voting.insertBallot(tx, {
        pollId,
        leafHash: `leaf${voter}`,
        votingKey: `key${voter}`,
        rank: 1,
        box: "box",
        signature: "signature",
        channel: "online",
      });
    if (counted) {
      const opened = Array.from({ length: voters }, (_, voter) => ({
        code: `code${String(voter).padStart(4, "0")}`,
        choices: candidates.flatMap((candidate, at) => (candidate.voters.includes(voter) ? [at + 1] : [])),
        rejectedBecause: null,
      }));
      const blank = opened.filter(({ choices }) => choices.length === 0).length;
      await voting.insertClosing(tx, pollId, call.voteClosesAt);
      await voting.insertCount(
        tx,
        pollId,
        { opened, counted: voters - blank, blank, rejected: 0, replaced: 0 },
        NOW - DAY,
      );
    }
    return { edition, envelope, initiativeIds, territory };
  });
}
