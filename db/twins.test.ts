import assert from "node:assert/strict";
import { type TestContext, test } from "node:test";
import { and, asc, count, desc, eq, inArray, isNull, max, sum } from "drizzle-orm";
import { MAX_CENTS } from "#server/kernel/money.ts";
import {
  type AnySQLiteColumn,
  boolean,
  cents,
  check,
  choice,
  civilDate,
  foreignKey,
  id,
  index,
  instant,
  integer,
  json,
  primaryKey,
  sql,
  table,
  text,
  uniqueIndex,
} from "./columns.ts";
import { ENGINE } from "./engine.ts";
import { isUniqueViolation } from "./errors.ts";
import { snapshot, steps } from "./generate.ts";
import { freshDatabase } from "./testing.ts";

// Tables may refer to each other in any order.
const tranches = table(
  "tranches",
  { awardId: id<"awd">().notNull(), rank: integer().notNull(), name: text(), isAnonymous: boolean() },
  (t) => [
    primaryKey({ columns: [t.awardId, t.rank] }),
    foreignKey({ columns: [t.awardId], foreignColumns: [awards.id] }),
    foreignKey({ columns: [t.name, t.isAnonymous], foreignColumns: [awards.name, awards.isAnonymous] }),
  ],
);

const awards = table(
  "awards",
  {
    id: id<"awd">().primaryKey(),
    name: text().notNull(),
    amountCents: cents().notNull(),
    state: choice(["due", "paid"]).notNull().default("due"),
    isAnonymous: boolean().notNull().default(false),
    signedOn: civilDate(),
    updatedAt: instant().$defaultFn(() => 42),
    lines: json<{ b: number; a: string[] }>(),
    replacesId: id<"awd">().references((): AnySQLiteColumn => awards.id),
    code: text().unique(),
  },
  (t) => [
    check(
      "awards_amount",
      sql`${t.amountCents} > 0 and ${t.amountCents} <= ${MAX_CENTS} and ${t.name} <> ${"it's"}`,
    ),
    index("awards_unsigned").on(t.state, desc(t.amountCents)).where(sql`${t.signedOn} is null`),
    uniqueIndex("awards_name").on(t.name, t.isAnonymous),
  ],
);

async function databaseWithAwards(t: TestContext) {
  const db = await freshDatabase(t, { empty: true });
  const after = await snapshot(ENGINE, [awards, tranches]);
  const made = await steps(ENGINE, await snapshot(ENGINE), after);
  // The guards at the end are about tables that this database does not have.
  for (const statement of made.filter((line) => !/TRIGGER|FUNCTION/.test(line))) await db.sql(statement);
  return db;
}

const award = { id: "awd_1", name: "Jardin", amountCents: 5_000_00 } as const;

test("what is written in every kind of column is read back the same", async (t) => {
  const db = await databaseWithAwards(t);
  const whole = {
    ...award,
    amountCents: 99_999_999_999,
    state: "paid",
    isAnonymous: true,
    signedOn: "2026-11-23",
    updatedAt: Date.UTC(2026, 10, 23, 12),
    lines: { b: 1, a: ["é", "«»", "🌻", "it's"] },
    replacesId: null,
    code: "",
  } as const;
  await db.write(async (tx) => {
    await tx.insert(awards).values({ ...whole, lines: { b: 1, a: [...whole.lines.a] } });
    await tx.insert(awards).values({ ...award, id: "awd_2", replacesId: "awd_1" });
  });
  const [first, second] = await db.read.select().from(awards).orderBy(awards.id);
  assert.deepEqual(first, whole);
  assert.deepEqual(Object.keys(first?.lines ?? {}), ["b", "a"], "a JSON value keeps its order");
  assert.deepEqual(
    [second?.state, second?.isAnonymous, second?.updatedAt, second?.lines, second?.replacesId],
    ["due", false, 42, null, "awd_1"],
  );
});

test("what the table promises is refused on both engines", async (t) => {
  const db = await databaseWithAwards(t);
  await db.write(async (tx) => {
    await tx.insert(awards).values({ ...award, code: "A" });
  });
  const refused: Record<string, Partial<typeof awards.$inferInsert>> = {
    "a check": { amountCents: 0 },
    "a check against a number": { amountCents: MAX_CENTS + 1 },
    "a check against a text": { name: "it's" },
    "a choice outside the list": { state: "lost" as never },
    "half a cent": { amountCents: 1.5 },
    "text for a number": { amountCents: "many" as never },
    "null where none may be": { name: null as never },
    "a reference to nothing": { replacesId: "awd_9" },
    "a key twice": { id: "awd_1" },
    "a unique code twice": { code: "A" },
    "a unique pair twice": { name: "Jardin" },
  };
  for (const [name, change] of Object.entries(refused)) {
    const attempt = db.write(async (tx) => {
      await tx.insert(awards).values({ ...award, id: "awd_2", name: "Autre", ...change });
    });
    const reason = await attempt.then(
      () => null,
      (error: unknown) => error,
    );
    assert.ok(reason instanceof Error, name);
    assert.equal(isUniqueViolation(reason), name.endsWith("twice"), name);
  }
  const orphan = { awardId: "awd_1", rank: 1, name: "Jardin", isAnonymous: true } as const;
  await assert.rejects(db.write(async (tx) => void (await tx.insert(tranches).values(orphan))));
  await db.write(async (tx) => void (await tx.insert(tranches).values({ ...orphan, isAnonymous: false })));
  assert.equal(await db.read.$count(awards), 1);
});

test("the query builder's shared subset answers alike", async (t) => {
  const db = await databaseWithAwards(t);
  const names = ["zèbre", "Âne", "abc", "Zoé", "Élan", "1"];
  const returned = await db.write((tx) =>
    tx
      .insert(awards)
      .values(names.map((name, i) => ({ id: `awd_${i}` as const, name, amountCents: (i + 1) * 100 })))
      .returning({ id: awards.id }),
  );
  assert.equal(returned.length, 6);
  await db.write(async (tx) => {
    await tx
      .update(awards)
      .set({ state: "paid", isAnonymous: true })
      .where(inArray(awards.name, ["abc", "1"]));
    await tx
      .insert(awards)
      .values({ id: "awd_0", name: "zèbre", amountCents: 1 })
      .onConflictDoUpdate({
        target: awards.id,
        set: { amountCents: sql`${awards.amountCents} + excluded.amount_cents` },
      });
    await tx.insert(awards).values({ id: "awd_0", name: "x", amountCents: 1 }).onConflictDoNothing();
    await tx.delete(awards).where(eq(awards.name, "Âne"));
    await tx.insert(tranches).values({ awardId: "awd_0", rank: 1 });
  });
  const sorted = await db.read.select({ name: awards.name }).from(awards).orderBy(asc(awards.name));
  assert.deepEqual(
    sorted.map(({ name }) => name),
    ["1", "Zoé", "abc", "zèbre", "Élan"],
    "text sorts by bytes",
  );
  const [totals] = await db.read
    .select({ n: count(), cents: sum(awards.amountCents).mapWith(Number), most: max(awards.amountCents) })
    .from(awards)
    .where(and(eq(awards.isAnonymous, false), isNull(awards.signedOn)));
  assert.deepEqual(totals, { n: 3, cents: 101 + 400 + 500, most: 500 });
  const joined = await db.read
    .select({ award: awards, tranche: tranches })
    .from(awards)
    .leftJoin(tranches, eq(tranches.awardId, awards.id))
    .where(inArray(awards.id, ["awd_0", "awd_3"]))
    .orderBy(awards.id);
  assert.deepEqual(
    joined.map(({ award: a, tranche }) => [a.id, tranche?.rank ?? null]),
    [
      ["awd_0", 1],
      ["awd_3", null],
    ],
  );
});
