import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { promisify } from "node:util";
import { openDatabase } from "#db/database.ts";
import { ENGINE } from "#db/engine.ts";
import { freshPostgresUrl, temporaryFolder } from "#db/testing.ts";
import { EVENTS } from "#server/events.ts";
import { loadLogIdentity } from "#server/journal/checkpoint.ts";
import { commit } from "#server/journal/commit.ts";
import { seal } from "#server/journal/sealer.ts";
import { findHead } from "#server/journal/store.ts";

const ROOT = join(import.meta.dirname, "../..");

/** A data directory of its own, and the command run on it as a person runs it: another process, on the engine under test. */
async function house(t: TestContext) {
  const folder = temporaryFolder(t);
  const dataDir = join(folder, "data");
  mkdirSync(dataDir);
  const url = ENGINE === "postgres" ? await freshPostgresUrl(t) : "";
  const script = `import { verifyCommand } from "#server/transparency/command.ts"; process.exitCode = await verifyCommand(process.argv.slice(1));`;
  const command = async (...args: string[]) => {
    const env = { ...process.env, DATABASE_URL: url, DATA_DIR: dataDir };
    const call = promisify(execFile)(process.execPath, ["--input-type=module", "-e", script, "--", ...args], {
      cwd: ROOT,
      env,
    });
    return call.then(
      ({ stdout }) => ({ code: 0, said: stdout }),
      ({ code, stdout, stderr }: { code: number; stdout: string; stderr: string }) => ({
        code,
        said: stdout + stderr,
      }),
    );
  };
  return { folder, dataDir, url, command };
}

test("the books verify from the command line; a line altered behind the triggers is found, and so is a kept head", async (t) => {
  const { folder, dataDir, url, command } = await house(t);
  if (ENGINE === "sqlite") assert.equal((await command()).code, 2, "no fund yet");
  assert.equal((await command("--checkpoint", join(folder, "absent.txt"))).code, 2);

  const database = await openDatabase(url ? { url } : { dataDir });
  await database.migrate();
  for (const day of ["2026-06-16", "2026-06-17"])
    await commit(
      database,
      { events: EVENTS, event: "demo-calendar.moved", actor: null, command: null, now: Date.parse(day) },
      async () => ({ subjectId: "calendar", editionId: null, public: { toOn: day }, answer: null }),
    );
  await seal(database, loadLogIdentity(dataDir));
  const kept = join(folder, "tete.txt");
  writeFileSync(kept, (await findHead(database.read))?.note ?? "");
  const good = await command("--checkpoint", kept, "--json");
  assert.equal(good.code, 0, good.said);
  assert.deepEqual(JSON.parse(good.said).journal.size, 2);

  await database.sql(
    ENGINE === "sqlite"
      ? "drop trigger journal_lines_no_update"
      : "drop trigger journal_lines_append_only on journal_lines",
  );
  await database.sql(
    `update journal_lines set "public" = '{"toOn":"2026-06-18"}' where at = ${Date.parse("2026-06-17")}`,
  );
  const bad = await command("--checkpoint", kept);
  assert.equal(bad.code, 1);
  assert.match(bad.said, /DIFFÉRENT : la ligne jou_\w+ du journal \(rang 1\) a été modifiée/);
  await database.close();
});
