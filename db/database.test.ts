import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { closeSync, existsSync, openSync, readdirSync, readlinkSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import Sqlite from "better-sqlite3";
import { eq } from "drizzle-orm";
import { table, text } from "./columns.ts";
import { type Database, openDatabase, type Transaction } from "./database.ts";
import { ENGINE } from "./engine.ts";
import { outbox } from "./schema/journal.ts";
import { mustBeDurable, sqliteDurability } from "./sqlite.ts";
import { freshDatabase, temporaryFolder } from "./testing.ts";

const message = (id: `out_${string}`) => ({
  id,
  to: "a@exemple.fr",
  subject: "s",
  createdAt: 0,
  attempts: 0,
});
const insert = (tx: Transaction, id: `out_${string}`) => tx.insert(outbox).values(message(id));
const idsOf = async (db: Database) =>
  (await db.read.select({ id: outbox.id }).from(outbox).orderBy(outbox.id)).map(({ id }) => id);

for (const onDisk of [false, true])
  test(`one failing change among 32 at once is rolled back alone (${onDisk ? "disk" : "memory"})`, async (t) => {
    const db = await freshDatabase(t, { onDisk });
    const changes = Array.from({ length: 32 }, (_, i) =>
      db.write(async (tx) => {
        await insert(tx, `out_${100 + i}`);
        if (i === 17) throw new Error("refused");
        if (i === 18) await insert(tx, `out_${100 + i}`);
      }),
    );
    const settled = await Promise.allSettled(changes);
    assert.deepEqual(
      settled.flatMap(({ status }, i) => (status === "rejected" ? [i] : [])),
      [17, 18],
    );
    const expected = Array.from({ length: 32 }, (_, i) => `out_${100 + i}`);
    assert.deepEqual(await idsOf(db), expected.toSpliced(17, 2));
  });

test("nobody sees a change before it is committed, its author does", async (t) => {
  const db = await freshDatabase(t, { onDisk: true });
  const seen: number[] = [];
  const reading = (async () => {
    for (let i = 0; i < 200; i++) {
      seen.push(await db.read.$count(outbox));
      if (i % 20 === 0) await sleep(1);
    }
  })();
  await db.write(async (tx) => {
    for (let i = 0; i < 50; i++) await insert(tx, `out_${i}`);
    assert.equal(await tx.$count(outbox), 50);
  });
  await reading;
  assert.ok(
    seen.every((n) => n === 0 || n === 50),
    String(seen),
  );
});

test("a snapshot sees one moment", async (t) => {
  const db = await freshDatabase(t, { onDisk: true });
  await db.write((tx) => insert(tx, "out_1"));
  const [before, after] = await db.snapshot(async (reader) => {
    const first = await reader.$count(outbox);
    // Only PostgreSQL and a second SQLite connection can write meanwhile; both are left unseen.
    await db.write((tx) => insert(tx, "out_2"));
    return [first, await reader.$count(outbox)];
  });
  assert.deepEqual([before, after], [1, 1]);
  assert.equal(await db.read.$count(outbox), 2);
});

test("a closed database refuses and says so", async (t) => {
  const db = await freshDatabase(t);
  const last = db.write((tx) => insert(tx, "out_1"));
  await last;
  await db.close();
  await assert.rejects(db.write((tx) => insert(tx, "out_2")));
});

/** Makes every write of this process to that open file fail as a broken disk would. */
function breakFiles(file: string): void {
  for (const descriptor of readdirSync("/proc/self/fd").map(Number)) {
    let target = "";
    try {
      target = readlinkSync(`/proc/self/fd/${descriptor}`);
    } catch {
      continue;
    }
    if (target !== file) continue;
    closeSync(descriptor);
    // The lowest free number is given out first: open until the closed one is taken, so that nothing else gets it.
    while (openSync("/dev/null", "r") !== descriptor);
  }
}

if (ENGINE === "sqlite") {
  test("a change that waits for anything but the database is refused, and cannot write later", async (t) => {
    const db = await freshDatabase(t);
    let late: Promise<unknown> | undefined;
    const [slow, next] = await Promise.allSettled([
      db.write(async (tx) => {
        await insert(tx, "out_1");
        await sleep(5);
        late = Promise.resolve(insert(tx, "out_2"));
        await late;
      }),
      db.write((tx) => insert(tx, "out_3")),
    ]);
    assert.equal(slow.status, "rejected");
    assert.match(String((slow as PromiseRejectedResult).reason), /may await only its transaction/);
    assert.equal(next.status, "fulfilled");
    await sleep(10);
    await assert.rejects(Promise.resolve(late), (error: Error) => /over/.test(String(error.cause)));
    assert.deepEqual(await idsOf(db), ["out_3"]);
  });

  test("when the commit itself fails, all who shared it are told so and nothing is there", async (t) => {
    const db = await freshDatabase(t);
    const child = table("child", { parentId: text() });
    await db.sql("create table parent (id text primary key)");
    await db.sql("create table child (parent_id text references parent (id) deferrable initially deferred)");
    const settled = await Promise.allSettled([
      db.write((tx) => insert(tx, "out_1")),
      db.write((tx) => tx.insert(child).values({ parentId: "nobody" })),
      db.write((tx) => insert(tx, "out_2")),
    ]);
    assert.deepEqual(
      settled.map(({ status }) => status),
      ["rejected", "rejected", "rejected"],
    );
    assert.deepEqual(await idsOf(db), []);
    await db.write((tx) => insert(tx, "out_3"));
    assert.deepEqual(await idsOf(db), ["out_3"], "the next change goes through");
  });

  test("a full disk refuses what does not fit and keeps what did, and writes go on when there is room", async (t) => {
    const db = await freshDatabase(t, { onDisk: true });
    const [pages] = await db.sql("pragma page_count");
    await db.sql(`pragma max_page_count = ${Number(pages?.page_count) + 4}`);
    const large = (id: `out_${string}`) =>
      db.write((tx) => tx.insert(outbox).values({ ...message(id), text: "x".repeat(3_000) }));
    const settled = await Promise.allSettled(Array.from({ length: 30 }, (_, i) => large(`out_${100 + i}`)));
    const refused = settled.filter(({ status }) => status === "rejected");
    assert.ok(refused.length > 0, "the disk must have been full");
    const kept = settled.flatMap(({ status }, i) => (status === "fulfilled" ? [`out_${100 + i}`] : []));
    assert.deepEqual(await idsOf(db), kept, "exactly what was acknowledged");
    await db.sql("pragma max_page_count = 1000000");
    await large("out_200");
    assert.deepEqual(await idsOf(db), [...kept, "out_200"]);
    assert.deepEqual(await db.sql("pragma integrity_check"), [{ integrity_check: "ok" }]);
  });

  test("while another process holds the lock, writes wait and reads go on", async (t) => {
    const dataDir = temporaryFolder(t);
    const db = await openDatabase({ dataDir });
    t.after(() => db.close());
    await db.migrate();
    const other = new Sqlite(join(dataDir, "quotepart.db"));
    other.exec("BEGIN IMMEDIATE");
    let isWritten = false;
    const writing = db
      .write((tx) => insert(tx, "out_1"))
      .then(() => {
        isWritten = true;
      });
    for (let i = 0; i < 20; i++) {
      await sleep(2);
      assert.equal(await db.read.$count(outbox), 0);
    }
    assert.equal(isWritten, false);
    other.exec("COMMIT");
    await writing;
    other.close();
    assert.equal(await db.read.$count(outbox), 1);
  });

  // Linux shows a process its own open files: SQLite's is swapped for one that cannot be written.
  if (existsSync("/proc/self/fd"))
    test("once the disk has failed a write, no other is accepted, and what was acknowledged is there", async (t) => {
      const dataDir = temporaryFolder(t);
      const db = await openDatabase({ dataDir });
      await db.migrate();
      await db.write((tx) => insert(tx, "out_1"));
      breakFiles(join(dataDir, "quotepart.db-wal"));
      const settled = await Promise.allSettled([
        db.write((tx) => insert(tx, "out_2")),
        db.write((tx) => insert(tx, "out_3")),
      ]);
      assert.deepEqual(
        settled.map(({ status }) => status),
        ["rejected", "rejected"],
      );
      await assert.rejects(
        db.write((tx) => insert(tx, "out_4")),
        { code: /^SQLITE_IOERR/ },
      );
      assert.match((await db.check()).problems.join(), /the disk refused a write/);
      await db.close();
      const again = await openDatabase({ dataDir });
      t.after(() => again.close());
      assert.deepEqual(await idsOf(again), ["out_1"]);
      await again.write((tx) => insert(tx, "out_5"));
    });

  for (const [who, listener] of [
    ["by itself", ""],
    ["by its server", "process.on('SIGTERM', () => setTimeout(() => process.exit(0), 20));"],
  ])
    test(`a process that is ended ${who} closes its database`, async (t) => {
      const dataDir = temporaryFolder(t);
      const child = spawn(
        process.execPath,
        [
          "--input-type=module",
          "-e",
          `import { database } from "#db/database.ts";
         const db = await database();
         await db.migrate();
         if (db !== (await database())) throw new Error("two databases in one process");
         ${listener}
         console.log("ready");
         setInterval(() => {}, 1000);`,
        ],
        { env: { ...process.env, DATA_DIR: dataDir }, stdio: ["ignore", "pipe", "inherit"] },
      );
      await once(child.stdout, "data");
      assert.ok(existsSync(join(dataDir, "quotepart.db-wal")));
      child.kill("SIGTERM");
      assert.deepEqual(await once(child, "close"), [0, null]);
      assert.ok(!existsSync(join(dataDir, "quotepart.db-wal")), "the log is folded into the database");
    });

  test("boot refuses settings under which an acknowledged write could be lost", (t) => {
    const file = join(temporaryFolder(t), "x.db");
    const first = new Sqlite(file);
    assert.deepEqual(sqliteDurability(first).problems, ["journal_mode is delete, not wal"]);
    first.pragma("journal_mode = WAL");
    first.close();
    const connection = new Sqlite(file);
    const problems = () => sqliteDurability(connection).problems;
    connection.prepare("select count(*) from sqlite_schema").get();
    assert.deepEqual(problems(), ["synchronous is 1, not 2 (FULL)"], "what better-sqlite3 is compiled to");
    assert.throws(() => mustBeDurable(sqliteDurability(connection)), /not durable: synchronous is 1/);
    connection.pragma("synchronous = FULL");
    assert.deepEqual(problems(), []);
    connection.pragma("foreign_keys = OFF");
    assert.deepEqual(problems(), ["foreign_keys is off"]);
    connection.close();
  });

  test("the opened database has the settings it is refused without", async (t) => {
    const db = await freshDatabase(t, { onDisk: true });
    const { facts, problems } = await db.check();
    assert.deepEqual(problems, []);
    assert.deepEqual([facts.journalMode, facts.synchronous, facts.foreignKeys], ["wal", 2, 1]);
  });
}

if (ENGINE === "postgres") {
  test("changes that conflict are tried again until each has counted once", async (t) => {
    const db = await freshDatabase(t);
    await db.write((tx) => insert(tx, "out_1"));
    let runs = 0;
    await Promise.all(
      Array.from({ length: 20 }, () =>
        db.write(async (tx) => {
          runs++;
          const [row] = await tx.select().from(outbox).where(eq(outbox.id, "out_1"));
          await tx
            .update(outbox)
            .set({ attempts: (row?.attempts ?? 0) + 1 })
            .where(eq(outbox.id, "out_1"));
        }),
      ),
    );
    const [row] = await db.read.select().from(outbox);
    assert.equal(row?.attempts, 20);
    assert.ok(runs > 20, `${runs} runs: a conflict must have happened`);
  });

  test("write skew is refused: two who each saw an empty table cannot both fill it", async (t) => {
    const db = await freshDatabase(t);
    const onlyIfEmpty = (id: `out_${string}`) =>
      db.write(async (tx) => {
        if ((await tx.$count(outbox)) === 0) {
          await sleep(20);
          await insert(tx, id);
        }
      });
    await Promise.all([onlyIfEmpty("out_1"), onlyIfEmpty("out_2")]);
    assert.equal(await db.read.$count(outbox), 1);
  });

  test("a connection cut in the middle fails that change alone", async (t) => {
    const db = await freshDatabase(t);
    const cut = db.write(async (tx) => {
      await insert(tx, "out_1");
      await db.sql(
        "select pg_terminate_backend(pid) from pg_stat_activity where state = 'idle in transaction'",
      );
      await insert(tx, "out_2");
    });
    await assert.rejects(cut);
    await db.write((tx) => insert(tx, "out_3"));
    assert.deepEqual(await idsOf(db), ["out_3"]);
  });
}
