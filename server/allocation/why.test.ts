import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import fc from "fast-check";
import { createTranslator } from "next-intl";
import { allocateAmong } from "./allocate.ts";
import { anyCase } from "./arbitrary.test-helper.ts";
import { checkCertificate } from "./certificate.ts";
import { makeElection } from "./election.ts";
import { groupBallots, withMoreBallots } from "./electorate.ts";
import { DEFAULT_TIE_ORDER, type Election, type RuleOptions } from "./model.ts";
import { compareRules, publish, publishElection, resultText, without } from "./published.ts";
import { whySentences } from "./why.ts";

const SHARES: RuleOptions = {
  rule: "equal-shares",
  utility: "cost",
  completion: "none",
  increment: "1",
};
const options = (rule: RuleOptions) => ({ rule, tieOrder: DEFAULT_TIE_ORDER });

/** Projects by cost, and ballots as lists of their places; amounts in cents. */
function election(
  budget: number,
  costs: readonly number[],
  ballots: readonly (readonly number[])[],
): Election {
  const made = makeElection({
    voteType: "approval",
    projects: costs.map((cost, c) => ({ id: `p${c}`, cost, name: null })),
    budget,
    minorPerUnit: 100,
    currency: "EUR",
    ballots: ballots.map((places) => ({ projects: places.map((c) => `p${c}`) })),
  });
  if ("kind" in made) throw new Error(made.reason);
  return made;
}
const times = <Item>(count: number, item: Item) => Array.from({ length: count }, () => item);

/** 30 voters with 100 € each. Twenty want the first, five of them also the second; ten want the third; nobody the fourth. */
const SCHOOL = election(
  3_000_00,
  [1_600_00, 500_00, 900_00, 100_00, 9_000_00],
  [...times(15, [0]), ...times(5, [0, 1]), ...times(9, [2]), [2, 4]],
);

test("each project of equal shares is told by whom it is wanted, its share, what happened, what would have changed it", () => {
  const published = publishElection(SCHOOL, options(SHARES));
  const keys = published.projects.map((account) => whySentences(published, account).map(({ key }) => key));
  assert.deepEqual(keys, [
    ["support.chosen", "rule.shares", "outcome.paid", "counterfactual.leftAfter"],
    ["support.chosen", "rule.shares", "outcome.short", "counterfactual.more"],
    ["support.chosen", "rule.shares", "outcome.paidTogether", "counterfactual.leftAfter"],
    ["support.nobody", "rule.shares", "outcome.noSupport", "counterfactual.more"],
    ["support.chosen", "rule.shares", "outcome.tooDear", "counterfactual.unaffordable"],
  ]);
  const [first, second, third] = published.projects.map((account) => whySentences(published, account));
  assert.deepEqual(
    first?.map(({ values }) => values),
    [
      { backers: 20, costMoney: 1_600_00 },
      { shareMoney: 100_00 },
      { full: 20, rest: 0, priceMoney: 80_00 },
      { leftMoney: 1_400_00 },
    ],
  );
  // Five people have 20 € left of their 100 €: 100 € together, for 500 €.
  assert.deepEqual(second?.[2].values, { heldMoney: 100_00, missingMoney: 400_00 });
  // Fewer than twenty people paid: no count of them.
  assert.deepEqual(third?.[2].values, { priceMoney: 90_00 });
});

test("greedy is told by places in the line", () => {
  const published = publishElection(SCHOOL, options({ rule: "greedy" }));
  const told = (c: number) => {
    const account = published.projects[c];
    return account && whySentences(published, account).map(({ key, values }) => [key, values]);
  };
  assert.deepEqual(told(0), [
    ["support.chosen", { backers: 20, costMoney: 1_600_00 }],
    ["rule.ranked", { rank: 1, projects: 5 }],
    ["outcome.turnFunded", { leftMoney: 3_000_00 }],
    ["counterfactual.leftAfter", { leftMoney: 1_400_00 }],
  ]);
  assert.deepEqual(told(4)?.[2], ["outcome.tooDear", { budgetMoney: 3_000_00 }]);
});

test("one vote less than the votes missing is not enough, and so many are", () => {
  fc.assert(
    fc.property(anyCase, ({ election, options: rule }) => {
      const electorate = groupBallots(election);
      const tried = allocateAmong(election, electorate, rule);
      if ("refused" in tried) return;
      const published = publishElection(election, options(rule));
      for (const [c, { id, counterfactual }] of published.projects.entries()) {
        if (counterfactual === null) continue;
        const { votes } = counterfactual;
        const points = electorate.ballotPoints.reduce((most, given) => Math.max(most, given), 1);
        const winsWith = (more: number) => {
          const found = allocateAmong(election, withMoreBallots(electorate, c, more, points), rule);
          return !("refused" in found) && found.winners.includes(id);
        };
        if (votes === null) assert.ok(!winsWith(electorate.voters), "as many votes as there were");
        else {
          assert.ok(winsWith(votes), `${votes} votes are enough`);
          if (votes > 1) assert.ok(!winsWith(votes - 1), `${votes - 1} votes are not`);
        }
      }
    }),
    { numRuns: 300 },
  );
});

test("nobody holds more at the end than they were given, and what is short is short", () => {
  fc.assert(
    fc.property(anyCase, ({ election, options: rule }) => {
      if (rule.rule !== "equal-shares") return;
      const published = publishElection(election, options(rule));
      const { endowment } = published.allocation;
      assert.ok(endowment);
      const share = Number(endowment.numerator) / Number(endowment.denominator);
      for (const { held, backers, cost, step } of published.projects) {
        assert.equal(held === null, step !== null);
        if (held === null) continue;
        assert.ok(held >= 0 && held <= backers * share * (1 + 1e-9));
        assert.ok(held <= cost * (1 + 1e-9), "else the rule would have funded it");
      }
    }),
    { numRuns: 300 },
  );
});

test("the certificate that is published holds, and does not for another outcome", () => {
  const { certificate } = publishElection(SCHOOL, options(SHARES));
  assert.deepEqual(checkCertificate(SCHOOL, certificate), []);
  assert.notDeepEqual(checkCertificate(SCHOOL, { ...certificate, winners: ["p0"] }), []);
});

test("the reserve list is the same rule among those not funded, with as much money again", () => {
  const published = publishElection(SCHOOL, options(SHARES));
  const rest = without(SCHOOL, new Set(published.allocation.winners));
  assert.deepEqual(
    rest.projects.map(({ id }) => id),
    ["p1", "p3", "p4"],
  );
  assert.deepEqual(published.reserve, ["p1"]);
});

test("ALL-4 the published text does not depend on what computed it before", () => {
  const once = resultText(publishElection(SCHOOL, options(SHARES)));
  publishElection(SCHOOL, options({ rule: "phragmen" }));
  assert.equal(resultText(publishElection(SCHOOL, options(SHARES))), once);
});

const PB = `META
key;value
num_projects;3
num_votes;3
budget;10
vote_type;cumulative
PROJECTS
project_id;cost
a;6
b;5
c;4
VOTES
voter_id;vote;points
1;a,b;3,1
2;b,c;2,2
3;a;5
`;

test("side by side, the rule in force comes first and once; a rule that does not suit the ballots says so", () => {
  const compared = compareRules(PB, options(SHARES));
  assert.deepEqual(compared[0]?.rule, SHARES);
  assert.equal(new Set(compared.map(({ rule }) => JSON.stringify(rule))).size, compared.length);
  assert.equal(compared.find(({ rule }) => rule.rule === "phragmen")?.outcome, null);
  assert.deepEqual(
    compared.find(({ rule }) => rule.rule === "greedy")?.outcome?.winners,
    publish(PB, options({ rule: "greedy" })).allocation.winners,
  );
});

for (const locale of ["fr", "en", "ar"])
  test(`every sentence that can be said is there in ${locale}, and says its numbers`, () => {
    const messages = JSON.parse(
      readFileSync(new URL(`../../messages/${locale}/allocation.json`, import.meta.url), "utf8"),
    );
    const t = createTranslator({
      locale,
      messages: { allocation: messages },
      namespace: "allocation.why",
      onError: (problem) => {
        throw problem;
      },
    });
    const said = new Set<string>();
    fc.assert(
      fc.property(anyCase, ({ election, options: rule }) => {
        if (rule.rule === "phragmen" && election.ballots.points !== null) return;
        const published = publishElection(election, options(rule));
        for (const account of published.projects) {
          const sentences = whySentences(published, account);
          assert.equal(sentences.length, 4);
          for (const { key, values } of sentences) {
            const money = Object.entries(values).filter(([name]) => name.endsWith("Money"));
            assert.ok(
              money.every(([, amount]) => Number.isFinite(amount) && amount >= 0),
              key,
            );
            const text = t(key, {
              ...values,
              ...Object.fromEntries(money.map(([name]) => [name, `<${name}>`])),
            });
            for (const [name] of money) assert.ok(text.includes(`<${name}>`), `${key} says ${name}`);
            said.add(key);
          }
        }
      }),
      { numRuns: 500 },
    );
    const written = Object.entries(messages.why as Record<string, Record<string, string>>).flatMap(
      ([group, texts]) =>
        typeof texts === "string" ? [] : Object.keys(texts).map((key) => `${group}.${key}`),
    );
    // A message that nothing says is a message that nobody tests; counts of twenty people do not arise in small elections.
    assert.deepEqual(written.filter((key) => !said.has(key)).sort(), ["outcome.paid"]);
  });
