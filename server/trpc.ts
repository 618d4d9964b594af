import { initTRPC, TRPCError } from "@trpc/server";
import type { Database, Transaction } from "#db/database.ts";
import { loggable } from "#db/errors.ts";
import type { Actor, Role, TerritoryId } from "#server/accounts/model.ts";
import { holdsRole } from "#server/accounts/model.ts";
import { EVENTS, type EventName } from "#server/events.ts";
import { commit, type Outcome } from "#server/journal/commit.ts";
import type { EventShape } from "#server/journal/events.ts";
import type { Actor as JournalActor } from "#server/journal/model.ts";
import { canonicalJson, type Json, sha256 } from "#server/kernel/hash.ts";
import { randomCrockford } from "#server/kernel/ids.ts";
import { NotFound, Refusal } from "#server/kernel/rulebook.ts";
import { pagesChanged } from "#server/page-cache.ts";

/** What a request brings: who asks, in which language, from where, and the key that makes a repeated sending harmless. */
export type Context = {
  database: Database;
  actor: Actor | null;
  locale: string;
  /** The address of the asker as the server saw it; counts tries, is never stored beside what was asked. */
  address: string;
  /** Made by the form before it is sent; the same key and body answer the same, whenever they come back. */
  idempotencyKey: string | null;
  /** The instant by the fund's calendar, in milliseconds: the real one, or the demo's. */
  now: () => number;
  /** How far the demo's calendar stands from the real one, in milliseconds; 0 in a real fund. */
  clockOffsetMs: number;
};

/** Who may call a procedure; declared by each, checked by the ladder below and by the generated matrix of tests. */
export type Access = "anyone" | "signed_in" | "member" | readonly Role[];

/** `keepsNoCommand`: the answer is not kept under the form's key, since it would put a time beside what was done. */
type Meta = { may: Access; keepsNoCommand?: true };

const t = initTRPC
  .context<Context>()
  .meta<Meta>()
  .create({
    errorFormatter: ({ shape, error }) => ({
      ...shape,
      data: {
        ...shape.data,
        stack: undefined,
        broken: error.cause instanceof Refusal ? error.cause.broken : undefined,
      },
    }),
  });

export const router = t.router;
export const createCallerFactory = t.createCallerFactory;

/**
 * Turns what the house throws into what the transport says: refusals are BAD_REQUEST with their rules, things not found or
 * not yours are NOT_FOUND alike, a key reused with another body is CONFLICT.
 */
const errors = t.middleware(async ({ path, next }) => {
  const result = await next();
  if (result.ok) return result;
  const cause = result.error.cause;
  if (cause instanceof Refusal) throw new TRPCError({ code: "BAD_REQUEST", message: cause.message, cause });
  if (cause instanceof NotFound) throw new TRPCError({ code: "NOT_FOUND", message: "not found", cause });
  if (cause?.name === "Conflict") throw new TRPCError({ code: "CONFLICT", message: cause.message, cause });
  if (cause?.name === "TooManyTries")
    throw new TRPCError({ code: "TOO_MANY_REQUESTS", message: cause.message, cause });
  // A bug. The database's own words hold the values that were written: they stay here, and so does most of the log.
  if (result.error.code === "INTERNAL_SERVER_ERROR") {
    const reference = randomCrockford(8);
    console.error(`${reference} in ${path}: ${loggable(cause ?? result.error)}`);
    throw new TRPCError({ code: "INTERNAL_SERVER_ERROR", message: `bug ${reference}` });
  }
  return result;
});

/** Gives the procedure its one door to write, bound to the actor, the office they act in and the form's key. */
const door = t.middleware(async ({ ctx, meta, path, getRawInput, next }) => {
  const key = meta?.keepsNoCommand ? null : ctx.idempotencyKey;
  const command = key
    ? { key, bodyHash: sha256(canonicalJson([path, ctx.actor?.id ?? null, plain(await getRawInput())])) }
    : null;
  const actor = ctx.actor && journalActor(ctx.actor, meta?.may ?? "anyone");
  return next({
    ctx: {
      commit: async <Name extends EventName, const Answer extends Json>(
        event: Name,
        change: (tx: Transaction) => Promise<Outcome<(typeof EVENTS)[Name], Answer>>,
      ): Promise<Answer> => {
        const act = { events: EVENTS, event, actor, command, now: ctx.now() };
        const answer = await commit(ctx.database, act, change);
        if (isSeenOnPages(EVENTS[event])) pagesChanged();
        return answer;
      },
    },
  });
});

/**
 * Whether shared copies of public pages are out of date after the event. Not after one that says nothing in public (a draft is
 * saved), nor after a ballot: in the last hour of a vote that would be every page, all the time, for a count that may wait.
 */
function isSeenOnPages(event: EventShape): boolean {
  return Object.keys(event.public).length > 0 && event.actor !== "unwritten";
}

/** The journal names the office that acts, never the person; a visitor's act names nobody. */
function journalActor(actor: Actor, may: Access): JournalActor | null {
  if (may === "anyone") return null;
  const office =
    typeof may === "string" ? may : may.find((role) => actor.roles.some((held) => held.role === role));
  return office ? { personId: actor.id, role: office } : null;
}

const plain = (value: unknown): Json => (value === undefined ? null : JSON.parse(JSON.stringify(value)));

const base = t.procedure.use(errors).use(door);

/** Anybody, signed in or not. */
export const publicProcedure = base.meta({ may: "anyone" });

/** Anybody, for what must not be tied to a moment: a ballot. The act makes itself harmless when it is sent twice. */
export const ballotProcedure = base.meta({ may: "anyone", keepsNoCommand: true });

/** Whoever is signed in. */
export const signedInProcedure = base.meta({ may: "signed_in" }).use(({ ctx, next }) => {
  if (!ctx.actor) throw new TRPCError({ code: "UNAUTHORIZED" });
  return next({ ctx: { actor: ctx.actor } });
});

/** A member of some collective; which one is checked against the row by `mustBelongTo`. */
export const memberProcedure = base.meta({ may: "member" }).use(({ ctx, next }) => {
  const { actor } = ctx;
  if (!actor) throw new TRPCError({ code: "UNAUTHORIZED" });
  return next({
    ctx: {
      actor,
      /** Other people's files answer «not found»: that they exist is not everybody's business. */
      mustBelongTo: (collectiveId: string | null): void => {
        if (!actor.collectiveIds.some((mine) => mine === collectiveId)) throw new NotFound("collective");
      },
    },
  });
});

/** Those who hold one of these offices somewhere; in which territory is checked against the row by `mustActFor`. */
export function officeProcedure(...offices: readonly [Role, ...Role[]]) {
  return base.meta({ may: offices }).use(({ ctx, next }) => {
    const { actor } = ctx;
    if (!actor) throw new TRPCError({ code: "UNAUTHORIZED" });
    const held = actor.roles.filter(({ role }) => offices.includes(role));
    if (held.length === 0) throw new TRPCError({ code: "FORBIDDEN" });
    return next({
      ctx: {
        actor,
        /** The office must cover the row's territory (null: the whole fund); elsewhere the row does not exist for this actor. */
        mustActFor: (territoryId: TerritoryId | null): void => {
          if (!offices.some((office) => holdsRole(actor, office, territoryId)))
            throw new NotFound("territory");
        },
        /** The territories the offices cover, or null for all. */
        territoryIds: held.some(({ territoryId }) => territoryId === null)
          ? null
          : held.map(({ territoryId }) => territoryId as TerritoryId),
      },
    });
  });
}

export const administratorProcedure = officeProcedure("administrator");
export const officerProcedure = officeProcedure("officer");
export const jurorProcedure = officeProcedure("juror");
export const authorisingOfficerProcedure = officeProcedure("authorising_officer");
export const treasurerProcedure = officeProcedure("treasurer");
