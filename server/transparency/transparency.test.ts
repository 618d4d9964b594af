import assert from "node:assert/strict";
import { generateKeyPairSync } from "node:crypto";
import { after, test } from "node:test";
import { eq } from "drizzle-orm";
import type { Database } from "#db/database.ts";
import { allocationRuns } from "#db/schema/allocation.ts";
import { freshDatabase, temporaryFolder } from "#db/testing.ts";
import { DEFAULT_TIE_ORDER } from "#server/allocation/model.ts";
import { publishedResult } from "#server/allocation/published.ts";
import { logIdentity } from "#server/journal/checkpoint.ts";
import { verifyInclusion } from "#server/journal/merkle.ts";
import { seal } from "#server/journal/sealer.ts";
import { sha256 } from "#server/kernel/hash.ts";
import { newId } from "#server/kernel/ids.ts";
import { postEntry } from "#server/ledger/store.ts";
import { awarded, callerOf, NOW, officer, type SmallFund, smallFund } from "#server/treasury/testing.ts";
import { createCallerFactory } from "#server/trpc.ts";
import { transparencyRouter } from "./router.ts";
import { verifyFund, verifyLedger } from "./verify.ts";

// The house makes its signing key in the data directory at the first need.
process.env.DATA_DIR = temporaryFolder({ after });

const LOG = logIdentity("test/journal", generateKeyPairSync("ed25519").privateKey);

/** What anybody, signed in nowhere, may ask. */
function visitor(database: Database) {
  return createCallerFactory(transparencyRouter)({
    database,
    actor: null,
    locale: "fr",
    address: "127.0.0.1",
    idempotencyKey: null,
    now: () => NOW,
    clockOffsetMs: 0,
  });
}

async function refusedWith(call: Promise<unknown>): Promise<string> {
  return call.then(
    () => "accepted",
    (problem: { code?: string }) => problem.code ?? String(problem),
  );
}

const PB = `META
key;value
description;Essai
country;France
unit;Paris
instance;2026
num_projects;2
num_votes;3
budget;100
vote_type;approval
rule;equalshares
currency;EUR
PROJECTS
project_id;cost;votes
1;60;3
2;50;1
VOTES
voter_id;vote
1;1,2
2;1
3;1
`;

/** Makes the fund's one run a real one, whose stored result is what its inputs give. */
async function realRun(database: Database, fund: SmallFund): Promise<void> {
  const options = {
    rule: { rule: "equal-shares", utility: "cost", completion: "none", increment: "1" },
    tieOrder: DEFAULT_TIE_ORDER,
  } as const;
  const result = publishedResult(PB, options);
  await database.write(async (tx) => {
    await tx
      .update(allocationRuns)
      .set({ inputPb: PB, inputHash: sha256(PB), options, result, resultHash: sha256(result) })
      .where(eq(allocationRuns.id, fund.runId));
  });
}

test("a fund whose books are in order verifies whole", async (t) => {
  const database = await freshDatabase(t);
  const fund = await smallFund(database);
  await realRun(database, fund);
  const award = await awarded(database, fund);
  const authorising = await callerOf(database, await officer(database, "authorising_officer"));
  await authorising.prepareAgreement({ awardId: award.awardId });
  await seal(database, LOG);
  const verification = await verifyFund(database, LOG.verifierKey);
  assert.deepEqual(verification.findings, []);
  assert.deepEqual(verification.ledger, { entries: 2, envelopes: 1 });
  assert.deepEqual(verification.results, { runs: 1 });
  assert.equal(verification.journal.size, 1);
});

test("LED-1 LED-3 a line slipped in behind the procedures is found, and where", async (t) => {
  const database = await freshDatabase(t);
  const fund = await smallFund(database);
  await database.sql(
    `insert into ledger_entries (id, edition_id, envelope_id, position, kind, from_account, to_account, amount_cents, label, posted_at) values ('${newId("led")}', '${fund.editionId}', '${fund.envelopeId}', 2, 'payment', 'ordered', 'paid', 5, 'x', ${NOW})`,
  );
  const { findings } = await verifyLedger(database.read);
  assert.deepEqual(findings, [
    { part: "ledger", envelopeId: fund.envelopeId, position: 2, kind: "belowZero" },
    { part: "ledger", kind: "balance", envelopeId: fund.envelopeId },
  ]);
});

test("a stored balance that its lines do not make is found, and so is a rank that is missing", async (t) => {
  const database = await freshDatabase(t);
  const fund = await smallFund(database);
  await database.sql(
    "update ledger_balances set endowment_cents = endowment_cents + 1, available_cents = available_cents + 1",
  );
  assert.deepEqual((await verifyLedger(database.read)).findings, [
    { part: "ledger", kind: "balance", envelopeId: fund.envelopeId },
  ]);
  await database.sql(
    `insert into ledger_entries (id, edition_id, envelope_id, position, kind, from_account, to_account, amount_cents, label, posted_at) values ('${newId("led")}', '${fund.editionId}', '${fund.envelopeId}', 9, 'opening', 'endowment', 'available', 1, 'x', ${NOW})`,
  );
  assert.deepEqual(
    (await verifyLedger(database.read)).findings.map((finding) => "kind" in finding && finding.kind),
    ["rank", "balance"],
  );
});

test("a result or an input changed after the fact is found by running it again", async (t) => {
  for (const [change, kind] of [
    [`result = replace(result, '"1"', '"2"')`, "result"],
    ["result_hash = 'x'", "result"],
    ["input_pb = replace(input_pb, '1;60', '1;61')", "input"],
  ] as const) {
    const database = await freshDatabase(t);
    const fund = await smallFund(database);
    await realRun(database, fund);
    await database.sql(`update allocation_runs set ${change}`);
    const { findings } = await verifyFund(database, LOG.verifierKey);
    assert.deepEqual(findings, [{ part: "results", kind, runId: fund.runId }], change);
  }
});

test("the public accounts say the equation for the whole and for each envelope", async (t) => {
  const database = await freshDatabase(t);
  const fund = await smallFund(database);
  await awarded(database, fund);
  const accounts = await visitor(database).accounts({ edition: "2026" });
  const expected = {
    endowmentCents: 10_000_00,
    availableCents: 7_600_00,
    committedCents: 2_400_00,
    orderedCents: 0,
    paidCents: 0,
  };
  assert.deepEqual(accounts.total, expected);
  assert.equal(accounts.isBalanced, true);
  assert.equal(accounts.envelopes.length, 1);
  assert.equal(accounts.envelopes[0]?.name, "Goutte d’Or");
  assert.equal(accounts.envelopes[0]?.balance.availableCents, 7_600_00);
  assert.equal((await visitor(database).editions())[0]?.balance.committedCents, 2_400_00);
});

test("the statement filters without changing a figure, and names nobody", async (t) => {
  const database = await freshDatabase(t);
  const fund = await smallFund(database);
  await awarded(database, fund);
  await database.write((tx) =>
    postEntry(tx, {
      editionId: fund.editionId,
      envelopeId: fund.envelopeId,
      kind: "release",
      fromAccount: "committed",
      toAccount: "available",
      amountCents: 400_00,
      label: "Renoncement",
      postedBy: null,
      // 23:30 in Paris on the last day of June is still June, though it is July nowhere yet and 21:30 in UTC.
      postedAt: Date.parse("2026-07-01T00:30:00+02:00"),
    }),
  );
  const ask = visitor(database);
  const whole = await ask.statement({ edition: "2026" });
  assert.deepEqual(whole.months, ["2026-06", "2026-07"]);
  assert.deepEqual(
    whole.lines.map(({ entry, after }) => [entry.kind, after.availableCents]),
    [
      ["opening", 10_000_00],
      ["commitment", 7_600_00],
      ["release", 8_000_00],
    ],
  );
  const commitments = await ask.statement({ edition: "2026", kind: "commitment", envelope: fund.envelopeId });
  assert.deepEqual(
    commitments.lines.map(({ after }) => after.availableCents),
    [7_600_00],
  );
  assert.deepEqual(commitments.closing, whole.closing);
  const july = await ask.statement({ edition: "2026", month: "2026-07" });
  assert.equal(july.opening.availableCents, 7_600_00);
  assert.equal(july.lines.length, 1);
  const june = await ask.statement({ edition: "2026", month: "2026-06" });
  assert.equal(june.closing.availableCents, 7_600_00);
  assert.ok(whole.isBalanced && july.isBalanced && june.isBalanced);
  assert.ok(!JSON.stringify(whole).includes("per_"), "no person");
  assert.equal(await refusedWith(ask.statement({ edition: "2026", envelope: "env_other" })), "NOT_FOUND");
  assert.equal(await refusedWith(ask.statement({ edition: "1999" })), "NOT_FOUND");
});

test("a line of the ledger has its receipt, in its own edition only", async (t) => {
  const database = await freshDatabase(t);
  const fund = await smallFund(database);
  await awarded(database, fund);
  const ask = visitor(database);
  const { lines } = await ask.statement({ edition: "2026" });
  const commitment = lines[1]?.entry;
  assert.ok(commitment);
  const receipt = await ask.entry({ edition: "2026", entryId: commitment.id });
  assert.equal(receipt.before.availableCents, 10_000_00);
  assert.equal(receipt.after.availableCents, 7_600_00);
  assert.equal(receipt.initiative?.awardNumber, "A-2026-7K3Q");
  assert.equal(await refusedWith(ask.entry({ edition: "2026", entryId: "led_unknown" })), "NOT_FOUND");
  assert.equal(await refusedWith(ask.entry({ edition: "1999", entryId: commitment.id })), "NOT_FOUND");
});

test("a line of the journal comes with a proof that anybody can check", async (t) => {
  const database = await freshDatabase(t);
  const fund = await smallFund(database);
  const authorising = await callerOf(database, await officer(database, "authorising_officer"));
  for (const number of ["A-2026-ONE1", "A-2026-TWO2", "A-2026-TRE3"]) {
    const award = await awarded(database, fund, { number });
    await authorising.prepareAgreement({ awardId: award.awardId });
  }
  const ask = visitor(database);
  const [unsealed] = (await ask.journal({})).lines;
  assert.ok(unsealed);
  assert.equal((await ask.journalLine({ edition: "2026", lineId: unsealed.id })).inclusion, null);

  await seal(database, LOG);
  const { lines, count } = await ask.journal({ edition: "2026", event: "agreement.prepared" });
  assert.equal(lines.length, 3);
  assert.deepEqual(count, { sealed: 3, waiting: 0 });
  for (const { id } of lines) {
    const { leafHash, line, inclusion } = await ask.journalLine({ edition: "2026", lineId: id });
    assert.ok(inclusion && line.position !== null);
    const claim = {
      leaf: leafHash,
      position: line.position,
      size: inclusion.head.size,
      root: inclusion.head.rootHash,
      proof: inclusion.proof,
    };
    assert.ok(verifyInclusion(claim));
    assert.ok(!verifyInclusion({ ...claim, leaf: sha256("other") }));
  }
  assert.deepEqual((await ask.journal({ edition: "fonds" })).lines, []);
  assert.equal(await refusedWith(ask.journal({ edition: "1999" })), "NOT_FOUND");
  assert.equal(await refusedWith(ask.journalLine({ edition: "fonds", lineId: unsealed.id })), "NOT_FOUND");
});
