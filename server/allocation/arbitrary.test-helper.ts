import fc from "fast-check";
import { makeElection } from "./election.ts";
import {
  COMPLETIONS,
  type Election,
  type RuleOptions,
  UTILITIES,
  VOTE_TYPES,
  type VoteType,
} from "./model.ts";

/** Costs that tie often, costs of all sizes, and costs that almost tie: apart by less than doubles can tell after a few payments. */
const HUGE = 20_000_000_000_000;

const anyCosts = (length: number) => {
  const size = { minLength: length, maxLength: length };
  return fc.oneof(
    fc.array(fc.integer({ min: 1, max: 6 }), size),
    fc.array(
      fc.integer({ min: 1, max: 4 }).map((k) => 100 * k),
      size,
    ),
    fc.array(
      fc
        .tuple(fc.integer({ min: 1, max: 3 }), fc.integer({ min: -2, max: 2 }))
        .map(([k, apart]) => k * HUGE + apart),
      size,
    ),
    fc.array(fc.integer({ min: 1, max: 1000 }), size),
  );
};

/** Small elections in which almost everything ties. */
export const anyElection: fc.Arbitrary<Election> = fc
  .record({
    voteType: fc.constantFrom(...VOTE_TYPES),
    projectCount: fc.integer({ min: 1, max: 7 }),
    voters: fc.integer({ min: 1, max: 12 }),
    cents: fc.constantFrom(1, 100),
  })
  .chain(({ voteType, projectCount, voters, cents }) =>
    fc
      .record({
        costs: anyCosts(projectCount),
        budgetPart: fc.integer({ min: 1, max: 8 }),
        ballots: fc.array(anyBallot(voteType, projectCount), { minLength: voters, maxLength: voters }),
      })
      .map(({ costs, budgetPart, ballots }) => {
        const all = costs.reduce((sum, cost) => sum + cost, 0);
        const made = makeElection({
          voteType,
          projects: costs.map((cost, c) => ({ id: String(10 - c), cost, name: null })),
          budget: Math.max(1, Math.floor((all * budgetPart) / 7)),
          minorPerUnit: cents,
          currency: null,
          ballots,
        });
        if ("kind" in made) throw new Error(made.reason);
        return made;
      }),
  );

function anyBallot(voteType: VoteType, projectCount: number) {
  const ids = Array.from({ length: projectCount }, (_, c) => String(10 - c));
  const most = voteType === "choose-1" ? 1 : projectCount;
  return fc
    .shuffledSubarray(ids, { maxLength: most })
    .chain((projects) =>
      fc
        .array(fc.integer({ min: 0, max: 3 }), { minLength: projects.length, maxLength: projects.length })
        .map((points) => ({ projects, points })),
    );
}

/** An election with a rule for it; the increment suits its amounts, so that the slow oracle need not raise it a million times. */
export const anyCase: fc.Arbitrary<{ election: Election; options: RuleOptions }> = anyElection.chain(
  (election) => anyRuleFor(election).map((options) => ({ election, options })),
);

function anyRuleFor({ projects, minorPerUnit }: Election): fc.Arbitrary<RuleOptions> {
  const dearest = Math.max(...projects.map(({ cost }) => cost)) / minorPerUnit;
  const increments =
    dearest > 1000
      ? [String(Math.floor(dearest / 7)), `${Math.floor(dearest / 20)}.50`]
      : dearest > 30
        ? ["3", "2.50"]
        : ["1", "0.50", "3"];
  return fc.oneof(
    { weight: 1, arbitrary: fc.constantFrom<RuleOptions>({ rule: "greedy" }, { rule: "greedy-no-skip" }) },
    { weight: 1, arbitrary: fc.constant<RuleOptions>({ rule: "phragmen" }) },
    {
      weight: 6,
      arbitrary: fc.record({
        rule: fc.constant("equal-shares" as const),
        utility: fc.constantFrom(...UTILITIES),
        completion: fc.constantFrom(...COMPLETIONS),
        increment: fc.constantFrom(...increments),
      }),
    },
  );
}
