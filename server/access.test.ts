import assert from "node:assert/strict";
import { test } from "node:test";
import { freshDatabase } from "#db/testing.ts";
import { type Actor, ROLES } from "#server/accounts/model.ts";
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

test("ids of nothing, and of others, change nothing", async (t) => {
  const database = await freshDatabase(t);
  const strange = new Proxy(
    {},
    {
      get: (_, key) => (typeof key === "string" && /Id$|^id$/.test(key) ? `${key.slice(0, 3)}_UNKNOWN` : "1"),
      has: () => true,
    },
  );
  for (const [name, { _def }] of procedures) {
    if (_def.type !== "mutation" || name === "accounts.rename" || name === "accounts.moveCalendar") continue;
    for (const [who, actor] of callers) {
      const context: Context = {
        database,
        actor,
        locale: "fr",
        address: `other-${who}`,
        idempotencyKey: null,
        now: () => Date.parse("2026-03-03T10:00:00Z"),
        clockOffsetMs: 0,
      };
      const answer = await outcome(context, name, strange);
      assert.notEqual(answer, "INTERNAL_SERVER_ERROR", `${name} for ${who}`);
    }
  }
});
