import { mkdirSync, statfsSync } from "node:fs";
import { dirname } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import Sqlite from "better-sqlite3";
import { drizzle } from "drizzle-orm/sqlite-proxy";
import type { Change, Database, Durability, Reader, Transaction } from "./database.ts";
import { migrationsOf, pendingMigrations, RECORD } from "./migrate.ts";

/** The first SQLite without the race that could corrupt a WAL database (sqlite.org/wal.html#walresetbug). */
const OLDEST_SQLITE = "3.51.3";

/** No more changes than this share one fsync, so that the first of them does not wait for ever. */
const LARGEST_GROUP = 512;

/** How long another process (a backup, the command line) may hold the lock before a write gives up. */
const BUSY_TIMEOUT_MS = 5_000;

/** The type by which Linux names a file system that a power cut empties. */
const TMPFS = 0x01021994;

/** A real fund's data is on a disk. Journeys and trials run the built application too and may say that they can lose all. */
const MUST_OUTLIVE = process.env.NODE_ENV === "production" && process.env.QUOTEPART_MAY_LOSE_DATA !== "1";

type Connection = Sqlite.Database;

function connect(source: string | Buffer, options: Sqlite.Options = {}): Connection {
  const connection = new Sqlite(source, { timeout: BUSY_TIMEOUT_MS, ...options });
  connection.pragma("foreign_keys = ON");
  connection.pragma("trusted_schema = OFF");
  return connection;
}

/** `a` is an older version than `b`, both dotted numbers. */
function isOlder(a: string, b: string): boolean {
  return a.localeCompare(b, "en", { numeric: true }) < 0;
}

/**
 * What makes an acknowledged write survive a power cut, read from the connection itself rather than believed:
 * in WAL mode better-sqlite3 is compiled to synchronous=NORMAL, which loses acknowledged commits.
 */
export function sqliteDurability(connection: Connection): Durability {
  const facts = {
    version: String(connection.prepare("select sqlite_version()").pluck().get()),
    journalMode: String(connection.pragma("journal_mode", { simple: true })),
    synchronous: Number(connection.pragma("synchronous", { simple: true })),
    foreignKeys: Number(connection.pragma("foreign_keys", { simple: true })),
  };
  const isVolatile = !connection.memory && statfsSync(dirname(connection.name)).type === TMPFS;
  const problems = [
    isVolatile && MUST_OUTLIVE && "the data directory is held in memory (tmpfs)",
    isOlder(facts.version, OLDEST_SQLITE) && `SQLite ${facts.version} is older than ${OLDEST_SQLITE}`,
    !connection.memory && facts.journalMode !== "wal" && `journal_mode is ${facts.journalMode}, not wal`,
    !connection.memory && facts.synchronous < 2 && `synchronous is ${facts.synchronous}, not 2 (FULL)`,
    facts.foreignKeys !== 1 && "foreign_keys is off",
  ].filter((problem) => problem !== false);
  return { engine: "sqlite", facts, problems };
}

/** Refuses to go on where a write could be lost after it was acknowledged. */
export function mustBeDurable({ problems }: Durability): void {
  if (problems.length > 0) throw new Error(`the database is not durable: ${problems.join("; ")}`);
}

type Method = "run" | "all" | "values" | "get";

/** Runs statements on a connection, each prepared once. */
function runnerOf(connection: Connection) {
  const prepared = new Map<string, Sqlite.Statement>();
  const prepare = (text: string) => {
    const known = prepared.get(text);
    if (known) return known;
    if (prepared.size > 1_000) prepared.clear();
    const statement = connection.prepare(text);
    if (statement.reader) statement.raw(true);
    prepared.set(text, statement);
    return statement;
  };
  return (text: string, params: unknown[], method: Method): { rows: unknown[] } => {
    const statement = prepare(text);
    if (!statement.reader) {
      statement.run(...params);
      return { rows: [] };
    }
    return { rows: (method === "get" ? statement.get(...params) : statement.all(...params)) as unknown[] };
  };
}

type Job = {
  change: Change<unknown>;
  resolve: (value: unknown) => void;
  reject: (reason: unknown) => void;
};

/**
 * The one writer. Changes wait in a queue; all that wait are committed together (group commit): one BEGIN IMMEDIATE, a
 * savepoint for each change, one COMMIT, hence one fsync for all. A change that fails is rolled back alone; nobody is
 * answered before the COMMIT, and a COMMIT that fails fails them all.
 */
class Writer {
  /** Settles when the group being written is through. */
  busy: Promise<void> | null = null;
  readonly connection: Connection;
  readonly #run: ReturnType<typeof runnerOf>;
  #queue: Job[] = [];
  #scheduled = false;
  #closed = false;
  /** After the disk has refused a sync nothing more is known about what it holds: no further write is accepted. */
  broken: Error | null = null;

  constructor(connection: Connection) {
    this.connection = connection;
    this.#run = runnerOf(connection);
  }

  write<T>(change: Change<T>): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      if (this.#closed) return reject(new Error("the database is closed"));
      if (this.broken) return reject(this.broken);
      this.#queue.push({ change, resolve: resolve as (value: unknown) => void, reject });
      this.#schedule();
    });
  }

  // The check phase comes after all requests that arrived together were read: they share the group.
  #schedule(): void {
    if (this.#scheduled || this.busy || this.#queue.length === 0) return;
    this.#scheduled = true;
    setImmediate(() => {
      this.#scheduled = false;
      this.busy = this.#commitGroup().finally(() => {
        this.busy = null;
        this.#schedule();
      });
    });
  }

  async #commitGroup(): Promise<void> {
    const group = this.#queue.splice(0, LARGEST_GROUP);
    const answers: (() => void)[] = [];
    try {
      await this.#begin();
      for (const job of group) answers.push(await this.#attempt(job));
      this.connection.exec("COMMIT");
    } catch (reason) {
      this.#rollBack(reason);
      for (const { reject } of group) reject(reason);
      return;
    }
    for (const answer of answers) answer();
  }

  /** Takes the write lock; while another process holds it, the readers of this one go on. */
  async #begin(): Promise<void> {
    for (const giveUpAt = Date.now() + BUSY_TIMEOUT_MS; ; ) {
      try {
        this.connection.exec("BEGIN IMMEDIATE");
        return;
      } catch (error) {
        if (!/^SQLITE_BUSY/.test(codeOf(error)) || Date.now() > giveUpAt) throw error;
        await sleep(1 + Math.random() * 9);
      }
    }
  }

  #rollBack(reason: unknown): void {
    if (codeOf(reason).startsWith("SQLITE_IOERR")) this.broken = reason as Error;
    try {
      if (this.connection.inTransaction) this.connection.exec("ROLLBACK");
    } catch (error) {
      this.broken = error as Error;
    }
  }

  /** Runs one change in its savepoint and says how to answer its caller once all is committed. */
  async #attempt({ change, resolve, reject }: Job): Promise<() => void> {
    const { tx, end } = this.#transaction();
    this.#run("SAVEPOINT change", [], "run");
    try {
      const value = await withoutWaiting(change(tx));
      this.#run("RELEASE change", [], "run");
      return () => resolve(value);
    } catch (reason) {
      // A full disk or a failing one ends the whole transaction, and with it the changes before this one.
      if (!this.connection.inTransaction) throw reason;
      this.#run("ROLLBACK TO change", [], "run");
      this.#run("RELEASE change", [], "run");
      return () => reject(reason);
    } finally {
      end();
    }
  }

  /** A handle good for one change only: used later, it must not write into somebody else's. */
  #transaction(): { tx: Transaction; end: () => void } {
    let over = false;
    const tx = drizzle(async (text, params, method) => {
      if (over) throw new Error("this transaction is over");
      return this.#run(text, params, method) as { rows: never[] };
    });
    const end = () => {
      over = true;
    };
    return { tx, end };
  }

  /** Carries out what is queued, then closes. */
  async close(): Promise<void> {
    this.#closed = true;
    while (this.#queue.length > 0 || this.busy) await (this.busy ?? new Promise(setImmediate));
    this.connection.close();
  }
}

const codeOf = (error: unknown) => String((error as { code?: unknown }).code);

/** The database answers at once, so a change that is not done when the event loop turns is waiting for something else. */
function withoutWaiting<T>(change: Promise<T>): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const timer = setImmediate(() =>
      reject(new Error("a change may await only its transaction: no network, no timer, no other connection")),
    );
    change.then(resolve, reject).finally(() => clearImmediate(timer));
  });
}

/** Reads on a connection; in memory, where it is the writer's own, never in the middle of a group. */
function readerOf(connection: Connection, writer: Writer): Reader {
  const run = runnerOf(connection);
  return drizzle(async (text, params, method) => {
    if (connection === writer.connection) while (writer.busy) await writer.busy;
    return run(text, params, method) as { rows: never[] };
  });
}

/** Consistent reads on a connection of their own, one after the other. */
function snapshotsOf(connection: Connection) {
  const reader = drizzle(async (text, params, method) => run(text, params, method) as { rows: never[] });
  const run = runnerOf(connection);
  let last: Promise<unknown> = Promise.resolve();
  return <T>(read: (reader: Reader) => Promise<T>): Promise<T> => {
    const mine = last.then(async () => {
      connection.exec("BEGIN");
      try {
        return await read(reader);
      } finally {
        connection.exec("COMMIT");
      }
    });
    last = mine.catch(() => undefined);
    return mine;
  };
}

/**
 * Opens the embedded database: a file, or for tests an image held in memory (`Buffer`, empty for a new one).
 * Refuses to open when its durability settings do not hold.
 */
export function openSqlite(source: string | Buffer): Database {
  if (typeof source === "string") mkdirSync(dirname(source), { recursive: true });
  const connection = connect(source);
  if (!connection.memory) connection.pragma("journal_mode = WAL");
  connection.pragma("synchronous = FULL");
  mustBeDurable(sqliteDurability(connection));
  // From here on the writer waits for the lock by itself, without holding up the whole process.
  connection.pragma("busy_timeout = 0");

  const writer = new Writer(connection);
  const others = connection.memory
    ? []
    : [connect(connection.name, { readonly: true }), connect(connection.name, { readonly: true })];
  const [forReading = connection, forSnapshots] = others;

  return {
    engine: "sqlite",
    read: readerOf(forReading, writer),
    write: (change) => writer.write(change),
    snapshot: forSnapshots ? snapshotsOf(forSnapshots) : (read) => writer.write(read),
    async sql(text) {
      while (writer.busy) await writer.busy;
      const statement = connection.prepare(text);
      if (statement.reader) return statement.all() as Record<string, unknown>[];
      statement.run();
      return [];
    },
    migrate: () => migrate(writer),
    async check() {
      const durability = sqliteDurability(connection);
      forReading.prepare("select 1").get();
      if (writer.broken) durability.problems.push(`the disk refused a write: ${writer.broken.message}`);
      return durability;
    },
    async close() {
      // Without anything queued this is done before it first awaits, so that it also works while the process exits.
      for (const other of others) other.close();
      await writer.close();
    },
  };
}

async function migrate(writer: Writer): Promise<string[]> {
  const all = await migrationsOf("sqlite");
  while (writer.busy) await writer.busy;
  const { connection } = writer;
  // Rebuilding a table needs the keys off, which cannot be done inside the transaction; they are checked before its end.
  connection.pragma("foreign_keys = OFF");
  try {
    connection.exec("BEGIN IMMEDIATE");
    connection.exec(RECORD);
    const applied = connection.prepare("SELECT name, hash FROM migrations").all();
    const pending = pendingMigrations(all, applied as { name: string; hash: string }[]);
    for (const { name, hash, text } of pending) {
      connection.exec(text);
      connection.prepare("INSERT INTO migrations VALUES (?, ?, ?)").run(name, hash, Date.now());
    }
    const orphans = connection.pragma("foreign_key_check") as unknown[];
    if (orphans.length > 0) throw new Error(`${orphans.length} rows refer to nothing after the migration`);
    connection.exec("COMMIT");
    return pending.map(({ name }) => name);
  } finally {
    if (connection.inTransaction) connection.exec("ROLLBACK");
    connection.pragma("foreign_keys = ON");
  }
}

/** A copy of an in-memory database as bytes, for `openSqlite` to start from. */
export async function migratedImage(): Promise<Buffer> {
  const writer = new Writer(connect(Buffer.alloc(0)));
  await migrate(writer);
  const image = writer.connection.serialize();
  await writer.close();
  return image;
}
