import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { asc, eq } from "drizzle-orm";
import type { Database } from "#db/database.ts";
import { ENGINE } from "#db/engine.ts";
import { allocationRuns } from "#db/schema/allocation.ts";
import { editions } from "#db/schema/fund.ts";
import { initiatives } from "#db/schema/initiatives.ts";
import { journalLines } from "#db/schema/journal.ts";
import { importedBallots } from "#db/schema/voting.ts";
import { freshDatabase, freshPostgresUrl, temporaryFolder } from "#db/testing.ts";
import { Refusal } from "#server/kernel/rulebook.ts";
import { callerFor, NOW } from "./edition.test-helper.ts";
import { importElection, importElectionCommand, ruleOfFile, slugOf } from "./import.ts";
import type { RuleOptions } from "./model.ts";
import { NotAllocable } from "./published.ts";

const SHARED =
  process.env.QUOTEPART_SHARED_DATA ?? fileURLToPath(new URL("../../../shared/data", import.meta.url));
const COST_SHARES: RuleOptions = {
  rule: "equal-shares",
  utility: "cost",
  completion: "none",
  increment: "1",
};

/**
 * Four voters, three projects; one project is called twice in a ballot, one ballot is empty, one column is to be kept. The
 * bench and the tree are equals by votes: the tree is cheaper.
 */
const SMALL = `META
key;value
description;Un vote de quartier
country;France
unit;Les Lilas
instance;2023
num_projects;3
num_votes;4
budget;100
vote_type;approval
rule;greedy
currency;EUR
PROJECTS
project_id;cost;name
1;60;"Un banc; une table"
2;50.50;Un arbre
10;39.5;
VOTES
voter_id;vote;age
a;1,2,1;34
b;1;
c;;71
d;2,10;18
`;

const importing = (database: Database, text: string, rule?: RuleOptions) =>
  importElection(
    database,
    { bytes: new TextEncoder().encode(text), name: "/tmp/mon_vote.pb" },
    rule ? () => rule : ruleOfFile,
    NOW,
  );

async function counts(database: Database) {
  return {
    editions: await database.read.$count(editions),
    initiatives: await database.read.$count(initiatives),
    ballots: await database.read.$count(importedBallots),
    runs: await database.read.$count(allocationRuns),
    lines: await database.read.$count(journalLines),
  };
}
const NOTHING = { editions: 0, initiatives: 0, ballots: 0, runs: 0, lines: 0 };

test("a published election becomes an edition: projects, ballots, result, in one act", async (t) => {
  const database = await freshDatabase(t);
  assert.deepEqual(await importing(database, SMALL), {
    slug: "les-lilas-2023",
    name: "Les Lilas 2023",
    projects: 3,
    ballots: 4,
    funded: 2,
  });
  assert.deepEqual(await counts(database), { editions: 1, initiatives: 3, ballots: 4, runs: 1, lines: 1 });
  const [edition] = await database.read.select().from(editions);
  assert.deepEqual([edition?.origin, edition?.year], ["imported", 2023]);
  const files = await database.read.select().from(initiatives).orderBy(asc(initiatives.externalId));
  assert.deepEqual(
    files.map(({ externalId, number, title, requestedCents, state }) => [
      externalId,
      number,
      title,
      requestedCents,
      state,
    ]),
    [
      ["1", "les-lilas-2023-1", "Un banc; une table", 60_00, "reserve_list"],
      ["10", "les-lilas-2023-10", "10", 39_50, "awarded"],
      ["2", "les-lilas-2023-2", "Un arbre", 50_50, "awarded"],
    ],
  );
  const ballots = await database.read.select().from(importedBallots).orderBy(asc(importedBallots.position));
  assert.deepEqual(
    ballots.map(({ choices, points, extra }) => [choices, points, extra]),
    [
      [["1", "2"], null, { voter_id: "a", age: "34" }],
      [["1"], null, { voter_id: "b", age: "" }],
      [[], null, { voter_id: "c", age: "71" }],
      [["2", "10"], null, { voter_id: "d", age: "18" }],
    ],
  );
  const [run] = await database.read.select().from(allocationRuns);
  assert.equal(run?.inputPb, SMALL, "the bytes of the file are the bytes that were run");
  const results = await (await callerFor(database, null)).allocation.results({ edition: "les-lilas-2023" });
  assert.equal(results.parts[0]?.part, "election");
  assert.equal(results.parts[0]?.published.election.voters, 4);
});

test("ALL-15 the same file twice is refused with its edition, and leaves nothing", async (t) => {
  const database = await freshDatabase(t);
  await importing(database, SMALL);
  const before = await counts(database);
  await assert.rejects(importing(database, SMALL, { rule: "greedy-no-skip" }), (problem: unknown) => {
    assert.ok(problem instanceof Refusal);
    assert.deepEqual(problem.broken, [{ rule: "ALL-15", facts: { slug: "les-lilas-2023" } }]);
    return true;
  });
  assert.deepEqual(await counts(database), before);
  // Another file of the same place is another edition.
  const other = await importing(database, SMALL.replace("budget;100", "budget;101"));
  assert.equal(other.slug, "les-lilas-2023-2");
});

test("ALL-15 two imports of one file at once make one edition", async (t) => {
  const database = await freshDatabase(t);
  const answers = await Promise.allSettled([importing(database, SMALL), importing(database, SMALL)]);
  assert.deepEqual(answers.map(({ status }) => status).sort(), ["fulfilled", "rejected"]);
  assert.equal((await counts(database)).editions, 1);
});

test("a malformed file is refused with line and reason, and nothing is half-written", async (t) => {
  const database = await freshDatabase(t);
  for (const [name, text, line, reason] of [
    ["a project that does not exist", SMALL.replace("d;2,10", "d;2,11"), 23, "projectUnknown"],
    ["a cost of zero", SMALL.replace("2;50.50", "2;0"), 16, "costNotPositive"],
    ["a negative cost", SMALL.replace("2;50.50", "2;-5"), 16, "costNotPositive"],
    ["a project twice", SMALL.replace("10;39.5", "1;39.5"), 17, "idTwice"],
    ["no budget", SMALL.replace("budget;100\n", ""), null, "keyMissing"],
    ["an unknown kind of vote", SMALL.replace("approval", "telepathy"), null, "voteTypeUnknown"],
    ["cut in the middle", SMALL.slice(0, SMALL.indexOf("VOTES")), null, null],
    ["empty", "", null, null],
    ["not such a file", "<!doctype html>\n<p>404", null, null],
  ] as const) {
    await assert.rejects(importing(database, text), (problem: unknown) => {
      assert.ok(problem instanceof NotAllocable, name);
      assert.ok("kind" in problem.reason, name);
      if (line !== null) assert.equal(problem.reason.line, line, name);
      if (reason !== null) assert.equal(problem.reason.reason, reason, name);
      return true;
    });
    assert.deepEqual(await counts(database), NOTHING, name);
  }
});

test("ALL-5 a rule that does not suit the ballots is refused, and nothing is written", async (t) => {
  const database = await freshDatabase(t);
  const points = SMALL.replace("approval", "cumulative")
    .replace("voter_id;vote;age", "voter_id;vote;points")
    .replace("a;1,2,1;34", "a;1,2;3,4")
    .replace("b;1;", "b;1;7")
    .replace("c;;71", "c;;")
    .replace("d;2,10;18", "d;2,10;1,6");
  await assert.rejects(importing(database, points, { rule: "phragmen" }), (problem: unknown) => {
    assert.ok(problem instanceof NotAllocable);
    assert.deepEqual(problem.reason, { refused: "ALL-5" });
    return true;
  });
  assert.deepEqual(await counts(database), NOTHING);
  await importing(database, points, COST_SHARES);
  const [ballot] = await database.read.select().from(importedBallots).where(eq(importedBallots.position, 0));
  assert.deepEqual(ballot?.points, ["3", "4"]);
});

test("names of places become addresses", () => {
  assert.equal(slugOf("Łódź 2022"), "lodz-2022");
  assert.equal(slugOf("Warszawa | Praga-Południe 2020"), "warszawa-praga-poludnie-2020");
  assert.equal(slugOf("العربية"), "election");
});

test("the command imports, refuses and explains, each with its exit code", async (t) => {
  const folder = temporaryFolder(t);
  const file = join(folder, "lilas.pb");
  const broken = join(folder, "casse.pb");
  writeFileSync(file, SMALL);
  writeFileSync(broken, SMALL.replace("d;2,10", "d;2,11"));
  const run = promisify(execFile);
  const script = fileURLToPath(new URL("../../bin/quotepart.ts", import.meta.url));
  const place =
    ENGINE === "postgres"
      ? { DATABASE_URL: await freshPostgresUrl(t) }
      : { DATABASE_URL: "", DATA_DIR: join(folder, "data") };
  const command = async (...args: string[]) => {
    try {
      const { stdout } = await run(process.execPath, [script, "import", "election", ...args], {
        env: { ...process.env, ...place },
      });
      return { code: 0, said: stdout };
    } catch (problem) {
      const { code, stderr } = problem as { code: number; stderr: string };
      return { code, said: stderr };
    }
  };
  assert.deepEqual(await command(broken), {
    code: 2,
    said: `${broken} : ligne 23, le projet « 11 » n'existe pas.\n`,
  });
  const made = await command(file, "--rule", "equal-shares", "--json");
  assert.equal(made.code, 0, made.said);
  assert.deepEqual(JSON.parse(made.said).slug, "les-lilas-2023");
  const again = await command(file);
  assert.equal(again.code, 1);
  assert.match(again.said, /^ALL-15 : .*les-lilas-2023/);
});

test("a command that cannot be understood says how to write it, and touches no database", async (t) => {
  const said = t.mock.method(console, "error", () => {});
  for (const words of [
    [],
    ["a.pb", "b.pb"],
    ["a.pb", "--rule", "au-hasard"],
    ["a.pb", "--rule", "equal-shares", "--utility", "joie"],
    ["a.pb", "--completion", "add2"],
    ["a.pb", "--color"],
    ["/nulle/part/absent.pb"],
  ])
    assert.equal(await importElectionCommand(words), 2, words.join(" "));
  assert.equal(said.mock.callCount(), 7);
  assert.match(String(said.mock.calls[6]?.arguments[0]), /introuvable/);
});

const TOULOUSE = `${SHARED}/pabulib/open/France_Toulouse_2019.pb`;
if (!existsSync(TOULOUSE)) {
  console.log(`the real elections are not there: ${SHARED} (set QUOTEPART_SHARED_DATA)`);
} else {
  const golden = JSON.parse(readFileSync(`${SHARED}/pabulib/golden/France_Toulouse_2019.json`, "utf8"));
  const bytes = readFileSync(TOULOUSE);

  for (const [name, rule] of [
    ["mes-cost/none", COST_SHARES],
    ["greedy", { rule: "greedy" }],
    ["mes-cost/add1u", { ...COST_SHARES, completion: "add1u" }],
  ] as const)
    test(`Toulouse 2019 imported under ${name} shows the known outcome`, async (t) => {
      const database = await freshDatabase(t);
      const made = await importElection(database, { bytes, name: TOULOUSE }, () => rule, NOW);
      assert.deepEqual([made.slug, made.projects, made.ballots], ["toulouse-2019", 30, 1494]);
      const caller = await callerFor(database, null);
      const [part] = (await caller.allocation.results({ edition: "toulouse-2019" })).parts;
      assert.deepEqual(part?.published.allocation.winners, golden.rules[name].winners);
      assert.deepEqual(part?.published.allocation.winnersInOrder, golden.rules[name].winnersInOrder);
      assert.deepEqual(
        part?.initiatives
          .filter(({ state }) => state === "awarded")
          .map(({ id }) => id)
          .sort(),
        golden.rules[name].winners,
      );
    });
}
