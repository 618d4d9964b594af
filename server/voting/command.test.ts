import assert from "node:assert/strict";
import { existsSync, readFileSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { temporaryFolder } from "#db/testing.ts";
import { readKeyList, votingKeyOf } from "./codes.ts";
import { codesCommand } from "./command.ts";
import { readCode } from "./crockford.ts";
import { bureauKey, findBureauKey } from "./keyring.ts";

test("quotepart codes makes letters and a key list that belong together, once", async (t) => {
  const out = join(temporaryFolder(t), "codes");
  const args = [
    "--edition",
    "edi_A",
    "--territory",
    "QN00001M=3",
    "--territory",
    "QN00002M=2",
    "--out",
    out,
    "--json",
  ];
  assert.equal(await codesCommand(args), 0);
  const letters = readFileSync(join(out, "codes.csv"), "utf8").trim().split("\n").slice(1);
  const { lines, badLine } = readKeyList(readFileSync(join(out, "cles.csv"), "utf8"));
  assert.equal(badLine, 0);
  assert.equal(lines.length, 5);
  const made = letters.map((line) => {
    const [code = "", territoryCode] = line.split(";");
    return `${votingKeyOf(readCode(code) ?? "", "edi_A")};${territoryCode}`;
  });
  assert.deepEqual(
    made.sort(),
    lines.map(({ votingKey, territoryCode }) => `${votingKey};${territoryCode}`).sort(),
  );
  assert.equal(statSync(join(out, "codes.csv")).mode & 0o077, 0);
  assert.equal(await codesCommand(args), 1, "a second time is refused with a sentence");
  rmSync(join(out, "codes.csv"));
  assert.equal(await codesCommand(args), 1, "and so is a folder that holds one of the two");
  assert.equal(existsSync(join(out, "codes.csv")), false, "codes whose keys are elsewhere are not made");
});

test("quotepart codes says how it is used when it is not", async () => {
  for (const args of [
    [],
    ["--edition", "x"],
    ["--edition", "edi_A", "--territory", "QN", "--out", "x"],
    ["--unknown"],
  ])
    assert.equal(await codesCommand(args), 2, args.join(" "));
  assert.equal(await codesCommand(["--keygen", "--json"]), 0);
});

test("the bureau's key is made once, for its owner's eyes, and found again", (t) => {
  const folder = temporaryFolder(t);
  assert.equal(findBureauKey(folder), null);
  const key = bureauKey(folder);
  assert.deepEqual(bureauKey(folder), key);
  assert.deepEqual(findBureauKey(folder), key);
  assert.equal(statSync(join(folder, "keys", "bureau.key")).mode & 0o077, 0);
});
