import assert from "node:assert/strict";
import { test } from "node:test";
import type { Database } from "#db/database.ts";
import { fillDemo } from "#db/demo/fill.ts";
import { freshDatabase, temporaryFolder } from "#db/testing.ts";
import { type Actor, ROLES, type TerritoryId } from "#server/accounts/model.ts";
import { instantInParis } from "#server/kernel/dates.ts";
import { newId } from "#server/kernel/ids.ts";
import { appRouter } from "#server/router.ts";
import { type Access, type Context, createCallerFactory } from "#server/trpc.ts";

/** Every procedure as the transport sees it: its name, who may call it, and a way to call it. */
type Procedure = { _def: { meta?: { may: Access }; type: "query" | "mutation" | "subscription" } };
const procedures = Object.entries(appRouter._def.procedures as unknown as Record<string, Procedure>);

const callers: [string, Actor | null][] = [
  ["visitor", null],
  ["signed_in", person([])],
  ...ROLES.map((role): [string, Actor] => [role, person([role])]),
];

function person(roles: (typeof ROLES)[number][]): Actor {
  return {
    id: newId("per"),
    name: "X",
    email: "x@fonds.test",
    roles: roles.map((role) => ({ role, territoryId: null })),
    collectiveIds: [],
  };
}

/** What the ladder answers before anything else is looked at; null when this caller may pass. */
function refusalOf(may: Access, actor: Actor | null): "UNAUTHORIZED" | "FORBIDDEN" | null {
  if (may === "anyone") return null;
  if (!actor) return "UNAUTHORIZED";
  if (may === "signed_in" || may === "member") return null;
  return actor.roles.some(({ role }) => may.includes(role)) ? null : "FORBIDDEN";
}

async function outcome(context: Context, name: string, input: unknown): Promise<string> {
  const caller = createCallerFactory(appRouter)(context) as unknown as Record<
    string,
    Record<string, (input: unknown) => Promise<unknown>>
  >;
  const [domain = "", procedure = ""] = name.split(".");
  try {
    await caller[domain]?.[procedure]?.(input);
    return "OK";
  } catch (problem) {
    return (problem as { code?: string }).code ?? String(problem);
  }
}

test("every procedure says who may call it", () => {
  assert.ok(procedures.length > 40, "the whole house is here");
  for (const [name, { _def }] of procedures) assert.ok(_def.meta?.may, name);
});

test("the ladder lets in whom the procedure names and nobody else", async (t) => {
  const database = await freshDatabase(t);
  let cells = 0;
  for (const [name, { _def }] of procedures)
    for (const [who, actor] of callers) {
      const context: Context = {
        database,
        actor,
        locale: "fr",
        address: `test-${who}`,
        idempotencyKey: null,
        now: () => Date.parse("2026-03-03T10:00:00Z"),
        clockOffsetMs: 0,
      };
      const answer = await outcome(context, name, undefined);
      const expected = refusalOf(_def.meta?.may ?? "anyone", actor);
      if (expected) assert.equal(answer, expected, `${name} for ${who}`);
      else assert.ok(!["UNAUTHORIZED", "FORBIDDEN"].includes(answer), `${name} for ${who}: ${answer}`);
      cells += 1;
    }
  assert.equal(cells, procedures.length * callers.length);
});

/** Any field asked for: the real ids of the story where the name is known, `1` elsewhere. */
function inputWith(ids: Record<string, string>): unknown {
  return new Proxy(
    {},
    {
      get: (_, key) => (typeof key === "string" ? (ids[key] ?? "1") : undefined),
      has: (_, key) => key in ids,
    },
  );
}

const contextOf = (database: Database, actor: Actor | null, now: number): Context => ({
  database,
  actor,
  locale: "fr",
  address: `test-${actor?.id ?? "visitor"}`,
  idempotencyKey: null,
  now: () => now,
  clockOffsetMs: 0,
});

const REFUSED = ["UNAUTHORIZED", "FORBIDDEN", "NOT_FOUND", "BAD_REQUEST"];

test("real ids of others, in the hands of strangers and of offices elsewhere, open nothing and change nothing", async (t) => {
  const database = await freshDatabase(t);
  await fillDemo(database, "paid", temporaryFolder(t));
  const first = async (table: string, column = "id", where = "1 = 1") =>
    String(
      (await database.sql(`select ${column} as value from ${table} where ${where} order by 1`))[0]?.value,
    );
  const ids: Record<string, string> = {
    editionId: await first("editions"),
    edition: await first("editions", "slug"),
    collectiveId: await first("collectives"),
    initiativeId: await first("initiatives"),
    number: await first("initiatives", "number"),
    doubtId: await first("doubts"),
    awardId: await first("awards"),
    agreementId: await first("agreements"),
    trancheId: await first("tranches"),
    statementId: await first("bank_statements"),
    bankLineId: await first("bank_lines"),
    pollId: await first("polls"),
    runId: await first("allocation_runs"),
    lineIds: await first("budget_lines"),
    id: await first("role_grants"),
    confirmed: "yes",
    confirm: "on",
    interest: "none",
  };
  const now = instantInParis("2026-07-02", "10:00");
  // Offices in a commune that no initiative stands in: everything of the story is elsewhere for them.
  const elsewhere = (await first("territories", "id", "slug = 'paris'")) as TerritoryId;
  const strangers: Actor[] = [
    person([]),
    ...ROLES.map((role) => ({ ...person([]), roles: [{ role, territoryId: elsewhere }] })),
  ];
  const lines = async () => Number((await database.sql("select count(*) as n from journal_lines"))[0]?.n);
  const before = await lines();
  let asked = 0;
  let notFound = 0;
  for (const [name, { _def }] of procedures) {
    if (_def.meta?.may === "anyone") continue;
    for (const actor of [null, ...strangers]) {
      const read = new Set<string>();
      const input = new Proxy(inputWith(ids) as object, {
        get: (target, key) => {
          if (typeof key === "string" && key in ids) read.add(key);
          return Reflect.get(target, key);
        },
      });
      const answer = await outcome(contextOf(database, actor, now), name, input);
      const who = actor?.roles[0]?.role ?? (actor ? "signed in" : "visitor");
      if (answer === "NOT_FOUND") notFound += 1;
      // A list that names nothing of anybody's may answer: it holds what is the asker's own, here nothing.
      if (_def.type === "query" && read.size === 0) assert.notEqual(answer, "INTERNAL_SERVER_ERROR", name);
      else assert.ok(REFUSED.includes(answer), `${name} for ${who}: ${answer}`);
      asked += 1;
    }
  }
  assert.ok(asked > 300, `${asked} cells`);
  assert.ok(notFound > 50, `${notFound} ids were found to be others'`);
  assert.equal(await lines(), before, "nothing was written");
});
