import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { type Database, openDatabase } from "#db/database.ts";
import { ENGINE } from "#db/engine.ts";
import { commands, journalLines, journalUnsealed, outbox } from "#db/schema/journal.ts";
import { freshDatabase, freshPostgresUrl, temporaryFolder } from "#db/testing.ts";
import { newId } from "#server/kernel/ids.ts";
import { commit } from "./commit.ts";
import { defineEvents } from "./events.ts";

/** How often the process is killed; the nightly run sets it higher. */
const KILLS = Number(process.env.KILLS ?? 6);

/** Runs the child until a random moment after its first acknowledgement; what it had acknowledged. */
async function runAndKill(url: string | undefined, dataDir: string, afterMs: number): Promise<string[]> {
  const env = { ...process.env, DATABASE_URL: url ?? "", TEST_ENGINE: ENGINE };
  const child = spawn(process.execPath, [join(import.meta.dirname, "kill.child.ts"), dataDir], {
    env,
    stdio: ["ignore", "pipe", "pipe"],
  });
  let said = "";
  let problem = "";
  child.stderr.on("data", (data) => {
    problem += data;
  });
  const gone = new Promise<NodeJS.Signals | null>((resolve) =>
    child.once("close", (_code, by) => resolve(by)),
  );
  const started = new Promise<void>((resolve) => child.stdout.once("data", () => resolve()));
  child.stdout.on("data", (data) => {
    said += data;
  });
  await Promise.race([started, gone]);
  await sleep(afterMs);
  child.kill("SIGKILL");
  assert.equal(await gone, "SIGKILL", problem);
  return said.split("\n").filter((id) => id.length === "out_".length + 20);
}

/** Every acknowledged act is there with its line and its answer; every act that is there is there whole. */
async function mustBeWhole(db: Database, acknowledged: readonly string[]): Promise<number> {
  const lines = new Set(
    (await db.read.select({ id: journalLines.subjectId }).from(journalLines)).map(({ id }) => id),
  );
  const rows = await db.read.select({ act: outbox.subject, side: outbox.to }).from(outbox);
  const sides = new Map<string, string[]>();
  for (const { act, side } of rows) sides.set(act, [...(sides.get(act) ?? []), side].sort());
  for (const id of acknowledged) assert.ok(lines.has(id), `${id} was acknowledged and is lost`);
  for (const id of lines) assert.deepEqual(sides.get(id), ["left", "right"], `${id} is half written`);
  assert.equal(sides.size, lines.size, "rows without their line");
  assert.equal(await db.read.$count(commands), lines.size, "one answer per act");
  assert.equal(await db.read.$count(journalUnsealed), lines.size, "one line to seal per act");
  return lines.size;
}

async function killed(t: TestContext): Promise<void> {
  const dataDir = temporaryFolder(t);
  const url = ENGINE === "postgres" ? await freshPostgresUrl(t) : undefined;
  const open = () => openDatabase({ url, dataDir });
  const first = await open();
  await first.migrate();
  await first.close();

  const acknowledged: string[] = [];
  let there = 0;
  for (let kill = 0; kill < KILLS; kill++) {
    acknowledged.push(...(await runAndKill(url, dataDir, Math.random() * 120)));
    const db = await open();
    try {
      if (ENGINE === "sqlite") {
        assert.deepEqual(await db.sql("pragma integrity_check"), [{ integrity_check: "ok" }]);
        assert.deepEqual(await db.sql("pragma foreign_key_check"), []);
      }
      there = await mustBeWhole(db, acknowledged);
    } finally {
      await db.close();
    }
  }
  assert.ok(acknowledged.length >= KILLS, `${acknowledged.length} acknowledged`);
  t.diagnostic(`${KILLS} kills, ${acknowledged.length} acknowledged, ${there} there, 0 lost`);
}

test(
  "JOU-1 a process killed at any moment loses nothing it acknowledged and leaves nothing half written",
  killed,
);

test("the check of the killed process's rows can fail: a lost line, a half pair, a missing answer are seen", async (t) => {
  const db = await freshDatabase(t);
  const events = defineEvents({ "pair.written": { public: {} } });
  const act = {
    events,
    event: "pair.written",
    actor: null,
    command: { key: "k", bodyHash: "b" },
    now: 0,
  } as const;
  await commit(db, act, async (tx) => {
    for (const to of ["left", "right"])
      await tx.insert(outbox).values({ id: newId("out"), to, subject: "out_1", createdAt: 0 });
    return { subjectId: "out_1", editionId: null, public: {}, answer: null };
  });
  assert.equal(await mustBeWhole(db, ["out_1"]), 1);
  await assert.rejects(mustBeWhole(db, ["out_1", "out_2"]), /out_2 was acknowledged and is lost/);
  await db.sql("update outbox set \"to\" = 'left'");
  await assert.rejects(mustBeWhole(db, ["out_1"]), /half written/);
  await db.sql("delete from outbox where \"to\" = 'left'");
  await assert.rejects(mustBeWhole(db, ["out_1"]), /half written/);
});
