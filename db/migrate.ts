import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { sha256 } from "#server/kernel/hash.ts";
import type { Engine } from "./engine.ts";

export const MIGRATIONS = join(import.meta.dirname ?? join(process.cwd(), "db"), "migrations");

export type Migration = { name: string; hash: string; text: string };

/** The committed migrations of an engine, in order. */
export async function migrationsOf(engine: Engine): Promise<Migration[]> {
  const folder = join(MIGRATIONS, engine);
  const files = (await readdir(folder)).filter((file) => file.endsWith(".sql")).sort();
  return Promise.all(
    files.map(async (name) => {
      const text = await readFile(join(folder, name), "utf8");
      return { name, hash: sha256(text), text };
    }),
  );
}

/** Where applied migrations are recorded: which, what it said, when. */
export const RECORD =
  "CREATE TABLE IF NOT EXISTS migrations (name text PRIMARY KEY NOT NULL, hash text NOT NULL, applied_at bigint NOT NULL)";

/**
 * The migrations still to apply. Refuses a database that this version cannot know: a step altered since it was applied,
 * or one that only a newer version has.
 */
export function pendingMigrations(all: Migration[], applied: { name: string; hash: string }[]): Migration[] {
  for (const { name, hash } of applied) {
    const known = all.find((migration) => migration.name === name);
    if (!known) throw new Error(`the database has migration ${name}, which this version does not know`);
    if (known.hash !== hash) throw new Error(`migration ${name} was altered after it was applied`);
  }
  return all.filter(({ name }) => !applied.some((done) => done.name === name));
}
