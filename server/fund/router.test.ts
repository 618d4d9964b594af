import assert from "node:assert/strict";
import { type TestContext, test } from "node:test";
import type { Database } from "#db/database.ts";
import { budgetLines, calls, editions, endowments, envelopes } from "#db/schema/fund.ts";
import { journalLines } from "#db/schema/journal.ts";
import { ledgerEntries } from "#db/schema/ledger.ts";
import { freshDatabase } from "#db/testing.ts";
import type { Actor, HeldRole, Role, TerritoryId } from "#server/accounts/model.ts";
import { insertPerson } from "#server/accounts/store.ts";
import { instantInParis } from "#server/kernel/dates.ts";
import { Refusal } from "#server/kernel/rulebook.ts";
import { listBalances } from "#server/ledger/store.ts";
import { appRouter } from "#server/router.ts";
import { createCallerFactory } from "#server/trpc.ts";
import { parisMoment } from "./model.ts";

const createCaller = createCallerFactory(appRouter);
const NOW = instantInParis("2026-03-01", "12:00");

/** A fund with three neighbourhoods, and a caller for anybody who holds these offices. */
async function fund(t: TestContext) {
  const db = await freshDatabase(t);
  const caller = async (name: string, roles: HeldRole[], key: string | null = null) => {
    const email = `${name}@exemple.fr`;
    const id = await db.write((tx) => insertPerson(tx, { name, email, at: NOW }));
    return callerOf(db, { id, name, email, roles, collectiveIds: [] }, key);
  };
  const fundWide = (role: Role): HeldRole[] => [{ role, territoryId: null }];
  const nadia = await caller("nadia", fundWide("administrator"));
  const helene = await caller("helene", fundWide("authorising_officer"));
  for (const place of PLACES) await nadia.territories.add(place);
  return { db, nadia, helene, caller, visitor: callerOf(db, null, null) };
}

function callerOf(db: Database, actor: Actor | null, key: string | null) {
  return createCaller({
    database: db,
    actor,
    locale: "fr",
    address: "test",
    idempotencyKey: key,
    now: () => NOW,
    clockOffsetMs: 0,
  });
}

const place = (code: string, slug: string, name: string, residents: string) => ({
  kind: "neighbourhood" as const,
  code,
  slug,
  name,
  communeCodes: "",
  residents,
  residentsSource: "Insee",
});
const PLACES = [
  place("QN07511M", "goutte-d-or", "Goutte d'Or", "21 000"),
  place("QN00102M", "croix-blanche", "Croix Blanche", "2 600"),
  place("QN00201M", "europe", "Europe", "3 900"),
];

type Fund = Awaited<ReturnType<typeof fund>>;

const counts = async (db: Database) => ({
  lines: await db.read.$count(budgetLines),
  endowments: await db.read.$count(endowments),
  envelopes: await db.read.$count(envelopes),
  calls: await db.read.$count(calls),
  ledger: await db.read.$count(ledgerEntries),
  journal: await db.read.$count(journalLines),
});

/** Runs the act and answers what the journal gained, with its public facts. */
async function journaled(db: Database, act: () => Promise<unknown>) {
  const before = await db.read.select().from(journalLines);
  await act();
  const known = new Set(before.map(({ id }) => id));
  const after = await db.read.select().from(journalLines);
  return after.filter(({ id }) => !known.has(id)).map(({ event, public: facts }) => ({ event, facts }));
}

/** The rules that refused, with the field and the facts of each; the act must have written nothing. */
async function refused(db: Database, act: () => Promise<unknown>) {
  const before = await counts(db);
  try {
    await act();
  } catch (problem) {
    assert.deepEqual(await counts(db), before, "a refusal writes nothing");
    const cause = (problem as Error).cause;
    assert.ok(cause instanceof Refusal, String(problem));
    return cause.broken;
  }
  return assert.fail("not refused");
}

async function failsWith(code: string, db: Database, act: () => Promise<unknown>) {
  const before = await counts(db);
  await assert.rejects(act, (problem: { code?: string }) => {
    assert.equal(problem.code, code);
    return true;
  });
  assert.deepEqual(await counts(db), before, "nothing is written");
}

async function withBase({ nadia, helene }: Fund) {
  const { editionId } = await nadia.fund.openBase({ year: "2026" });
  const waiting = await helene.fund.toVerify();
  await helene.fund.verifyLines({ lineIds: waiting?.lines.map(({ id }) => id) });
  return editionId;
}

async function withEndowment(all: Fund) {
  const editionId = await withBase(all);
  await all.nadia.fund.setEndowment({ editionId, amount: "72 054 961,05" });
  return editionId;
}

const split = async (all: Fund, editionId: `edi_${string}`, change: object = {}) => ({
  editionId,
  runningCosts: "3 000 000",
  territoriesPart: "150 000",
  key: "equal" as const,
  territoryIds: (await all.visitor.territories.list()).map(({ id }) => id),
  shares: [],
  ...change,
});

const call = (editionId: `edi_${string}`) => ({
  editionId,
  title: "Appel à initiatives 2026",
  opensAt: "2026-03-02 09:00",
  submissionsCloseAt: "2026-04-30 23:59",
  reviewClosesAt: "2026-06-15 18:00",
  voteOpensAt: "2026-06-20 09:00",
  voteClosesAt: "2026-07-05 20:00",
  ceiling: "15 000",
  maxShare: "80",
  minMembers: "2",
  maxChoices: "3",
  minMean: "1,5",
});

async function withCall(all: Fund) {
  const editionId = await withEndowment(all);
  await all.nadia.fund.adoptSplit(await split(all, editionId));
  await all.nadia.fund.openCall({ ...call(editionId), confirmed: "yes" });
  return editionId;
}

test("a base opens once, with its lines, and the journal says so once", async (t) => {
  const { db, nadia, visitor } = await fund(t);
  const told = await journaled(db, () => nadia.fund.openBase({ year: "2026" }));
  assert.deepEqual(told, [
    { event: "base.opened", facts: { year: "2026", lines: 7, baseCents: 1_441_099_221_00 } },
  ]);
  const overview = await visitor.fund.current();
  assert.equal(overview?.edition.slug, "2026");
  assert.equal(overview?.base?.floorCents, 72_054_961_05);
  assert.equal(overview?.base?.lines.at(-1)?.programme, "232");
  assert.ok(overview?.base?.lines.every(({ isVerified }) => !isVerified));
  assert.equal(JSON.stringify(overview).includes("per_"), false, "no person on a public page");
});

test("DOT-5 a second base of the year is refused", async (t) => {
  const { db, nadia } = await fund(t);
  await nadia.fund.openBase({ year: "2026" });
  const broken = await refused(db, () => nadia.fund.openBase({ year: "2026" }));
  assert.deepEqual(
    broken.map(({ rule, field }) => [rule, field]),
    [["DOT-5", "year"]],
  );
  await failsWith("NOT_FOUND", db, () => nadia.fund.openBase({ year: "1999" }));
});

test("DOT-2 the author of a line cannot verify it, even with both offices", async (t) => {
  const { db, caller } = await fund(t);
  const both = await caller("double", [
    { role: "administrator", territoryId: null },
    { role: "authorising_officer", territoryId: null },
  ]);
  const { editionId } = await both.fund.openBase({ year: "2026" });
  const waiting = await both.fund.toVerify();
  assert.ok(waiting?.lines.every(({ mayVerify }) => !mayVerify));
  const lineIds = waiting?.lines.map(({ id }) => id);
  const broken = await refused(db, () => both.fund.verifyLines({ lineIds }));
  assert.deepEqual(
    broken.map(({ rule }) => rule),
    ["DOT-2"],
  );
  const set = await refused(db, () => both.fund.setEndowment({ editionId, amount: "80 000 000" }));
  assert.deepEqual(
    set.map(({ rule, facts }) => [rule, facts?.unverified]),
    [["DOT-2", 7]],
  );
});

test("lines are verified by a second person, and each act is told once", async (t) => {
  const all = await fund(t);
  const { db, nadia, helene } = all;
  await nadia.fund.openBase({ year: "2026" });
  const ids = (await helene.fund.toVerify())?.lines.map(({ id }) => id) ?? [];
  const told = await journaled(db, () => helene.fund.verifyLines({ lineIds: ids[0] }));
  assert.deepEqual(told, [{ event: "base.verified", facts: { year: "2026", lines: 1 } }]);
  await failsWith("NOT_FOUND", db, () => helene.fund.verifyLines({ lineIds: ["bud_unknown"] }));
  await failsWith("BAD_REQUEST", db, () => helene.fund.verifyLines({ lineIds: [] }));
  await helene.fund.verifyLines({ lineIds: ids });
  assert.ok((await helene.fund.toVerify())?.lines.every(({ isVerified }) => isVerified));
});

test("DOT-1 an endowment of 4.99 % is refused with what would satisfy it; the floor itself is set", async (t) => {
  const all = await fund(t);
  const editionId = await withBase(all);
  const broken = await refused(all.db, () =>
    all.nadia.fund.setEndowment({ editionId, amount: "71 910 851,13" }),
  );
  assert.deepEqual(broken, [
    {
      rule: "DOT-1",
      field: "amount",
      facts: {
        amountCents: 71_910_851_13,
        baseCents: 1_441_099_221_00,
        floorCents: 72_054_961_05,
        missingCents: 144_109_92,
        sharePercent: 4.99,
        unverified: 0,
      },
    },
  ]);
  await refused(all.db, () => all.nadia.fund.setEndowment({ editionId, amount: "72 054 961,04" }));
  const told = await journaled(all.db, () =>
    all.nadia.fund.setEndowment({ editionId, amount: "72 054 961,05" }),
  );
  assert.deepEqual(
    told.map(({ event }) => event),
    ["endowment.set"],
  );
  assert.equal((await all.visitor.fund.byYear({ year: 2026 })).endowment?.amountCents, 72_054_961_05);
  for (const amount of ["", "1e9", "-72000000", "72.054.961,05", "72054961,051"])
    await failsWith("BAD_REQUEST", all.db, () => all.nadia.fund.setEndowment({ editionId, amount }));
});

test("a form sent twice is done once", async (t) => {
  const all = await fund(t);
  const editionId = await withBase(all);
  const again = await all.caller("twice", [{ role: "administrator", territoryId: null }], "key-1");
  const told = await journaled(all.db, async () => {
    await again.fund.setEndowment({ editionId, amount: "73 000 000" });
    await again.fund.setEndowment({ editionId, amount: "73 000 000" });
  });
  assert.equal(told.length, 1);
  assert.equal(await all.db.read.$count(endowments), 1);
});

test("a split is adopted as it was previewed, to the cent, and opens its ledger", async (t) => {
  const all = await fund(t);
  const editionId = await withEndowment(all);
  const input = await split(all, editionId, { territoriesPart: "150 000,01" });
  const preview = await all.nadia.fund.previewSplit(input);
  assert.deepEqual(
    preview.shares.map(({ name, amountCents, gotCent, place }) => [name, amountCents, gotCent, place]),
    [
      ["Croix Blanche", 50_000_01, true, 1],
      ["Europe", 50_000_00, false, 2],
      ["Goutte d'Or", 50_000_00, false, 3],
    ],
  );
  const told = await journaled(all.db, () => all.nadia.fund.adoptSplit(input));
  assert.deepEqual(
    told.map(({ event }) => event),
    ["envelopes.adopted"],
  );
  const overview = await all.visitor.fund.current();
  const leaves = overview?.envelopes.filter(({ balance }) => balance !== null) ?? [];
  assert.deepEqual(
    leaves.map(({ name, amountCents }) => [name, amountCents]),
    [
      ["Fonctionnement", 3_000_000_00],
      ["Réservé aux autres territoires", 68_904_961_04],
      ["Croix Blanche", 50_000_01],
      ["Europe", 50_000_00],
      ["Goutte d'Or", 50_000_00],
    ],
  );
  for (const { amountCents, balance } of leaves) assert.equal(balance?.availableCents, amountCents);
  assert.equal(
    leaves.reduce((sum, { amountCents }) => sum + amountCents, 0),
    72_054_961_05,
  );
});

test("a split replaced before the call is reversed in the ledger, never removed", async (t) => {
  const all = await fund(t);
  const editionId = await withEndowment(all);
  await all.nadia.fund.adoptSplit(await split(all, editionId));
  await all.nadia.fund.adoptSplit(await split(all, editionId, { key: "residents" }));
  const overview = await all.visitor.fund.current();
  const inForce = overview?.envelopes.filter(({ kind }) => kind === "territory") ?? [];
  assert.equal(
    inForce.reduce((sum, { amountCents }) => sum + amountCents, 0),
    150_000_00,
  );
  assert.equal(inForce.find(({ territory }) => territory?.slug === "goutte-d-or")?.amountCents, 114_545_45);
  const balances = await listBalances(all.db.read, editionId);
  assert.equal(
    balances.reduce((sum, { endowmentCents }) => sum + endowmentCents, 0),
    72_054_961_05,
  );
  assert.equal(await all.db.read.$count(ledgerEntries), 15);
  assert.equal(await all.db.read.$count(envelopes), 14);
});

test("two splits and an opening at the same moment leave one division, whole", async (t) => {
  const all = await fund(t);
  const editionId = await withEndowment(all);
  await all.nadia.fund.adoptSplit(await split(all, editionId));
  const byResidents = await split(all, editionId, { key: "residents", territoriesPart: "900 000" });
  const outcomes = await Promise.allSettled([
    all.nadia.fund.adoptSplit(byResidents),
    all.nadia.fund.adoptSplit(await split(all, editionId, { runningCosts: "1" })),
    all.nadia.fund.openCall({ ...call(editionId), confirmed: "yes" }),
  ]);
  assert.equal(outcomes[2]?.status, "fulfilled", "the opening meets a whole division, whichever");
  const overview = await all.visitor.fund.current();
  const inForce = overview?.envelopes.filter(({ balance }) => balance !== null) ?? [];
  assert.equal(
    inForce.reduce((sum, { amountCents }) => sum + amountCents, 0),
    72_054_961_05,
  );
  for (const { amountCents, balance } of inForce) assert.equal(balance?.availableCents, amountCents);
  const balances = await listBalances(all.db.read, editionId);
  assert.equal(
    balances.reduce((sum, { availableCents }) => sum + availableCents, 0),
    72_054_961_05,
  );
});

test("ENV-1 and ENV-3 what exceeds or forgets is refused with both sums", async (t) => {
  const all = await fund(t);
  const editionId = await withEndowment(all);
  const over = await split(all, editionId, { territoriesPart: "72 000 000" });
  const broken = await refused(all.db, () => all.nadia.fund.adoptSplit(over));
  assert.deepEqual(
    broken.map(({ rule, field, facts }) => [rule, field, facts?.excessCents]),
    [
      ["ENV-1", "territoriesPart", 2_945_038_95],
      ["ENV-3", "territoriesPart", 2_945_038_95],
    ],
  );
  const short = await split(all, editionId, { key: "by_hand", shares: ["50 000", "50 000", "49 999,99"] });
  const [croixBlanche] = await all.visitor.territories.list();
  const forgotten = await refused(all.db, () => all.nadia.fund.previewSplit(short));
  assert.deepEqual(
    forgotten.map(({ rule, field }) => [rule, field]),
    [["ENV-3", `share.${croixBlanche?.id}`]],
  );
  await failsWith("NOT_FOUND", all.db, async () =>
    all.nadia.fund.adoptSplit(await split(all, editionId, { territoryIds: ["ter_unknown"] })),
  );
});

test("a call opens with what was checked, and freezes it", async (t) => {
  const all = await fund(t);
  const editionId = await withEndowment(all);
  const early = await refused(all.db, () =>
    all.nadia.fund.openCall({ ...call(editionId), confirmed: "yes" }),
  );
  assert.deepEqual(
    early.map(({ rule }) => rule),
    ["CAL-3", "ENV-3"],
  );
  await all.nadia.fund.adoptSplit(await split(all, editionId));
  const checked = await all.nadia.fund.checkCall(call(editionId));
  await failsWith("BAD_REQUEST", all.db, () => all.nadia.fund.openCall(call(editionId) as never));
  const told = await journaled(all.db, () =>
    all.nadia.fund.openCall({ ...call(editionId), confirmed: "yes" }),
  );
  assert.deepEqual(
    told.map(({ event }) => event),
    ["call.opened"],
  );
  const opened = (await all.visitor.fund.current())?.call;
  assert.equal(opened?.phase, "before");
  assert.equal(opened?.maxShareBps, 8000);
  assert.equal(opened?.submissionsCloseAt, checked.submissionsCloseAt);
  assert.equal(parisMoment(opened?.voteClosesAt ?? 0), "2026-07-05 20:00");
  assert.deepEqual([checked.minMeanHundredths, opened?.minMeanHundredths], [150, 150]);
  for (const minMean of ["3,01", "-1", "x"])
    await failsWith("BAD_REQUEST", all.db, () => all.nadia.fund.checkCall({ ...call(editionId), minMean }));
  assert.deepEqual(opened?.allocationRule, {
    rule: "equal-shares",
    utility: "cost",
    completion: "utilitarian",
    increment: "1",
  });
});

test("CAL-1 a calendar out of order is refused beside its first wrong moment", async (t) => {
  const all = await fund(t);
  const editionId = await withEndowment(all);
  await all.nadia.fund.adoptSplit(await split(all, editionId));
  const broken = await refused(all.db, () =>
    all.nadia.fund.checkCall({ ...call(editionId), voteOpensAt: "2026-06-15 17:59", ceiling: "50 000,01" }),
  );
  assert.deepEqual(
    broken.map(({ rule, field }) => [rule, field]),
    [
      ["CAL-1", "voteOpensAt"],
      ["CAL-3", "ceiling"],
    ],
  );
});

test("ENV-2 and CAL-2 once the call is open nothing of it changes", async (t) => {
  const all = await fund(t);
  const editionId = await withCall(all);
  const rules = async (act: () => Promise<unknown>) => (await refused(all.db, act)).map(({ rule }) => rule);
  assert.deepEqual(await rules(() => all.nadia.fund.setEndowment({ editionId, amount: "80 000 000" })), [
    "ENV-2",
  ]);
  assert.deepEqual(await rules(async () => all.nadia.fund.adoptSplit(await split(all, editionId))), [
    "ENV-2",
  ]);
  assert.deepEqual(await rules(() => all.nadia.fund.openCall({ ...call(editionId), confirmed: "yes" })), [
    "CAL-2",
  ]);
});

test("an office elsewhere, another office or none cannot touch the fund", async (t) => {
  const all = await fund(t);
  const editionId = await withEndowment(all);
  const [somewhere] = await all.visitor.territories.list();
  assert.ok(somewhere);
  const local = await all.caller("local", [
    { role: "administrator", territoryId: somewhere.id },
    { role: "authorising_officer", territoryId: somewhere.id },
  ]);
  const input = await split(all, editionId);
  const lineIds = (await all.helene.fund.toVerify())?.lines.map(({ id }) => id);
  const acts = (who: typeof local) => [
    () => who.fund.openBase({ year: "2025" }),
    () => who.fund.setEndowment({ editionId, amount: "80 000 000" }),
    () => who.fund.previewSplit(input),
    () => who.fund.adoptSplit(input),
    () => who.fund.checkCall(call(editionId)),
    () => who.fund.openCall({ ...call(editionId), confirmed: "yes" }),
    () => who.territories.add(place("QN97401I", "ailleurs", "Ailleurs", "1")),
    () => who.fund.verifyLines({ lineIds }),
  ];
  for (const act of [...acts(local), () => local.fund.desk(), () => local.fund.toVerify()])
    await failsWith("NOT_FOUND", all.db, act);
  const juror = await all.caller("juror", [{ role: "juror", territoryId: null }]);
  for (const act of [...acts(juror), () => juror.fund.desk(), () => juror.fund.toVerify()])
    await failsWith("FORBIDDEN", all.db, act);
  for (const act of [...acts(all.visitor), () => all.visitor.fund.desk()])
    await failsWith("UNAUTHORIZED", all.db, act);
  await failsWith("FORBIDDEN", all.db, () => all.nadia.fund.verifyLines({ lineIds }));
});

test("imported editions have no money of ours", async (t) => {
  const all = await fund(t);
  await all.db.write(async (tx) => {
    await tx.insert(editions).values({
      id: "edi_imported",
      slug: "toulouse-2019",
      name: "Toulouse 2019",
      year: 2030,
      origin: "imported",
      createdAt: NOW,
    });
  });
  assert.equal(await all.visitor.fund.current(), null);
  await failsWith("NOT_FOUND", all.db, () =>
    all.nadia.fund.setEndowment({ editionId: "edi_imported", amount: "80 000 000" }),
  );
  await failsWith("NOT_FOUND", all.db, () => all.visitor.fund.byYear({ year: 2030 }));
  await failsWith("NOT_FOUND", all.db, () => all.visitor.territories.bySlug({ slug: "../secret" }));
});

test("TER-2 TER-3 TER-4 a territory is refused for every reason at once", async (t) => {
  const all = await fund(t);
  const wrong = { ...place("QP075019", "goutte-d-or", "Goutte d'Or", "21 000"), residentsSource: "" };
  const broken = await refused(all.db, () => all.nadia.territories.add(wrong));
  assert.deepEqual(
    broken.map(({ rule, field }) => [rule, field]),
    [
      ["TER-2", "code"],
      ["TER-3", "residentsSource"],
      ["TER-4", "code"],
    ],
  );
  const told = await journaled(all.db, () =>
    all.nadia.territories.add(place("QN97401I", "autre", "Autre", "1 200")),
  );
  assert.deepEqual(told, [
    { event: "territory.added", facts: { name: "Autre", code: "QN97401I", residents: 1200 } },
  ]);
  const found: { id: TerritoryId } = await all.visitor.territories.bySlug({ slug: "autre" });
  assert.match(found.id, /^ter_/);
});
