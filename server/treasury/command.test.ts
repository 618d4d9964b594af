import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { promisify } from "node:util";
import { temporaryFolder } from "#db/testing.ts";
import messages from "#messages/fr/treasury.json" with { type: "json" };
import { writeCamt053 } from "./camt-writer.ts";

const ROOT = join(import.meta.dirname, "../..");
const FILE = messages.problems.file;

/** A data directory of its own, and the command run on it as a person runs it: another process, the embedded database. */
function house(t: TestContext) {
  const folder = temporaryFolder(t);
  mkdirSync(join(folder, "data"));
  const script = `import { importBankCommand } from "#server/treasury/command.ts"; process.exitCode = await importBankCommand(process.argv.slice(1));`;
  const command = async (...args: string[]) => {
    const env = { ...process.env, DATABASE_URL: "", TEST_ENGINE: "", DATA_DIR: join(folder, "data") };
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
  return { folder, command };
}

test("a bank statement comes in from the command line once, and each refusal has its exit code", async (t) => {
  const { folder, command } = house(t);
  const write = (name: string, text: string) => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };
  const good = write("juin.xml", writeCamt053({ lines: [{ cents: -1_680_00 }] }));
  assert.equal((await command()).code, 2);
  assert.match((await command(join(folder, "absent.xml"))).said, /introuvable/);
  const cut = await command(write("coupe.xml", writeCamt053({ lines: [] }).slice(0, -20)));
  assert.deepEqual(cut, { code: 2, said: `${FILE.cutShort.replace("{line}", "7")}\n` });
  const wrong = await command(write("faux.xml", writeCamt053({ closingCents: 1, lines: [] })));
  assert.equal(wrong.code, 1);
  assert.match(wrong.said, /^TRE-11 : .*10000,00 €.*0,01 €.*9999,99 €/);
  assert.deepEqual(await command(good), {
    code: 0,
    said: "Relevé importé : 1 ligne(s). Le rapprochement se fait dans la trésorerie, page « Relevés de banque ».\n",
  });
  const again = await command(good, "--json");
  assert.equal(again.code, 1);
  assert.match(again.said, /TRE-12/);
});
