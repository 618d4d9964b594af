import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { instantInParis } from "#server/kernel/dates.ts";
import { brokenRules } from "#server/kernel/rulebook.ts";
import { DEFAULT_GRID } from "./grid.ts";
import {
  type BudgetFigure,
  CallInput,
  ParisMoment,
  parisMoment,
  ShareBps,
  SPLIT_KEYS,
  SplitInput,
} from "./model.ts";
import { REFERENCE_YEARS, referenceBase } from "./reference-base.ts";
import {
  BASE_RULES,
  baseCents,
  CALL_RULES,
  countedLines,
  divide,
  ENDOWMENT_RULES,
  ENVELOPE_RULES,
  floorCents,
  leavesCents,
  type Opening,
  phaseEndsAt,
  phaseOf,
  shareOut,
  sharePercent,
  VERIFICATION_RULES,
} from "./rules.ts";

const verifiedLines = (year = 2026) =>
  referenceBase(year).map((figure) => ({
    ...figure,
    enteredBy: "per_A" as const,
    verifiedBy: "per_B" as const,
  }));

test("the reference base of 2026 is the finance law's, line by line", () => {
  const figures = referenceBase(2026);
  const publicPowers = figures.filter(({ programme }) => programme.startsWith("5"));
  assert.deepEqual(
    publicPowers.map(({ programme }) => programme),
    ["501", "511", "521", "541", "531", "533"],
  );
  assert.equal(baseCents(publicPowers), 1_140_179_221_00);
  assert.equal(baseCents(figures), 1_441_099_221_00);
  assert.equal(floorCents(baseCents(figures)), 72_054_961_05);
  assert.deepEqual(
    figures.filter(({ isEstimate }) => isEstimate).map(({ programme, stage }) => [programme, stage]),
    [["232", "PLF"]],
    "only the rounded figure is an estimate",
  );
  for (const year of REFERENCE_YEARS)
    for (const figure of referenceBase(year)) assert.ok(figure.source !== "" && figure.year === year);
});

test("the reference bases of 2024 and 2025 equal the published totals", () => {
  const publicPowers = (year: number) =>
    baseCents(referenceBase(year).filter(({ programme }) => programme.startsWith("5")));
  assert.equal(publicPowers(2024), 1_137_842_143_00);
  assert.equal(publicPowers(2025), 1_137_842_143_00);
  assert.equal(baseCents(referenceBase(2024)) - publicPowers(2024), 257_621_749_00);
  assert.deepEqual(referenceBase(1999), []);
});

test("only payment appropriations count, and of several stages the most settled", () => {
  const line = (stage: BudgetFigure["stage"], amountCents: number, kind: BudgetFigure["kind"] = "CP") =>
    ({
      year: 2026,
      programme: "232",
      label: "Vie politique",
      amountCents,
      kind,
      stage,
      source: "x",
    }) as const;
  assert.equal(baseCents([line("PLF", 300), line("LFI", 290), line("LFI", 299, "AE")]), 290);
  assert.equal(baseCents([line("executed", 280), line("LFI", 290), line("PLF", 300)]), 280);
  assert.equal(countedLines([line("LFI", 1), { ...line("PLF", 2), programme: "501" }]).length, 2);
});

test("DOT-1 the endowment reaches 5 % of the base, rounded up to the cent, and not a cent less", () => {
  const broken = (amountCents: number) =>
    brokenRules(ENDOWMENT_RULES, { lines: verifiedLines(), amountCents, callOpenedAt: null });
  assert.deepEqual(broken(72_054_961_04), ["DOT-1"]);
  assert.deepEqual(broken(72_054_961_05), []);
  assert.deepEqual(broken(72_054_961_06), []);
  const fourNinetyNine = 71_910_851_13;
  assert.deepEqual(broken(fourNinetyNine), ["DOT-1"]);
  assert.equal(sharePercent(fourNinetyNine, 1_441_099_221_00), 4.99);
  assert.equal(sharePercent(72_054_961_04, 1_441_099_221_00), 4.999, "a share just below never reads 5 %");
  assert.equal(sharePercent(72_054_961_05, 1_441_099_221_00), 5);
});

test("DOT-1 the floor is never below 5 % and never a cent above it", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 1_000_000_000_000 }), (base) => {
      const floor = floorCents(base);
      assert.ok(BigInt(floor) * 20n >= BigInt(base) && BigInt(floor - 1) * 20n < BigInt(base));
    }),
  );
});

test("DOT-2 a line counts when sourced, staged, dated and verified by another person than its author", () => {
  const [line] = verifiedLines();
  assert.ok(line);
  const broken = (lines: Parameters<(typeof VERIFICATION_RULES)["DOT-2"]>[0]["lines"]) =>
    brokenRules(VERIFICATION_RULES, { lines });
  assert.deepEqual(broken([line]), []);
  assert.deepEqual(broken([]), ["DOT-2"], "a base without a line is no base");
  assert.deepEqual(broken([{ ...line, verifiedBy: null }]), ["DOT-2"]);
  assert.deepEqual(broken([{ ...line, verifiedBy: "per_A" }]), ["DOT-2"], "its author cannot verify it");
  assert.deepEqual(broken([{ ...line, source: " " }]), ["DOT-2"]);
  assert.deepEqual(broken([line, { ...line, verifiedBy: null }]), ["DOT-2"], "one unverified line is enough");
});

test("DOT-5 the base of a year opens once", () => {
  assert.deepEqual(brokenRules(BASE_RULES, { isOpened: false }), []);
  assert.deepEqual(brokenRules(BASE_RULES, { isOpened: true }), ["DOT-5"]);
});

const PLACES = [
  { id: "ter_1", name: "Croix Blanche", residents: 2600 },
  { id: "ter_2", name: "Europe", residents: 3900 },
  { id: "ter_3", name: "Goutte d'Or", residents: 21000 },
] as const;
const DIVISION = {
  endowmentCents: 100_000_00,
  runningCostsCents: 3_000_00,
  territoriesCents: 40_000_00,
  key: "residents",
  places: PLACES,
} as const;

const brokenBy = (change: Partial<Parameters<typeof divide>[0]>, callOpenedAt: number | null = null) => {
  const asked = { ...DIVISION, ...change };
  const { parts } = divide(asked);
  return brokenRules(ENVELOPE_RULES, { parts, endowmentCents: asked.endowmentCents, callOpenedAt });
};

test("ENV-1 the parts reach their envelope, and never exceed it by a cent", () => {
  assert.deepEqual(brokenBy({ territoriesCents: 96_999_99 }), []);
  assert.deepEqual(brokenBy({ territoriesCents: 97_000_00 }), []);
  assert.deepEqual(brokenBy({ territoriesCents: 97_000_01 }), ["ENV-1", "ENV-3"]);
  const byHand = (last: number) => brokenBy({ key: "by_hand", handCents: [10_000_00, 10_000_00, last] });
  assert.deepEqual(byHand(20_000_00), []);
  assert.deepEqual(byHand(20_000_01), ["ENV-1", "ENV-3"]);
});

test("ENV-2 an open call freezes the endowment and the envelopes", () => {
  assert.deepEqual(brokenBy({}, null), []);
  assert.deepEqual(brokenBy({}, 1), ["ENV-2"]);
  const set = { lines: verifiedLines(), amountCents: 72_054_961_05 };
  assert.deepEqual(brokenRules(ENDOWMENT_RULES, { ...set, callOpenedAt: 1 }), ["ENV-2"]);
});

test("ENV-3 the envelopes make the endowment, to the cent", () => {
  const byHand = (last: number) => brokenBy({ key: "by_hand", handCents: [10_000_00, 10_000_00, last] });
  assert.deepEqual(byHand(19_999_99), ["ENV-3"]);
  assert.deepEqual(byHand(20_000_00), []);
});

test("ENV-3 whatever the key, what is typed either makes the endowment exactly or is refused", () => {
  const amount = fc.integer({ min: 0, max: 10_000_000_000 });
  fc.assert(
    fc.property(
      amount,
      amount,
      amount,
      fc.constantFrom(...SPLIT_KEYS),
      fc.array(amount, { minLength: 3, maxLength: 3 }),
      (endowmentCents, runningCostsCents, territoriesCents, key, handCents) => {
        const { parts, shares } = divide({
          endowmentCents,
          runningCostsCents,
          territoriesCents,
          key,
          places: PLACES,
          handCents,
        });
        const broken = brokenRules(ENVELOPE_RULES, { parts, endowmentCents, callOpenedAt: null });
        if (broken.length === 0) assert.equal(leavesCents(parts), endowmentCents);
        if (key !== "by_hand")
          assert.equal(
            shares.reduce((sum, share) => sum + share.amountCents, 0),
            territoriesCents,
          );
        if (key !== "by_hand" && runningCostsCents + territoriesCents <= endowmentCents)
          assert.deepEqual(broken, []);
      },
    ),
  );
});

test("left-over cents go to the largest remainders, and at equal remainders in the order of the codes", () => {
  const equal = shareOut(100, "equal", PLACES);
  assert.deepEqual(
    equal.map(({ amountCents, place, gotCent }) => [amountCents, place, gotCent]),
    [
      [34, 1, true],
      [33, 2, false],
      [33, 3, false],
    ],
  );
  const byResidents = shareOut(1_000_00, "residents", PLACES);
  assert.deepEqual(
    byResidents.map(({ amountCents }) => amountCents),
    [9454, 14182, 76364],
  );
  assert.deepEqual(
    byResidents.map(({ gotCent, place }) => [gotCent, place]),
    [
      [false, 3],
      [true, 1],
      [true, 2],
    ],
  );
});

test("the order of service is the one that the split followed", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 10_000_000_000 }),
      fc.array(fc.integer({ min: 1, max: 100_000 }), { minLength: 1, maxLength: 20 }),
      (total, residents) => {
        const places = residents.map((count, index) => ({
          id: `ter_${index}` as const,
          name: "",
          residents: count,
        }));
        const shares = shareOut(total, "residents", places).sort((a, b) => a.place - b.place);
        const served = shares.filter(({ gotCent }) => gotCent).length;
        assert.ok(shares.slice(0, served).every(({ gotCent }) => gotCent));
        shares.forEach((share, index) => {
          const next = shares[index + 1];
          if (next) assert.ok(share.remainder >= next.remainder);
        });
      },
    ),
  );
});

const at = (day: number) => instantInParis(`2026-03-${String(day).padStart(2, "0")}` as never, "09:00");
const CALENDAR = {
  opensAt: at(1),
  submissionsCloseAt: at(10),
  reviewClosesAt: at(15),
  voteOpensAt: at(20),
  voteClosesAt: at(28),
};
const OPENING: Opening = {
  calendar: CALENDAR,
  ceilingCents: 15_000_00,
  callOpenedAt: null,
  endowmentCents: 72_054_961_05,
  leavesCents: 72_054_961_05,
  smallestTerritoryCents: 30_000_00,
};

test("CAL-1 the calendar is in order", () => {
  const broken = (change: Partial<typeof CALENDAR>) =>
    brokenRules(CALL_RULES, { ...OPENING, calendar: { ...CALENDAR, ...change } });
  const minute = 60_000;
  assert.deepEqual(broken({}), []);
  assert.deepEqual(broken({ voteOpensAt: CALENDAR.reviewClosesAt }), []);
  assert.deepEqual(broken({ voteOpensAt: CALENDAR.reviewClosesAt - minute }), ["CAL-1"]);
  assert.deepEqual(broken({ voteOpensAt: CALENDAR.reviewClosesAt + minute }), []);
  assert.deepEqual(broken({ submissionsCloseAt: CALENDAR.opensAt }), ["CAL-1"]);
  assert.deepEqual(broken({ reviewClosesAt: CALENDAR.submissionsCloseAt }), []);
  assert.deepEqual(broken({ reviewClosesAt: CALENDAR.submissionsCloseAt - 1 }), ["CAL-1"]);
  assert.deepEqual(broken({ voteClosesAt: CALENDAR.voteOpensAt }), ["CAL-1"]);
});

test("CAL-2 an open call opens no second time", () => {
  assert.deepEqual(brokenRules(CALL_RULES, { ...OPENING, callOpenedAt: 1 }), ["CAL-2"]);
});

test("CAL-3 an initiative at the ceiling fits in every territory's envelope", () => {
  const broken = (ceilingCents: number) => brokenRules(CALL_RULES, { ...OPENING, ceilingCents });
  assert.deepEqual(broken(29_999_99), []);
  assert.deepEqual(broken(30_000_00), []);
  assert.deepEqual(broken(30_000_01), ["CAL-3"]);
});

test("ENV-3 a call opens on envelopes that make the endowment", () => {
  assert.deepEqual(brokenRules(CALL_RULES, { ...OPENING, leavesCents: 72_054_961_04 }), ["ENV-3"]);
  assert.deepEqual(brokenRules(CALL_RULES, { ...OPENING, endowmentCents: null }), ["ENV-3"]);
});

test("each moment of the calendar opens what follows it", () => {
  const phases = [
    [CALENDAR.opensAt, "before", "submissions"],
    [CALENDAR.submissionsCloseAt, "submissions", "review"],
    [CALENDAR.reviewClosesAt, "review", "before_vote"],
    [CALENDAR.voteOpensAt, "before_vote", "vote"],
    [CALENDAR.voteClosesAt, "vote", "closed"],
  ] as const;
  for (const [moment, under, from] of phases) {
    assert.equal(phaseOf(CALENDAR, moment - 1), under);
    assert.equal(phaseEndsAt(CALENDAR, moment - 1), moment);
    assert.equal(phaseOf(CALENDAR, moment), from);
  }
  assert.equal(phaseEndsAt(CALENDAR, CALENDAR.voteClosesAt), null);
  const skipping = { ...CALENDAR, voteOpensAt: CALENDAR.reviewClosesAt };
  assert.equal(phaseOf(skipping, skipping.voteOpensAt), "vote");
});

test("the grid's weights make 20 points and every mark has its words", () => {
  assert.equal(
    DEFAULT_GRID.reduce((sum, { weight }) => sum + weight, 0),
    20,
  );
  for (const { anchors } of DEFAULT_GRID) assert.equal(new Set(anchors).size, 4);
});

test("a moment is read in Paris, in winter and in summer, and refused rather than guessed", () => {
  assert.equal(ParisMoment.parse("2026-03-02 09:00"), Date.UTC(2026, 2, 2, 8));
  assert.equal(ParisMoment.parse("2026-07-02 9 h 30"), Date.UTC(2026, 6, 2, 7, 30));
  assert.equal(ParisMoment.parse("2026-07-02 9h"), Date.UTC(2026, 6, 2, 7));
  assert.equal(parisMoment(Date.UTC(2026, 6, 2, 7, 30)), "2026-07-02 09:30");
  for (const [typed, problem] of [
    ["", "empty"],
    ["// ", "empty"],
    [undefined, "empty"],
    ["2026-02-29 09:00", "notADate"],
    ["31/04/2026 09:00", "notADate"],
    ["2026-03-02 25:00", "notATime"],
    ["2026-03-02 09:60", "notATime"],
    ["2026-03-02", "notAMoment"],
    ["demain", "notAMoment"],
  ] as const)
    assert.deepEqual(
      ParisMoment.safeParse(typed).error?.issues.map(({ message }) => message),
      [`fund.problems.moment.${problem}`],
      typed,
    );
});

test("a share is typed in per cent and kept in basis points", () => {
  for (const [typed, bps] of [
    ["80", 8000],
    ["66,67 %", 6667],
    ["100", 10_000],
    ["0,01", 1],
  ] as const)
    assert.equal(ShareBps.parse(typed), bps);
  for (const typed of ["", "0", "100,01", "-5", "1e1", "abc", "33,333"])
    assert.equal(ShareBps.safeParse(typed).success, false, typed);
});

test("one ticked territory or several are read alike, and each amount by hand has its own sentence", () => {
  const typed = { editionId: "edi_1", runningCosts: "0", territoriesPart: "10", key: "equal" };
  assert.deepEqual(SplitInput.parse({ ...typed, territoryIds: "ter_1" }).territoryIds, ["ter_1"]);
  assert.equal(SplitInput.safeParse(typed).error?.issues[0]?.message, "fund.problems.territories");
  const byHand = { ...typed, key: "by_hand", territoryIds: ["ter_1", "ter_2"] };
  assert.deepEqual(SplitInput.parse({ ...byHand, shares: ["4", "6,00"] }).shares, [400, 600]);
  assert.deepEqual(
    SplitInput.safeParse({ ...byHand, shares: ["-4", ""] }).error?.issues.map(({ path, message }) => [
      path[0],
      message,
    ]),
    [
      ["share.ter_1", "common.problems.euros.negative"],
      ["share.ter_2", "common.problems.euros.empty"],
    ],
  );
});

test("every problem of a call is a key of a sentence", () => {
  const issues = CallInput.safeParse({}).error?.issues ?? [];
  assert.ok(issues.length >= 10);
  for (const { message } of issues) assert.match(message, /^(fund|common)\.problems\./);
});
