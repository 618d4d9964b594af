import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { after, describe, test } from "node:test";

const folder = mkdtempSync(`${tmpdir()}/allocate-`);
after(() => rmSync(folder, { recursive: true }));

/** Runs the command as a program does: its own process, real streams, real exit code. */
function allocate(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  const program = `import { allocateCommand } from "${new URL("./command.ts", import.meta.url)}";
process.exitCode = await allocateCommand(process.argv.slice(1));`;
  return new Promise((resolve) => {
    execFile(process.execPath, ["--input-type=module", "-e", program, "--", ...args], (error, out, err) => {
      resolve({ code: typeof error?.code === "number" ? error.code : 0, out, err });
    });
  });
}

const path = `${folder}/small.pb`;
writeFileSync(
  path,
  `META\nkey;value\nbudget;100.50\nvote_type;approval\ncurrency;EUR\nPROJECTS\nproject_id;cost;name\n10;50;Jardin\n9;50.5;Studio\n8;40;Vélos\nVOTES\nvoter_id;vote\n1;10,9\n2;10\n3;9\n4;8\n`,
);

describe("quotepart allocate", () => {
  test("prints winners sorted by code point, in order, and the exact total", async () => {
    const { code, out } = await allocate(path, "--rule", "greedy", "--json");
    assert.equal(code, 0);
    const said = JSON.parse(out);
    assert.deepEqual(said.winnersInOrder, ["10", "9"]);
    assert.deepEqual(said.winners, ["10", "9"]);
    assert.equal(said.totalCost, "100.5");
    assert.equal(said.ties, 0);
  });

  test("explains in French without --json, four sentences for each project", async () => {
    const { code, out } = await allocate(
      path,
      "--rule",
      "equal-shares",
      "--completion",
      "add1u",
      "--explain",
      "--votes",
    );
    assert.equal(code, 0);
    assert.match(out, /4 bulletins, 3 projets, budget 100,5 EUR/);
    for (const name of ["10 Jardin", "9 Studio", "8 Vélos"]) assert.ok(out.includes(`\n${name}\n    `), out);
    assert.equal(out.split("\n").filter((line) => /^ {4}\S/.test(line)).length, 12);
  });

  test("a rule that does not suit the ballots is refused with its number, exit code 1", async () => {
    const points = `${folder}/points.pb`;
    writeFileSync(
      points,
      "META\nkey;value\nbudget;9\nvote_type;cumulative\nPROJECTS\nproject_id;cost\n1;5\nVOTES\nvoter_id;vote;points\n1;1;3\n",
    );
    const { code, out, err } = await allocate(points, "--rule", "phragmen", "--json");
    assert.deepEqual([code, out], [1, ""]);
    assert.match(err, /^ALL-5 : /);
  });

  test("a bad file is refused with line and reason, exit code 2, and prints no result", async () => {
    const bad = `${folder}/bad.pb`;
    writeFileSync(
      bad,
      "META\nkey;value\nbudget;9\nvote_type;approval\nPROJECTS\nproject_id;cost\n1;0\nVOTES\nvoter_id;vote\n",
    );
    const { code, out, err } = await allocate(bad, "--rule", "greedy", "--json");
    assert.deepEqual([code, out], [2, ""]);
    assert.match(err, /ligne 7, le coût « 0 » n'est pas supérieur à zéro/);
  });

  test("wrong arguments say what is expected, exit code 2", async () => {
    for (const [args, said] of [
      [[], /fichier/],
      [[`${folder}/none.pb`, "--rule", "greedy"], /introuvable/],
      [[folder, "--rule", "greedy"], /illisible/],
      [[path], /--rule/],
      [[path, "--rule", "lottery"], /lottery/],
      [[path, "--rule", "equal-shares", "--utility", "joy"], /joy/],
      [[path, "--rule", "equal-shares", "--completion", "add2"], /add2/],
      [[path, "--rule", "equal-shares", "--completion", "add1", "--increment", "0"], /increment/],
      [[path, "--rule", "greedy", "--fast"], /--fast/],
      [[path, path, "--rule", "greedy"], /Un seul fichier/],
    ] as const) {
      const { code, out, err } = await allocate(...args);
      assert.deepEqual([code, out], [2, ""], args.join(" "));
      assert.match(err, said);
    }
  });
});
