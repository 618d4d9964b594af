import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { temporaryFolder } from "#db/testing.ts";

const root = join(import.meta.dirname, "..");

function quotepart(dataDir: string, ...args: string[]) {
  const env: NodeJS.ProcessEnv = { ...process.env, DATA_DIR: dataDir, DATABASE_URL: "", TEST_ENGINE: "" };
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(root, "bin/quotepart.mjs"), ...args], {
    env,
    encoding: "utf8",
  });
  return { status, stdout, stderr };
}

const SMALL_PB = `META
key;value
description;Un essai
country;France
unit;Essai
num_projects;2
num_votes;2
budget;100
vote_type;approval
rule;greedy
PROJECTS
project_id;cost
a;60
b;50
VOTES
voter_id;vote
1;a,b
2;b
`;

test("the command line says what it is, lists its commands, and refuses what it does not know", (t) => {
  const folder = temporaryFolder(t);
  assert.match(quotepart(folder, "--version").stdout, /^\d+\.\d+\.\d+\n$/);
  const help = quotepart(folder, "--help");
  assert.equal(help.status, 0);
  for (const command of [
    "init",
    "demo",
    "endowment",
    "codes",
    "allocate",
    "import election",
    "import bank",
    "verify",
  ])
    assert.match(help.stdout, new RegExp(`\\n  ${command} `));
  assert.equal(quotepart(folder).status, 2);
  const unknown = quotepart(folder, "danser");
  assert.equal(unknown.status, 2);
  assert.match(unknown.stderr, /Commande inconnue : danser/);
});

test("an allocation is read, run and printed; a bad file is exit code 2 with its line", (t) => {
  const folder = temporaryFolder(t);
  const file = join(folder, "essai.pb");
  writeFileSync(file, SMALL_PB);
  const run = quotepart(folder, "allocate", file, "--rule", "greedy", "--json");
  assert.equal(run.status, 0, run.stderr);
  const { winners, winnersInOrder, totalCost } = JSON.parse(run.stdout);
  assert.deepEqual(
    { winners, winnersInOrder, totalCost },
    { winners: ["b"], winnersInOrder: ["b"], totalCost: "50" },
  );
  writeFileSync(file, SMALL_PB.replace("2;b", "2;c"));
  const bad = quotepart(folder, "allocate", file, "--rule", "greedy", "--json");
  assert.equal(bad.status, 2);
  assert.match(bad.stderr, /ligne 18/);
  assert.equal(bad.stdout, "");
});

test("a real fund is born once, has no demo in it, and verifies", (t) => {
  const folder = temporaryFolder(t);
  const birth = ["init", "--name", "Fonds d’essai", "--admin", "nadia@fonds.test"];
  assert.equal(quotepart(folder, ...birth).status, 0);
  assert.equal(quotepart(folder, ...birth).status, 1);
  assert.equal(quotepart(folder, "demo").status, 1);
  assert.equal(quotepart(folder, "init", "--name", "", "--admin", "nadia").status, 2);
  const verified = quotepart(folder, "verify", "--json");
  assert.equal(verified.status, 0, verified.stderr);
});
