import { join } from "node:path";
import type { BaseSQLiteDatabase } from "drizzle-orm/sqlite-core";
import { ENGINE, type Engine, engineOf } from "./engine.ts";
import { openPostgres } from "./postgres.ts";
import { openSqlite } from "./sqlite.ts";

type Queries = BaseSQLiteDatabase<"async", unknown, Record<string, never>>;

/** What can be asked of the database, on either engine: build a query and `await` it (never `.get()`, `.all()` or `.run()`). */
export type Reader = Pick<Queries, "select" | "selectDistinct" | "with" | "$with" | "$count">;

/** What a change can do. It may await nothing but this: on SQLite everybody's write would wait with it, and it is refused. */
export type Transaction = Reader & Pick<Queries, "insert" | "update" | "delete">;

/** A change to the database: all of it or nothing. It may be run more than once (PostgreSQL), so it has no other effect. */
export type Change<T> = (tx: Transaction) => Promise<T>;

/** The settings that a promise of durability rests on, as the database itself reports them; `problems` is empty when they hold. */
export type Durability = {
  engine: Engine;
  facts: Record<string, string | number>;
  problems: string[];
};

export type Database = {
  readonly engine: Engine;
  /** Reads what is committed, each query by itself. */
  readonly read: Reader;
  /** Runs the change in a transaction of its own and answers when it is durable. Features write through `commit`, not here. */
  write<T>(change: Change<T>): Promise<T>;
  /** Several reads that all see the same moment. */
  snapshot<T>(read: (reader: Reader) => Promise<T>): Promise<T>;
  /** One statement as text, outside every transaction: for checks and tests, never with what somebody typed. */
  sql(text: string): Promise<Record<string, unknown>[]>;
  /** Brings the schema up to date and names the steps it took. */
  migrate(): Promise<string[]>;
  /** Fails when the database does not answer. */
  check(): Promise<Durability>;
  close(): Promise<void>;
};

/**
 * Opens the database at `url` (`postgres://…`), or the embedded one in `dataDir`. Refuses when its durability settings do
 * not hold, or when the tables were loaded for the other engine.
 */
export async function openDatabase({ url, dataDir = "./data" }: { url?: string; dataDir?: string } = {}) {
  if (engineOf(url) !== ENGINE) throw new Error(`the tables are loaded for ${ENGINE}: set DATABASE_URL`);
  return url ? openPostgres(url) : openSqlite(join(dataDir, "quotepart.db"));
}

const shared = globalThis as { quotepartDatabase?: Promise<Database> };

/**
 * The database of this process, from `DATABASE_URL` or `DATA_DIR`. There is one however often Next bundles this module:
 * two writers in one process would wait for each other.
 */
export function database(): Promise<Database> {
  shared.quotepartDatabase ??= openForProcess().catch((error) => {
    // A server that is not there yet may be there at the next request.
    shared.quotepartDatabase = undefined;
    throw error;
  });
  return shared.quotepartDatabase;
}

async function openForProcess(): Promise<Database> {
  const opened = await openDatabase({
    url: process.env.DATABASE_URL || undefined,
    dataDir: process.env.DATA_DIR || undefined,
  });
  process.once("SIGTERM", async () => {
    // A server that listens for the signal too answers its last requests first, and they may write; it ends the process itself.
    if (process.listenerCount("SIGTERM") > 0) return;
    await opened.close();
    process.exit(0);
  });
  process.once("exit", () => void opened.close());
  return opened;
}
