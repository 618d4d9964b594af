/**
 * Writes the migrations of both engines from the one schema: `npm run migrations` adds one step for what changed,
 * `npm run migrations -- --restart` writes a single first step anew (only while no fund runs on the old ones).
 */
import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import {
  generateDrizzleJson,
  generateMigration,
  generateSQLiteDrizzleJson,
  generateSQLiteMigration,
} from "drizzle-kit/api";
import { getTableName, is, type Table } from "drizzle-orm";
import { SQLiteTable } from "drizzle-orm/sqlite-core";
import type { Engine } from "./engine.ts";
import { APPEND_ONLY, postgresGuards, sqliteGuards, WITHOUT_ROWID } from "./guards.ts";
import { MIGRATIONS } from "./migrate.ts";
import { postgresTwin } from "./twins.ts";

const SCHEMA = join(import.meta.dirname, "schema");

/** Every table that a file of `db/schema` exports, as written, by its name in SQL. */
async function writtenTables(): Promise<SQLiteTable[]> {
  const files = (await readdir(SCHEMA)).filter((file) => file.endsWith(".ts")).sort();
  const modules = await Promise.all(files.map((file) => import(join(SCHEMA, file))));
  const tables = modules.flatMap((module) => Object.values(module)).filter((value) => is(value, SQLiteTable));
  const names = new Set(tables.map((table) => getTableName(table)));
  for (const name of [...APPEND_ONLY, ...WITHOUT_ROWID])
    if (!names.has(name)) throw new Error(`db/guards.ts names ${name}, which is no table`);
  return tables;
}

type Snapshot = { [part: string]: unknown };
const EMPTY_ID = "00000000-0000-0000-0000-000000000000";

/** The schema as drizzle-kit describes it for one engine, without the random ids that would differ from run to run. */
export async function snapshot(engine: Engine, tables: Table[] = []): Promise<Snapshot> {
  const named = Object.fromEntries(
    tables.map((table) => [
      getTableName(table),
      engine === "postgres" && is(table, SQLiteTable) ? postgresTwin(table) : table,
    ]),
  );
  const made = engine === "sqlite" ? await generateSQLiteDrizzleJson(named) : generateDrizzleJson(named);
  return { ...made, id: EMPTY_ID, prevId: EMPTY_ID };
}

/** STRICT makes SQLite hold each column to its type, as PostgreSQL does of itself. */
function strict(statement: string): string {
  const name = /^CREATE TABLE [`"](?:__new_)?(\w+)[`"]/.exec(statement)?.[1];
  if (!name) return statement;
  return statement.replace(
    /\);\s*$/,
    WITHOUT_ROWID.includes(name) ? ") STRICT, WITHOUT ROWID;" : ") STRICT;",
  );
}

/** The statements that lead from one snapshot to the next, ready to be run in one transaction; none when nothing changed. */
export async function steps(engine: Engine, before: Snapshot, after: Snapshot): Promise<string[]> {
  if (engine === "sqlite") {
    const made = await generateSQLiteMigration(before as never, after as never);
    if (made.length === 0) return [];
    return [...made.map(strict), ...APPEND_ONLY.flatMap(sqliteGuards)];
  }
  const made = await generateMigration(before as never, after as never);
  if (made.length === 0) return [];
  // A foreign key may refer to a unique index, which must stand first.
  const last = made.filter((statement) => /^ALTER TABLE .* ADD CONSTRAINT .* FOREIGN KEY/.test(statement));
  return [...made.filter((s) => !last.includes(s)), ...last, ...APPEND_ONLY.flatMap(postgresGuards)];
}

export async function currentSnapshot(engine: Engine): Promise<Snapshot> {
  return snapshot(engine, await writtenTables());
}

/** The snapshot that the committed migrations end at. */
export async function committedSnapshot(engine: Engine): Promise<Snapshot> {
  return readFile(join(MIGRATIONS, engine, "snapshot.json"), "utf8").then(
    (text) => JSON.parse(text) as Snapshot,
    () => snapshot(engine),
  );
}

async function generate(engine: Engine, restart: boolean): Promise<void> {
  const folder = join(MIGRATIONS, engine);
  if (restart) await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const after = await currentSnapshot(engine);
  const statements = await steps(engine, await committedSnapshot(engine), after);
  if (statements.length === 0) return console.log(`${engine}: nothing changed`);
  const number = (await readdir(folder)).filter((file) => file.endsWith(".sql")).length + 1;
  const file = `${String(number).padStart(4, "0")}.sql`;
  const text = statements.map((statement) => `${statement.trim().replace(/;$/, "")};\n`).join("\n");
  await writeFile(join(folder, file), text.replaceAll("\t", "  "));
  await writeFile(join(folder, "snapshot.json"), `${JSON.stringify(after, null, 1)}\n`);
  console.log(`${engine}: ${file}, ${statements.length} statements`);
}

if (import.meta.main) {
  for (const engine of ["sqlite", "postgres"] as const)
    await generate(engine, process.argv.includes("--restart"));
}
