import { setTimeout as sleep } from "node:timers/promises";
import { drizzle } from "drizzle-orm/node-postgres";
import pg from "pg";
import type { Change, Database, Durability, Reader, Transaction } from "./database.ts";
import { sqlState } from "./errors.ts";
import { migrationsOf, pendingMigrations, RECORD } from "./migrate.ts";
import { mustBeDurable } from "./sqlite.ts";

/** How often a change is tried before its conflict is reported; with the pauses below, about four seconds. */
const MOST_ATTEMPTS = 12;

/** Serialization failure and deadlock: PostgreSQL asks for the whole transaction to be tried again. */
const isConflict = (error: unknown) => ["40001", "40P01"].includes(sqlState(error) ?? "");

/** Between attempts: random, so that two that met do not meet again, and longer each time. */
const pauseMs = (attempt: number) => Math.random() * Math.min(1_000, 4 * 2 ** attempt);

async function inTransaction<T>(
  pool: pg.Pool,
  begin: string,
  act: (client: pg.PoolClient) => Promise<T>,
): Promise<T> {
  const client = await pool.connect();
  let failed: unknown = null;
  try {
    await client.query(begin);
    const value = await act(client);
    await client.query("COMMIT");
    return value;
  } catch (error) {
    failed = error;
    await client.query("ROLLBACK").catch(() => undefined);
    throw error;
  } finally {
    // A connection that failed for another reason than its SQL is not given back.
    client.release(
      failed !== null && sqlState(failed) === null && !isOwn(failed) ? (failed as Error) : undefined,
    );
  }
}

/** An error thrown by the change itself (a refusal) leaves the connection as good as it was. */
function isOwn(error: unknown): boolean {
  return !(error instanceof Error) || !("code" in error);
}

async function postgresDurability(pool: pg.Pool): Promise<Durability> {
  const setting = async (name: string) => String((await pool.query(`SHOW ${name}`)).rows[0]?.[name]);
  const facts = {
    version: await setting("server_version"),
    fsync: await setting("fsync"),
    fullPageWrites: await setting("full_page_writes"),
    synchronousCommit: await setting("synchronous_commit"),
  };
  const problems = [
    facts.fsync !== "on" && `fsync is ${facts.fsync}`,
    facts.fullPageWrites !== "on" && `full_page_writes is ${facts.fullPageWrites}`,
    facts.synchronousCommit === "off" && "synchronous_commit is off",
  ].filter((problem) => problem !== false);
  return { engine: "postgres", facts, problems };
}

/** Opens a PostgreSQL database by its address. Any number of processes may do so. */
export async function openPostgres(url: string): Promise<Database> {
  const pool = new pg.Pool({
    connectionString: url,
    max: 20,
    allowExitOnIdle: true,
    connectionTimeoutMillis: 10_000,
    // A process that hangs in the middle of a change must not hold its locks for ever.
    idle_in_transaction_session_timeout: 30_000,
  });
  // A connection that the server cuts is replaced by the pool, and its query fails; unheard, the event would end the process.
  pool.on("connect", (client) => client.on("error", () => undefined));
  let closing: Promise<void> | null = null;
  pool.on("error", (error) => closing ?? console.error(`database connection lost: ${error.message}`));
  mustBeDurable(await postgresDurability(pool));

  return {
    engine: "postgres",
    read: drizzle(pool) as unknown as Reader,
    write: (change) => writeWithRetries(pool, change),
    snapshot: (read) =>
      inTransaction(pool, "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY", (client) =>
        read(drizzle(client) as unknown as Reader),
      ),
    sql: async (text) => (await pool.query(text)).rows,
    migrate: () => migrate(pool),
    check: () => postgresDurability(pool),
    close() {
      closing ??= pool.end();
      return closing;
    },
  };
}

async function writeWithRetries<T>(pool: pg.Pool, change: Change<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await inTransaction(pool, "BEGIN ISOLATION LEVEL SERIALIZABLE", (client) =>
        change(drizzle(client) as unknown as Transaction),
      );
    } catch (error) {
      if (!isConflict(error) || attempt === MOST_ATTEMPTS) throw error;
      await sleep(pauseMs(attempt));
    }
  }
}

/** Of several processes that start at once, one migrates and the others wait for it. */
const MIGRATION_LOCK = 7_153_041;

async function migrate(pool: pg.Pool): Promise<string[]> {
  const all = await migrationsOf("postgres");
  return inTransaction(pool, "BEGIN", async (client) => {
    await client.query(`SELECT pg_advisory_xact_lock(${MIGRATION_LOCK})`);
    await client.query(RECORD);
    const { rows } = await client.query("SELECT name, hash FROM migrations");
    const pending = pendingMigrations(all, rows);
    for (const { name, hash, text } of pending) {
      await client.query(text);
      await client.query("INSERT INTO migrations VALUES ($1, $2, $3)", [name, hash, Date.now()]);
    }
    return pending.map(({ name }) => name);
  });
}
