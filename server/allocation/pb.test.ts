import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { openPb, type PbReason, readPb, writePb } from "./pb.ts";

const bytes = (text: string) => new TextEncoder().encode(text);

/** A small sound file; each part can be replaced. */
function file({
  meta = ["budget;100", "vote_type;approval"],
  projects = ["project_id;cost;name", "a;10;One", "b;20;Two"],
  votes = ["voter_id;vote", "1;a,b", "2;", "3;b"],
  end = "\n",
} = {}): string {
  return `${["META", "key;value", ...meta, "PROJECTS", ...projects, "VOTES", ...votes].join("\n")}${end}`;
}

function read(text: string | Uint8Array) {
  const found = readPb(typeof text === "string" ? bytes(text) : text);
  assert.ok(found.kind === "pb", JSON.stringify(found));
  return found;
}

const CUMULATIVE = ["budget;100", "vote_type;cumulative", "max_sum_points;10"];
const WITH_POINTS = ["voter_id;vote;points", "1;a,b;3,2"];

describe("sound files", () => {
  test("ballots, budget and names are read, empty ballots are voters", () => {
    const { election } = read(file());
    assert.deepEqual([...election.ballots.starts], [0, 2, 2, 3]);
    assert.deepEqual([...election.ballots.projects], [0, 1, 1]);
    assert.equal(election.budget, 100);
    assert.equal(election.projects[1]?.name, "Two");
  });

  test("byte order mark, CRLF, blank lines, lower case sections and a missing last newline are all the same file", () => {
    const { election } = read(file());
    for (const text of [
      `\ufeff${file()}`,
      file().replaceAll("\n", "\r\n"),
      file({ end: "" }),
      file().replace("VOTES", "\nvotes").replace("META", "meta"),
      file({ votes: ["voter_id;vote", '"1";"a,b"', "2;None", "3; b "] }),
      file({ votes: ["voter_id;age;vote", "1;40;a,b", "2;;", '3;"4;0";b'] }),
    ]) {
      assert.deepEqual(read(text).election, election, text);
    }
  });

  test("amounts with dots and commas are scaled by the smallest power of ten that makes all whole", () => {
    const { election } = read(
      file({
        meta: ["budget;100,50", "vote_type;approval"],
        projects: ["project_id;cost", "a;10.250", "b;20"],
      }),
    );
    assert.equal(election.minorPerUnit, 100);
    assert.deepEqual([election.budget, ...election.projects.map(({ cost }) => cost)], [10_050, 1025, 2000]);
  });

  test("points: cumulative, scoring with decimals and a default, ordinal by rank", () => {
    assert.deepEqual(
      [...(read(file({ meta: CUMULATIVE, votes: WITH_POINTS })).election.ballots.points ?? [])],
      [3, 2],
    );
    const scored = read(
      file({
        meta: ["budget;100", "vote_type;scoring", "default_score;0.5"],
        votes: ["voter_id;vote;points", "1;b;2.25", "2;;"],
      }),
    ).election;
    assert.equal(scored.pointsPerUnit, 100);
    assert.deepEqual([...(scored.ballots.points ?? [])], [50, 225, 50, 50]);
    const ranked = read(
      file({ meta: ["budget;100", "vote_type;ordinal"], votes: ["voter_id;vote", "1;b,a"] }),
    ).election;
    assert.deepEqual([...(ranked.ballots.points ?? [])], [2, 1]);
  });

  test("ALL-9 a project named twice in a ballot counts once, with the first points, and is warned of", () => {
    const found = read(file({ meta: CUMULATIVE, votes: ["voter_id;vote;points", "1;a,b,a;3,2,5"] }));
    assert.deepEqual([...found.election.ballots.projects], [0, 1]);
    assert.deepEqual([...(found.election.ballots.points ?? [])], [3, 2]);
    assert.deepEqual(found.warnings, [{ reason: "projectTwiceInBallot", count: 1, line: 12 }]);
  });

  test("ids of all kinds: numbers, text, accents, prefixes of one another", () => {
    for (const ids of [
      ["7", "70"],
      ["007", "7"],
      ["é", "ée"],
      ["BO.1/23", "BO.12/23"],
      ["999999", "3"],
    ]) {
      const [first = "", second = ""] = ids;
      const found = read(
        file({
          projects: ["project_id;cost", `${first};1`, `${second};2`],
          votes: ["voter_id;vote", `1;${second},${first}`],
        }),
      );
      assert.deepEqual([...found.election.ballots.projects], [1, 0], ids.join());
    }
  });

  test("a file cut into chunks anywhere is the same file", () => {
    const whole = bytes(
      file({ meta: CUMULATIVE, votes: ["voter_id;vote;points", "1;a,b;3,2", '"2";"b";1', "é;;"] }).replaceAll(
        "\n",
        "\r\n",
      ),
    );
    const expected = readPb(whole);
    assert.equal(expected.kind, "pb");
    for (let cut = 0; cut <= whole.length; cut++) {
      const reader = openPb();
      reader.push(whole.subarray(0, cut));
      reader.push(whole.subarray(cut));
      assert.deepEqual(reader.finish(), expected, `cut at ${cut}`);
    }
    const reader = openPb();
    for (const byte of whole) reader.push(Uint8Array.of(byte));
    assert.deepEqual(reader.finish(), expected);
  });

  test("unknown keys and columns are kept, and written back", () => {
    const text = file({
      meta: ["budget;100", "vote_type;approval", 'weather;"sun; ""hot"""', "num_projects;2", "num_votes;2"],
      projects: ["project_id;cost;colour", "a;10;red", "b;20.5;"],
      votes: ["voter_id;vote;age", "1;a,b;40", "2;;"],
    });
    const found = readPb(bytes(text), { keepVoters: true });
    assert.ok(found.kind === "pb");
    assert.equal(writePb(found), text);
  });

  test("declared counts that differ from the rows are warned of, a project dearer than the budget is not", () => {
    const found = read(file({ meta: ["budget;15", "vote_type;approval", "num_votes;1", "num_projects;9"] }));
    assert.deepEqual(
      found.warnings.map(({ reason }) => reason),
      ["declaredVotes", "declaredProjects"],
    );
  });
});

describe("refused files name the line and the reason", () => {
  const refusals: [name: string, text: string, line: number, reason: PbReason][] = [
    ["empty", "", 1, "sectionExpected"],
    ["not a .pb", "hello\nworld\n", 1, "sectionExpected"],
    ["no header in META", "META\nbudget;3\n", 2, "headerExpected"],
    ["META row without value", file({ meta: ["budget"] }), 3, "fieldMissing"],
    ["a key twice", file({ meta: ["budget;1", "budget;2"] }), 4, "keyTwice"],
    ["no budget", file({ meta: ["vote_type;approval"] }), 0, "keyMissing"],
    ["budget zero", file({ meta: ["budget;0", "vote_type;approval"] }), 3, "budgetInvalid"],
    ["budget in words", file({ meta: ["budget;1e6", "vote_type;approval"] }), 3, "budgetInvalid"],
    ["unknown vote type", file({ meta: ["budget;1", "vote_type;hands"] }), 4, "voteTypeUnknown"],
    ["no cost column", file({ projects: ["project_id;name", "a;One"] }), 6, "columnMissing"],
    ["a column twice", file({ projects: ["project_id;cost;cost", "a;1;1"] }), 6, "columnTwice"],
    ["cost zero", file({ projects: ["project_id;cost", "a;1", "b;0"] }), 8, "costNotPositive"],
    ["cost negative", file({ projects: ["project_id;cost", "a;-1", "b;1"] }), 7, "costNotPositive"],
    ["cost not a number", file({ projects: ["project_id;cost", "a;ten", "b;1"] }), 7, "costInvalid"],
    ["cost missing", file({ projects: ["project_id;cost", "a", "b;1"] }), 7, "costInvalid"],
    [
      "costs beyond counting",
      file({ projects: ["project_id;cost", "a;9999999999999999", "b;1"] }),
      3,
      "amountsTooLarge",
    ],
    ["project id twice", file({ projects: ["project_id;cost", "a;1", "a;2"] }), 8, "idTwice"],
    ["project id empty", file({ projects: ["project_id;cost", ";1"] }), 7, "idInvalid"],
    ["project id with a comma", file({ projects: ["project_id;cost", "a,b;1"] }), 7, "idInvalid"],
    ["no project", file({ projects: ["project_id;cost"] }), 7, "noProject"],
    ["too many fields", file({ projects: ["project_id;cost", "a;1;x"] }), 7, "fieldsTooMany"],
    ["quote left open", file({ projects: ["project_id;cost;name", 'a;1;"One'] }), 7, "quoteOpen"],
    [
      "cut in PROJECTS",
      "META\nkey;value\nbudget;1\nvote_type;approval\nPROJECTS\nproject_id;cost\na;1\n",
      8,
      "cutShort",
    ],
    ["cut in META", "META\nkey;value\nbudget;1\n", 4, "cutShort"],
    ["no vote column", file({ votes: ["voter_id;choice"] }), 10, "columnMissing"],
    ["no points column", file({ meta: CUMULATIVE }), 11, "columnMissing"],
    ["unknown project", file({ votes: ["voter_id;vote", "1;a", "2;a,c"] }), 12, "projectUnknown"],
    [
      "unknown number",
      file({ projects: ["project_id;cost", "1;1", "2;2"], votes: ["voter_id;vote", "1;99999"] }),
      11,
      "projectUnknown",
    ],
    [
      "id with a leading zero",
      file({ projects: ["project_id;cost", "1;1", "2;2"], votes: ["voter_id;vote", "1;01"] }),
      11,
      "projectUnknown",
    ],
    ["an empty item", file({ votes: ["voter_id;vote", "1;a,,b"] }), 11, "projectUnknown"],
    ["voter twice", file({ votes: ["voter_id;vote", "1;a", "2;a", "1;b"] }), 13, "voterTwice"],
    [
      "voter twice after rising numbers",
      file({ votes: ["voter_id;vote", "1;a", "5;a", "x;a", "5;b"] }),
      14,
      "voterTwice",
    ],
    ["vote missing", file({ votes: ["voter_id;vote", "1;a", "2"] }), 12, "fieldMissing"],
    ["fields too many in a vote", file({ votes: ["voter_id;vote", "1;a;b"] }), 11, "fieldsTooMany"],
    [
      "two projects where one is allowed",
      file({ meta: ["budget;1", "vote_type;choose-1"] }),
      11,
      "tooManyProjects",
    ],
    [
      "fewer points than projects",
      file({ meta: CUMULATIVE, votes: ["voter_id;vote;points", "1;a,b;3"] }),
      12,
      "pointsMismatch",
    ],
    [
      "more points than projects",
      file({ meta: CUMULATIVE, votes: ["voter_id;vote;points", "1;a;3,1"] }),
      12,
      "pointsMismatch",
    ],
    [
      "points in words",
      file({ meta: CUMULATIVE, votes: ["voter_id;vote;points", "1;a;x"] }),
      12,
      "pointsInvalid",
    ],
    [
      "negative points",
      file({ meta: CUMULATIVE, votes: ["voter_id;vote;points", "1;a;-3"] }),
      12,
      "pointsNegative",
    ],
    [
      "points above the range",
      file({ meta: CUMULATIVE, votes: ["voter_id;vote;points", "1;a;11"] }),
      12,
      "pointsOutOfRange",
    ],
    [
      "points below the range",
      file({
        meta: ["budget;100", "vote_type;scoring", "min_points;2"],
        votes: ["voter_id;vote;points", "1;a;1"],
      }),
      12,
      "pointsOutOfRange",
    ],
    [
      "fewer ballots than declared",
      file({ meta: ["budget;1", "vote_type;approval", "num_votes;4"] }),
      15,
      "cutShort",
    ],
  ];
  for (const [name, text, line, reason] of refusals) {
    test(name, () => {
      for (const variant of [text, text.replaceAll("\n", "\r\n")]) {
        const found = readPb(bytes(variant));
        assert.ok(found.kind === "pb-error", `${name} was read`);
        assert.deepEqual([found.line, found.reason], [line, reason], JSON.stringify(found));
      }
    });
  }

  test("a file cut at any byte of its ballots is refused or whole, never a smaller election", () => {
    const whole = bytes(file({ meta: ["budget;100", "vote_type;approval", "num_votes;3"] }));
    const votes = file().length;
    for (let cut = whole.length - votes + 40; cut < whole.length - 2; cut++) {
      const found = readPb(whole.subarray(0, cut));
      assert.equal(found.kind, "pb-error", `cut at ${cut}`);
    }
  });

  test("a second ballot is found among many thousand, in any order of ids", () => {
    const ids = Array.from({ length: 5000 }, (_, i) => String((i * 7919) % 5003));
    const sound = ["voter_id;vote", ...ids.map((id) => `${id};a`)];
    assert.equal(read(file({ votes: sound })).election.ballots.starts.length, 5001);
    const found = readPb(bytes(file({ votes: [...sound, `${ids[4321]};b`] })));
    assert.ok(
      found.kind === "pb-error" && found.reason === "voterTwice" && found.line === 5011,
      JSON.stringify(found),
    );
  });

  test("ten thousand projects are read and looked up", () => {
    const many = Array.from({ length: 10_000 }, (_, c) => `P${c};${c + 1}`);
    const { election } = read(
      file({
        meta: ["budget;5", "vote_type;approval"],
        projects: ["project_id;cost", ...many],
        votes: ["voter_id;vote", "1;P9999,P0"],
      }),
    );
    assert.deepEqual([...election.ballots.projects], [9999, 0]);
  });
});
