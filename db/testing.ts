import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after } from "node:test";
import pg from "pg";
import { sha256 } from "#server/kernel/hash.ts";
import { type Database, openDatabase } from "./database.ts";
import { ENGINE } from "./engine.ts";
import { migrationsOf } from "./migrate.ts";
import { openPostgres } from "./postgres.ts";
import { migratedImage, openSqlite } from "./sqlite.ts";

/** What a test or a suite offers: something to do when it is over. */
type Scope = { after(act: () => Promise<void>): void };

/** A folder that is gone when the test is over. */
export function temporaryFolder(scope: Scope): string {
  const folder = mkdtempSync(join(tmpdir(), "quotepart-test-"));
  scope.after(async () => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/**
 * A migrated, empty database for one test, on the engine of TEST_ENGINE (`sqlite` unless it says `postgres`); it is closed
 * when the test is over. SQLite is held in memory unless `onDisk`; PostgreSQL is always a real server. `empty` leaves the migrations to the test.
 *
 *   test("…", async (t) => { const db = await freshDatabase(t); … });
 */
export async function freshDatabase(scope: Scope, { onDisk = false, empty = false } = {}): Promise<Database> {
  if (ENGINE === "postgres") return freshPostgres(scope, empty);
  if (empty) return closedAfter(scope, openSqlite(Buffer.alloc(0)));
  image ??= migratedImage();
  if (!onDisk) return closedAfter(scope, openSqlite(Buffer.from(await image)));
  const dataDir = temporaryFolder(scope);
  writeFileSync(join(dataDir, "quotepart.db"), await image);
  return closedAfter(scope, await openDatabase({ dataDir }));
}

function closedAfter(scope: Scope, opened: Database): Database {
  scope.after(() => opened.close());
  return opened;
}

let image: Promise<Buffer> | undefined;
let server: Promise<string> | undefined;
let template: Promise<string> | undefined;

/** The address of the tests' PostgreSQL: the runner's, or one started for this process. */
function testServer(): Promise<string> {
  server ??= (async () => {
    if (process.env.TEST_POSTGRES_URL) return process.env.TEST_POSTGRES_URL;
    const { startTestServer } = await import("./testing-server.ts");
    const { url, stop } = await startTestServer();
    stopServer = stop;
    return url;
  })();
  return server;
}

let stopServer: (() => Promise<void>) | undefined;
if (ENGINE === "postgres" && !process.env.TEST_POSTGRES_URL) after(async () => stopServer?.());

/** The address of the server's database of that name. */
function inServer(url: string, name: string): string {
  const address = new URL(url);
  address.pathname = `/${name}`;
  return address.href;
}

async function administer<T>(act: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: await testServer() });
  await client.connect();
  try {
    return await act(client);
  } finally {
    await client.end();
  }
}

/** The migrated database that the others are copied from, made once per server for these migrations. */
async function migratedTemplate(): Promise<string> {
  const migrations = await migrationsOf("postgres");
  const name = `template_${sha256(migrations.map(({ hash }) => hash).join()).slice(0, 16)}`;
  await administer(async (client) => {
    // Several test processes start at once; the first makes the template while the others wait.
    await client.query("SELECT pg_advisory_lock(1)");
    const made = await client.query("SELECT 1 FROM pg_database WHERE datname = $1 AND datistemplate", [name]);
    if (made.rowCount) return;
    await client.query(`DROP DATABASE IF EXISTS ${name}`);
    await client.query(`CREATE DATABASE ${name}`);
    const opened = await openPostgres(inServer(await testServer(), name));
    await opened.migrate();
    await opened.close();
    await client.query(`ALTER DATABASE ${name} IS_TEMPLATE true`);
  });
  return name;
}

/** The address of a copy of the template, for a test that hands it to another process. */
export async function freshPostgresUrl(scope: Scope, empty = false): Promise<string> {
  template ??= migratedTemplate();
  const from = empty ? "template0" : await template;
  const name = `test_${randomBytes(8).toString("hex")}`;
  await administer((client) => client.query(`CREATE DATABASE ${name} TEMPLATE ${from}`));
  scope.after(() =>
    administer(async (client) => {
      await client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
    }),
  );
  return inServer(await testServer(), name);
}

async function freshPostgres(scope: Scope, empty: boolean): Promise<Database> {
  const closing: (() => Promise<void>)[] = [];
  // Node runs what is to be done after a test in the order it was asked; a database is closed before it is dropped.
  scope.after(async () => {
    for (const act of closing.reverse()) await act();
  });
  const url = await freshPostgresUrl({ after: (act) => closing.push(act) }, empty);
  const opened = await openPostgres(url);
  closing.push(() => opened.close());
  return opened;
}
