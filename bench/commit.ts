/**
 * Durable commits per second through `commit` (change, journal line, idempotency key: one fsync per group) with 1, 32 and
 * 128 clients, over a bare single-row insert of better-sqlite3 with the same settings, on the same disk, in one run.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Sqlite from "better-sqlite3";
import { z } from "zod";
import { openDatabase } from "#db/database.ts";
import { outbox } from "#db/schema/journal.ts";
import { mustBeDurable, sqliteDurability } from "#db/sqlite.ts";
import { commit } from "#server/journal/commit.ts";
import { defineEvents } from "#server/journal/events.ts";
import { sha256 } from "#server/kernel/hash.ts";
import { newId } from "#server/kernel/ids.ts";

const EVENTS = defineEvents({ "row.inserted": { public: { rank: z.int() } } });
const CLIENTS = [1, 32, 128] as const;

export type Rate = { name: string; perSecond: number; ratio: number };

/** Inserts rows one by one, each durable before the next, for `ms`; rows per second. */
function bareInserts(folder: string, ms: number): number {
  const connection = new Sqlite(join(folder, `bare-${newId("run")}.db`));
  connection.pragma("journal_mode = WAL");
  connection.pragma("synchronous = FULL");
  connection.pragma("foreign_keys = ON");
  mustBeDurable(sqliteDurability(connection));
  connection.exec("CREATE TABLE row (id text PRIMARY KEY NOT NULL, content text NOT NULL) STRICT");
  const insert = connection.prepare("INSERT INTO row VALUES (?, ?)");
  const start = performance.now();
  let rows = 0;
  for (; performance.now() - start < ms; rows++) insert.run(newId("row"), "a@exemple.fr");
  const seconds = (performance.now() - start) / 1_000;
  connection.close();
  return rows / seconds;
}

/** As many clients as told, each sending its next command when the last is durable; commands per second. */
async function commits(folder: string, clients: number, ms: number): Promise<number> {
  const db = await openDatabase({ dataDir: join(folder, newId("run")) });
  await db.migrate();
  const start = performance.now();
  let done = 0;
  const client = async () => {
    while (performance.now() - start < ms) {
      const id = newId("out");
      const act = {
        events: EVENTS,
        event: "row.inserted",
        actor: { personId: "per_1", role: "resident" },
        command: { key: id, bodyHash: sha256(id) },
        now: Date.now(),
      } as const;
      await commit(db, act, async (tx) => {
        await tx.insert(outbox).values({ id, to: "a@exemple.fr", subject: "", createdAt: 0 });
        return { subjectId: id, editionId: "edi_1", public: { rank: 1 }, answer: id };
      });
      done++;
      // A client is somebody else's request: it comes back through the event loop.
      await new Promise(setImmediate);
    }
  };
  await Promise.all(Array.from({ length: clients }, client));
  const seconds = (performance.now() - start) / 1_000;
  const lines = await db.read.$count(outbox);
  await db.close();
  if (lines !== done) throw new Error(`${done} were acknowledged and ${lines} are there`);
  return done / seconds;
}

const median = (values: number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

/** Medians over rounds that take turns, since a shared disk is not the same from one second to the next. */
export async function benchCommit({ rounds = 5, ms = 1_000 } = {}): Promise<Rate[]> {
  const folder = mkdtempSync(join(tmpdir(), "quotepart-bench-"));
  const bare: number[] = [];
  const through = new Map<number, number[]>(CLIENTS.map((clients) => [clients, []]));
  try {
    for (let round = 0; round < rounds; round++) {
      bare.push(bareInserts(folder, ms));
      for (const [clients, rates] of through) rates.push(await commits(folder, clients, ms));
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  const base = median(bare);
  const rate = (name: string, perSecond: number) => ({ name, perSecond, ratio: perSecond / base });
  return [
    rate("bare insert, one row per fsync", base),
    ...[...through].map(([clients, rates]) => rate(`commit, ${clients} clients`, median(rates))),
  ];
}

/** The table as it is printed: name, per second, ratio to the bare insert. */
export function printRates(rates: readonly Rate[]): void {
  for (const { name, perSecond, ratio } of rates)
    console.log(`${name.padEnd(32)} ${perSecond.toFixed(0).padStart(8)}/s ${ratio.toFixed(2).padStart(8)}`);
}

if (import.meta.main) printRates(await benchCommit());
