import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import { allocate } from "./allocate.ts";
import { anyCase } from "./arbitrary.test-helper.ts";
import { certify, checkCertificate } from "./certificate.ts";
import { type ElectionInput, makeElection } from "./election.ts";
import { explain, votesToWin } from "./explain.ts";
import { compareOutcomes, measure } from "./measures.ts";
import { type Allocation, type Election, type RuleOptions, TIE_CRITERIA } from "./model.ts";
import { pbOf, readPb, writePb } from "./pb.ts";

const RUNS = Number(process.env.ALLOCATION_RUNS ?? 1000);
const EQUAL_SHARES: RuleOptions = {
  rule: "equal-shares",
  utility: "cost",
  completion: "none",
  increment: "1",
};

function election(
  input: Partial<ElectionInput> & Pick<ElectionInput, "projects" | "ballots" | "budget">,
): Election {
  const made = makeElection({ voteType: "approval", minorPerUnit: 1, currency: "EUR", ...input });
  assert.ok(!("kind" in made), JSON.stringify(made));
  return made;
}

function run(of: Election, options: RuleOptions, tieOrder?: Parameters<typeof allocate>[2]): Allocation {
  const found = allocate(of, options, tieOrder);
  assert.ok(!("refused" in found), JSON.stringify(found));
  return found;
}

const project = (id: string, cost: number) => ({ id, cost, name: null });
const times = <Value>(count: number, value: Value) => Array.from({ length: count }, () => value);

/** Published on /regles: ten voters, 1 000 euros, so a share of 100 each. */
const neighbourhood = election({
  budget: 1000,
  projects: [project("garden", 600), project("studio", 300), project("bikes", 400)],
  ballots: [
    ...times(5, { projects: ["garden"] }),
    ...times(2, { projects: ["garden", "bikes"] }),
    ...times(3, { projects: ["studio", "bikes"] }),
  ],
});

describe("a worked example", () => {
  test("greedy serves the many, equal shares serves each in turn", () => {
    assert.deepEqual(run(neighbourhood, { rule: "greedy" }).winnersInOrder, ["garden", "bikes"]);
    const shared = run(neighbourhood, EQUAL_SHARES);
    assert.deepEqual(shared.winnersInOrder, ["garden", "studio"]);
    assert.equal(shared.steps[0]?.price?.toFixed(4), "85.7143");
    assert.deepEqual(shared.steps[0]?.payers, { full: 7, rest: 0, restMoney: 0 });
    assert.deepEqual(shared.endowment, { numerator: "100", denominator: "1" });
  });

  test("every project is explained in four sentences with the numbers behind them", () => {
    const shared = run(neighbourhood, EQUAL_SHARES);
    const enough = new Map([["bikes", votesToWin(neighbourhood, EQUAL_SHARES, "bikes")]]);
    const told = explain(neighbourhood, shared, enough);
    assert.deepEqual(
      told.map(({ sentences }) => sentences.map(({ key }) => key)),
      [
        ["fundedByRule", "support", "paidInFull", "noTie"],
        ["fundedByRule", "support", "paidInFull", "noTie"],
        ["notFunded", "support", "heldTooLittle", "votesEnough"],
      ],
    );
    const bikes = told[2];
    // Two held 100 - 600/7, three paid all they had for the studio.
    assert.equal(bikes?.held?.toFixed(4), "28.5714");
    assert.deepEqual(
      bikes?.spentOn.map((spent) => spent.project),
      ["studio", "garden"],
    );
    assert.equal(bikes?.spentOn[0]?.money.toFixed(2), "300.00");
  });

  test("the votes that would have been enough are enough, and one less is not", () => {
    const enough = votesToWin(neighbourhood, EQUAL_SHARES, "bikes");
    assert.ok(enough !== null && enough > 0);
    const withMore = (votes: number) =>
      election({
        ...neighbourhood,
        ballots: [
          ...times(5, { projects: ["garden"] }),
          ...times(2, { projects: ["garden", "bikes"] }),
          ...times(3, { projects: ["studio", "bikes"] }),
          ...times(votes, { projects: ["bikes"] }),
        ],
      });
    assert.ok(run(withMore(enough), EQUAL_SHARES).winners.includes("bikes"));
    assert.ok(!run(withMore(enough - 1), EQUAL_SHARES).winners.includes("bikes"));
  });

  test("a project dearer than the budget is out of reach of any vote", () => {
    const dear = election({ budget: 10, projects: [project("a", 11)], ballots: [{ projects: ["a"] }] });
    assert.equal(votesToWin(dear, { rule: "greedy" }, "a"), null);
    assert.equal(explain(dear, run(dear, { rule: "greedy" }))[0]?.sentences[2].key, "budgetTooSmall");
  });

  test("the whole is measured by people and by parts", () => {
    const { winners } = run(neighbourhood, EQUAL_SHARES);
    const whole = measure(neighbourhood, winners, (id) => (id === "studio" ? "culture" : "outdoors"));
    assert.equal(whole.servedShare, 1);
    assert.equal(whole.spent, 900);
    assert.equal(whole.costPerVoter, (7 * 600 + 3 * 300) / 10);
    assert.deepEqual(
      whole.parts.map(({ part, funded, spent, points }) => ({ part, funded, spent, points })),
      [
        { part: "outdoors", funded: 1, spent: 600, points: 12 },
        { part: "culture", funded: 1, spent: 300, points: 3 },
      ],
    );
    const greedy = run(neighbourhood, { rule: "greedy" });
    assert.deepEqual(compareOutcomes(neighbourhood, winners, greedy.winners), {
      preferFirst: 0,
      preferSecond: 2,
      indifferent: 8,
    });
  });
});

describe("rules that every allocation keeps", () => {
  test("ALL-1 the budget is reached exactly, and never exceeded by one cent", () => {
    for (const [budget, winners] of [
      [999_999, []],
      [1_000_000, ["a"]],
      [1_000_001, ["a"]],
    ] as const) {
      const one = election({
        budget,
        projects: [project("a", 1_000_000)],
        ballots: [{ projects: ["a"] }],
        minorPerUnit: 100,
      });
      for (const options of [
        { rule: "greedy" },
        { rule: "greedy-no-skip" },
        { rule: "phragmen" },
        EQUAL_SHARES,
        { ...EQUAL_SHARES, completion: "add1u" },
      ] satisfies RuleOptions[]) {
        assert.deepEqual(run(one, options).winners, winners, `${budget} ${options.rule}`);
      }
    }
  });

  test("ALL-1 no generated outcome exceeds its budget, and ALL-4 certificates of all outcomes check", () => {
    fc.assert(
      fc.property(anyCase, ({ election: any, options }) => {
        const found = allocate(any, options);
        if ("refused" in found) return;
        assert.ok(found.totalCost <= any.budget);
        assert.equal(new Set(found.winners).size, found.winners.length);
        assert.deepEqual(checkCertificate(any, certify(any, found)), []);
      }),
      { numRuns: RUNS },
    );
  });

  test("ALL-2 equals are served by cost, then by total, then by the drawn lot, and the tie is reported", () => {
    const tied = election({
      budget: 10,
      projects: [project("2", 10), project("10", 10), project("1", 10)],
      ballots: [{ projects: ["1", "2", "10"] }],
    });
    const byId = run(tied, { rule: "greedy" });
    assert.deepEqual(byId.winners, ["1"]);
    assert.deepEqual(byId.ties, [{ step: 1, projects: ["1", "10", "2"], brokenBy: "id" }]);
    const byLot = run(tied, { rule: "greedy" }, { criteria: TIE_CRITERIA, lot: ["2", "1", "10"] });
    assert.deepEqual(byLot.winners, ["2"]);
    assert.equal(byLot.ties[0]?.brokenBy, "lot");
  });

  test("ALL-4 the order of projects and ballots in the input changes nothing, to the byte", () => {
    fc.assert(
      fc.property(anyCase, fc.nat(), ({ election: any, options }, turn) => {
        const mirrored = reordered(any, turn);
        assert.equal(JSON.stringify(allocate(any, options)), JSON.stringify(allocate(mirrored, options)));
      }),
      { numRuns: RUNS },
    );
  });

  test("ALL-5 Phragmén refuses ballots with points", () => {
    const points = election({
      voteType: "cumulative",
      budget: 10,
      projects: [project("a", 5)],
      ballots: [{ projects: ["a"], points: [3] }],
    });
    assert.deepEqual(allocate(points, { rule: "phragmen" }), { refused: "ALL-5" });
  });

  test("ALL-6 an increment is an exact amount above zero", () => {
    for (const increment of ["0", "-1", "1e3", "", "abc"]) {
      const options: RuleOptions = { ...EQUAL_SHARES, completion: "add1", increment };
      assert.deepEqual(allocate(neighbourhood, options), { refused: "ALL-6" }, increment);
    }
    assert.ok(
      "winners" in allocate(neighbourhood, { ...EQUAL_SHARES, completion: "add1", increment: "0.50" }),
    );
  });

  test("ALL-7 the lot names every project once", () => {
    for (const lot of [[], ["garden"], ["garden", "studio", "studio"]]) {
      assert.deepEqual(allocate(neighbourhood, { rule: "greedy" }, { criteria: [], lot }), {
        refused: "ALL-7",
      });
    }
  });

  test("ALL-8 an empty ballot is a voter: every share is smaller for it", () => {
    const ballots = [{ projects: ["a"] }, { projects: [] }];
    const halved = election({ budget: 10, projects: [project("a", 6)], ballots });
    assert.deepEqual(run(halved, EQUAL_SHARES).winners, []);
    assert.deepEqual(run(halved, EQUAL_SHARES).endowment, { numerator: "5", denominator: "1" });
  });

  test("ALL-9 a project named twice in a ballot counts once", () => {
    const twice = election({ budget: 10, projects: [project("a", 6)], ballots: [{ projects: ["a", "a"] }] });
    assert.equal(explain(twice, run(twice, EQUAL_SHARES))[0]?.points, 1);
  });

  test("ALL-10 a price that ties only in exact arithmetic is a tie, and one that differs by a billionth is none", () => {
    const ballots = [{ projects: ["a", "b"] }, { projects: ["a", "b"] }, { projects: ["a", "b"] }];
    const options: RuleOptions = { ...EQUAL_SHARES, utility: "cardinality" };
    for (const [cost, ties] of [
      [30_000_000_000, 1],
      [30_000_000_001, 0],
    ] as const) {
      const near = election({
        budget: 90_000_000_000,
        projects: [project("a", 30_000_000_000), project("b", cost)],
        ballots,
      });
      const found = run(near, options);
      assert.equal(found.ties.length, ties);
      assert.deepEqual(found.winnersInOrder, ["a", "b"]);
    }
  });
});

test("equal shares with cost utilities leaves no group behind: EJR+ up to any project, by brute force", () => {
  // Brill and Peters 2023: j supporters of an unfunded project whose shares would pay it and all they already have.
  const deserted = ({ projects, ballots, budget }: Election, winners: readonly string[]) => {
    const voters = ballots.starts.length - 1;
    const namedBy = (i: number) => [...ballots.projects.subarray(ballots.starts[i], ballots.starts[i + 1])];
    const cost = (c: number) => projects[c]?.cost ?? 0;
    const isFunded = (c: number) => winners.includes(projects[c]?.id ?? "");
    return projects.some((_, c) => {
      if (isFunded(c)) return false;
      const got = Array.from({ length: voters }, (_, i) => namedBy(i))
        .filter((named) => named.includes(c))
        .map((named) => named.filter(isFunded).reduce((sum, other) => sum + cost(other), 0))
        .sort((a, b) => a - b);
      return got.some((money, place) => (money + cost(c)) * voters <= (place + 1) * budget);
    });
  };
  fc.assert(
    fc.property(anyCase, ({ election: any }) => {
      if (any.ballots.points !== null) return;
      assert.ok(!deserted(any, run(any, EQUAL_SHARES).winners));
    }),
    { numRuns: RUNS },
  );
  // The same measure finds fault with greedy: three in ten voters, who want one thing worth their share, get nothing.
  const split = election({
    budget: 300,
    projects: [project("a", 100), project("b", 100), project("c", 100), project("d", 90)],
    ballots: [...times(7, { projects: ["a", "b", "c"] }), ...times(3, { projects: ["d"] })],
  });
  assert.ok(deserted(split, run(split, { rule: "greedy" }).winners));
  assert.ok(!deserted(split, run(split, EQUAL_SHARES).winners));
});

describe("certificates", () => {
  const honest = certify(neighbourhood, run(neighbourhood, EQUAL_SHARES));

  test("a false winner, a false price, a missing winner and an overspending list are found out", () => {
    assert.deepEqual(checkCertificate(neighbourhood, honest), []);
    const { shares } = honest;
    assert.ok(shares !== null);
    const cheaper = shares.prices.map((paid) => ({ ...paid, price: (BigInt(paid.price) - 1n).toString() }));
    const claims = (certificate: typeof honest) =>
      checkCertificate(neighbourhood, certificate).map(({ claim }) => claim);
    assert.ok(claims({ ...honest, shares: { ...shares, prices: cheaper } }).includes("paidExactly"));
    const without = { winners: ["garden"], shares: { ...shares, prices: shares.prices.slice(0, 1) } };
    assert.deepEqual(claims(without), ["unfundedCannotBePaid"]);
    assert.deepEqual(claims({ winners: ["garden", "studio", "bikes"], shares }), ["withinBudget"]);
    assert.deepEqual(claims({ winners: ["garden", "nothing"], shares: null }), ["knownProject"]);
  });
});

test("an election of our own survives being written and read, with all its vote types", () => {
  fc.assert(
    fc.property(anyCase, ({ election: any }) => {
      const text = writePb(pbOf(any, { description: 'Le "reçu"; essai', country: "France" }));
      const read = readPb(new TextEncoder().encode(text));
      assert.ok(read.kind === "pb", JSON.stringify(read));
      assert.deepEqual(read.election.ballots, any.ballots);
      // The smallest power of ten that makes all amounts whole may be smaller than ours: compare in units.
      const scale = any.minorPerUnit / read.election.minorPerUnit;
      assert.equal(read.election.budget * scale, any.budget);
      assert.deepEqual(
        read.election.projects.map(({ id, cost }) => ({ id, cost: cost * scale })),
        any.projects.map(({ id, cost }) => ({ id, cost })),
      );
      assert.equal(read.meta.find(([key]) => key === "description")?.[1], 'Le "reçu"; essai');
    }),
    { numRuns: RUNS },
  );
});

/** The same election with projects and voters listed in another order. */
function reordered(any: Election, turn: number): Election {
  const count = any.projects.length;
  const place = (c: number) => (count - 1 - c + turn) % count;
  const projects = [...any.projects];
  any.projects.forEach((listed, c) => {
    projects[place(c)] = listed;
  });
  const { starts, projects: named, points } = any.ballots;
  const rows = Array.from({ length: starts.length - 1 }, (_, i) => i).reverse();
  const newStarts = new Uint32Array(starts.length);
  const newNamed: number[] = [];
  const newPoints: number[] = [];
  rows.forEach((i, at) => {
    for (let k = (starts[i + 1] ?? 0) - 1; k >= (starts[i] ?? 0); k--) {
      newNamed.push(place(named[k] ?? 0));
      newPoints.push(points?.[k] ?? 1);
    }
    newStarts[at + 1] = newNamed.length;
  });
  return {
    ...any,
    projects,
    ballots: {
      starts: newStarts,
      projects: Int32Array.from(newNamed),
      points: points === null ? null : Int32Array.from(newPoints),
    },
  };
}
