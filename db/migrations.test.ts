import assert from "node:assert/strict";
import { test } from "node:test";
import { openDatabase } from "./database.ts";
import { ENGINE } from "./engine.ts";
import { committedSnapshot, currentSnapshot, snapshot, steps } from "./generate.ts";
import { APPEND_ONLY } from "./guards.ts";
import { pendingMigrations } from "./migrate.ts";
import { freshDatabase, temporaryFolder } from "./testing.ts";

/** All that a database says of its own shape, in an order that does not depend on how it came about. */
const SHAPE = {
  sqlite: `select type, name, tbl_name, sql from sqlite_schema where tbl_name <> 'migrations' order by type, name`,
  postgres: `select table_name as a, column_name as b, concat_ws(' ', ordinal_position, data_type, collation_name, is_nullable, column_default) as c
      from information_schema.columns where table_schema = 'public' and table_name <> 'migrations'
    union all select conrelid::regclass::text, conname, pg_get_constraintdef(oid) from pg_constraint
      where connamespace = 'public'::regnamespace and conrelid::regclass::text <> 'migrations'
    union all select tablename, indexname, indexdef from pg_indexes where schemaname = 'public' and tablename <> 'migrations'
    union all select tgrelid::regclass::text, tgname, pg_get_triggerdef(oid) from pg_trigger where not tgisinternal
    order by 1, 2, 3`,
};

/** A column added later stands last in SQLite's text of the table: parts are compared whatever their order and spacing. */
function inAnyOrder(row: Record<string, unknown>): Record<string, unknown> {
  if (row.type !== "table") return row;
  const parts = String(row.sql)
    .replaceAll("`", '"')
    .split(/,(?![^(]*\))|^[^(]*\(|\)(?=[^)]*$)/);
  return { ...row, sql: parts.map((part) => part.replace(/\s+/g, " ").trim()).sort() };
}

// The tables of the schema are what they are written as only when the process runs on SQLite; both lanes are compared there.
if (ENGINE === "sqlite")
  for (const engine of ["sqlite", "postgres"] as const)
    test(`the committed migrations of ${engine} end at the schema (else: npm run migrations)`, async () => {
      const missing = await steps(engine, await committedSnapshot(engine), await currentSnapshot(engine));
      assert.deepEqual(missing, []);
    });

test("a database built by the migrations has the shape of one built from the schema at once", async (t) => {
  const migrated = await freshDatabase(t);
  const atOnce = await freshDatabase(t, { empty: true });
  const whole = await committedSnapshot(ENGINE);
  for (const statement of await steps(ENGINE, await snapshot(ENGINE), whole)) await atOnce.sql(statement);
  const shape = (await migrated.sql(SHAPE[ENGINE])).map(inAnyOrder);
  assert.match(JSON.stringify(shape), /journal_lines_by_edition/);
  assert.deepEqual((await atOnce.sql(SHAPE[ENGINE])).map(inAnyOrder), shape);
});

test("migrations are applied once", async (t) => {
  const db = await freshDatabase(t, { empty: true });
  assert.ok((await db.migrate()).length > 0);
  assert.deepEqual(await db.migrate(), []);
});

test("a migration altered after it was applied, or unknown, is refused", () => {
  const all = [{ name: "0001.sql", hash: "a", text: "" }];
  assert.throws(() => pendingMigrations(all, [{ name: "0001.sql", hash: "b" }]), /altered/);
  assert.throws(() => pendingMigrations(all, [{ name: "0002.sql", hash: "b" }]), /does not know/);
  assert.deepEqual(pendingMigrations(all, []), all);
});

test("append-only tables refuse to change on this engine", async (t) => {
  const db = await freshDatabase(t);
  const [leaf] = await db.sql(
    "insert into journal_leaves (position, edition_id, line_id, hash) values (0, 'e', 'jou_1', 'h') returning hash",
  );
  assert.equal(leaf?.hash, "h");
  await assert.rejects(db.sql("update journal_leaves set hash = 'x'"), /append-only/);
  await assert.rejects(db.sql("delete from journal_leaves"), /append-only/);
  assert.ok(APPEND_ONLY.includes("journal_lines"));
});

if (ENGINE === "sqlite")
  test("a process whose tables are loaded for the other engine does not open the database", async (t) => {
    await assert.rejects(openDatabase({ url: "postgres://nowhere/x" }), /loaded for sqlite/);
    await assert.rejects(openDatabase({ url: "mysql://nowhere/x" }), /must start with postgres/);
    const dataDir = temporaryFolder(t);
    const db = await openDatabase({ dataDir });
    await db.close();
  });
