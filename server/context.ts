import { headers } from "next/headers";
import { cache } from "react";
import { database } from "#db/database.ts";
import { sessionPersonId } from "#server/accounts/sign-in.ts";
import * as accounts from "#server/accounts/store.ts";
import { civilDateOf } from "#server/kernel/dates.ts";
import { ADDRESS_HEADER } from "#server/reader.ts";
import { appRouter } from "#server/router.ts";
import { type Context, createCallerFactory } from "#server/trpc.ts";

const createCaller = createCallerFactory(appRouter);

/** The request's context, read once however many components ask. */
export const requestContext = cache(async (): Promise<Context> => {
  const requestHeaders = await headers();
  const store = await database();
  const clockOffsetMs = (await accounts.findFundIdentity(store.read))?.clockOffsetMs ?? 0;
  const now = () => Date.now() + clockOffsetMs;
  const personId = await sessionPersonId(requestHeaders);
  return {
    database: store,
    actor: personId ? await accounts.findActor(store.read, personId, civilDateOf(now())) : null,
    locale: requestHeaders.get("x-quotepart-locale") ?? "fr",
    address: requestHeaders.get(ADDRESS_HEADER) ?? "unknown",
    idempotencyKey: null,
    now,
    clockOffsetMs,
  };
});

/** The procedures, called from a server component as the browser would call them: same checks, no network. */
export const api = cache(async () => createCaller(await requestContext()));

/** The procedures for one sending of a form: the key makes a double click or a lost answer harmless. */
export async function apiForSending(idempotencyKey: string | null) {
  return createCaller({ ...(await requestContext()), idempotencyKey });
}

export type Api = ReturnType<typeof createCaller>;
