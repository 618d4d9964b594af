import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { brokenRules } from "#server/kernel/rulebook.ts";
import { ACCOUNTS, type Balance, ENTRY_KINDS, type Movement } from "./model.ts";
import {
  afterMovement,
  EMPTY_BALANCE,
  gapCents,
  LEDGER_RULES,
  statementOf,
  sumBalances,
  WAYS,
} from "./rules.ts";

const tenThousand: Balance = { ...EMPTY_BALANCE, endowmentCents: 10_000_00, availableCents: 10_000_00 };
const commitment = (amountCents: number): Movement => ({
  kind: "commitment",
  fromAccount: "available",
  toAccount: "committed",
  amountCents,
});

test("LED-1 the four accounts sum to the endowment, whatever moves where", () => {
  const anyBalance = fc.record({
    endowmentCents: fc.nat(),
    availableCents: fc.nat(),
    committedCents: fc.nat(),
    orderedCents: fc.nat(),
    paidCents: fc.nat(),
  });
  const anyMovement = fc
    .tuple(fc.constantFrom(...ACCOUNTS), fc.constantFrom(...ACCOUNTS), fc.nat())
    .filter(([from, to]) => from !== to);
  fc.assert(
    fc.property(anyBalance, anyMovement, (balance, [fromAccount, toAccount, amountCents]) => {
      const after = afterMovement(balance, { fromAccount, toAccount, amountCents });
      assert.equal(gapCents(after), gapCents(balance));
    }),
  );
});

test("LED-1 a balance that does not hold is seen, one cent either way", () => {
  for (const [cents, broken] of [
    [-1, ["LED-1"]],
    [0, []],
    [1, ["LED-1"]],
  ] as const) {
    const balance = { ...tenThousand, endowmentCents: 10_000_00 + cents };
    assert.deepEqual(brokenRules(LEDGER_RULES, { balance, movement: commitment(1) }), broken);
  }
});

test("LED-3 the whole account may leave it, and never one cent more", () => {
  for (const [cents, broken] of [
    [9_999_99, []],
    [10_000_00, []],
    [10_000_01, ["LED-3"]],
  ] as const)
    assert.deepEqual(
      brokenRules(LEDGER_RULES, { balance: tenThousand, movement: commitment(cents) }),
      broken,
    );
});

test("LED-4 each kind goes its one way, and a reversal goes one of them backwards", () => {
  const rich: Balance = {
    endowmentCents: 4_00,
    availableCents: 1_00,
    committedCents: 1_00,
    orderedCents: 1_00,
    paidCents: 1_00,
  };
  const accepted = ENTRY_KINDS.flatMap((kind) =>
    ACCOUNTS.flatMap((fromAccount) =>
      ACCOUNTS.filter((to) => to !== fromAccount)
        .filter(
          (toAccount) =>
            brokenRules(LEDGER_RULES, {
              balance: rich,
              movement: { kind, fromAccount, toAccount, amountCents: 1 },
            }).length === 0,
        )
        .map((toAccount) => `${kind}: ${fromAccount} -> ${toAccount}`),
    ),
  );
  assert.deepEqual(accepted, [
    "opening: endowment -> available",
    "commitment: available -> committed",
    "order: committed -> ordered",
    "payment: ordered -> paid",
    "release: committed -> available",
    "reversal: available -> endowment",
    "reversal: available -> committed",
    "reversal: committed -> available",
    "reversal: ordered -> committed",
    "reversal: paid -> ordered",
  ]);
});

test("LED-5 an amount is a whole number of cents above zero", () => {
  for (const [cents, broken] of [
    [-1, ["LED-3", "LED-5"]],
    [0, ["LED-5"]],
    [0.5, ["LED-5"]],
    [Number.NaN, ["LED-1", "LED-3", "LED-5"]],
    [1, []],
  ] as const)
    assert.deepEqual(
      brokenRules(LEDGER_RULES, { balance: tenThousand, movement: commitment(cents) }),
      broken,
    );
});

const anyWay = fc.constantFrom(
  ...Object.entries(WAYS).flatMap(([kind, [from, to]]) => [
    { kind: kind as Movement["kind"], fromAccount: from, toAccount: to },
    { kind: "reversal" as const, fromAccount: to, toAccount: from },
  ]),
);
const anyActs = fc.array(
  fc.tuple(anyWay, fc.integer({ min: -2, max: 500 })).map(([way, amountCents]) => ({ ...way, amountCents })),
  { maxLength: 100 },
);

test("LED-1 LED-3 under random acts every prefix conserves the endowment and leaves no account below zero", () => {
  let posted = 0;
  let refused = 0;
  fc.assert(
    fc.property(anyActs, (acts) => {
      let balance = EMPTY_BALANCE;
      for (const movement of acts) {
        if (brokenRules(LEDGER_RULES, { balance, movement }).length > 0) {
          refused++;
          continue;
        }
        posted++;
        balance = afterMovement(balance, movement);
        assert.equal(gapCents(balance), 0);
        assert.ok(Object.values(balance).every((cents) => cents >= 0));
      }
    }),
    { numRuns: 2_000 },
  );
  assert.ok(posted > 1_000 && refused > 1_000, "both outcomes were met");
});

test("a statement opens with what came before, and hiding lines changes no figure", () => {
  fc.assert(
    fc.property(anyActs, fc.nat(100), (acts, first) => {
      const entries = acts.map((movement, index) => ({ ...movement, index }));
      const whole = statementOf(entries);
      const part = statementOf(
        entries,
        ({ index }) => index < first,
        ({ kind }) => kind === "order",
      );
      assert.deepEqual(part.closing, whole.closing);
      assert.deepEqual(
        part.opening,
        whole.lines[Math.min(first, entries.length) - 1]?.after ?? EMPTY_BALANCE,
      );
      for (const { entry, after } of part.lines) assert.deepEqual(after, whole.lines[entry.index]?.after);
    }),
  );
});

test("balances of several envelopes add up account by account", () => {
  assert.deepEqual(sumBalances([tenThousand, tenThousand]), {
    ...EMPTY_BALANCE,
    endowmentCents: 20_000_00,
    availableCents: 20_000_00,
  });
  assert.deepEqual(sumBalances([]), EMPTY_BALANCE);
});
