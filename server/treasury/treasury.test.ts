import assert from "node:assert/strict";
import { test } from "node:test";
import { eq } from "drizzle-orm";
import type { Database } from "#db/database.ts";
import { journalLines, outbox } from "#db/schema/journal.ts";
import { tranches } from "#db/schema/treasury.ts";
import { freshDatabase } from "#db/testing.ts";
import { Refusal } from "#server/kernel/rulebook.ts";
import { gapCents } from "#server/ledger/rules.ts";
import { findBalance, listBalances, listEntries } from "#server/ledger/store.ts";
import { writeCamt053 } from "./camt-writer.ts";
import type { BankLineId, TrancheId } from "./model.ts";
import { awarded, callerOf, grant, join, officer, type SmallFund, smallFund } from "./testing.ts";

/** What the call was refused by: the rules it broke, or the transport's code. */
async function refusal(call: Promise<unknown>): Promise<readonly string[] | string> {
  try {
    await call;
  } catch (problem) {
    const { cause, code } = problem as { cause?: unknown; code?: string };
    if (cause instanceof Refusal) return cause.broken.map(({ rule }) => rule);
    return code ?? String(problem);
  }
  return "accepted";
}

const EVIDENCE = "La convention signée est au dossier, le collectif a ouvert son chantier.";

/** The team of three, one award of 2 400 € and its agreement signed by both. */
async function signedAward(database: Database, fund: SmallFund, options?: Parameters<typeof awarded>[2]) {
  const award = await awarded(database, fund, options);
  const caseOfficerId = await officer(database, "officer");
  const authorisingId = await officer(database, "authorising_officer");
  const treasurerId = await officer(database, "treasurer");
  const caseOfficer = await callerOf(database, caseOfficerId);
  const authorising = await callerOf(database, authorisingId);
  const treasurer = await callerOf(database, treasurerId);
  const referent = await callerOf(database, award.referentId);
  const { agreementId } = await authorising.prepareAgreement({ awardId: award.awardId });
  await referent.signForCollective({ agreementId, confirmed: "yes" });
  await authorising.signForFund({ agreementId, confirmed: "yes" });
  const { tranches: parts } = await authorising.agreement({ agreementId });
  const [advance, balance] = parts;
  assert.ok(advance && balance);
  return {
    ...award,
    agreementId,
    advance,
    balance,
    caseOfficerId,
    authorisingId,
    treasurerId,
    caseOfficer,
    authorising,
    treasurer,
    referent,
  };
}

/** Imports a statement with one outgoing line and answers that line's id. */
async function bankLine(
  treasurer: Awaited<ReturnType<typeof callerOf>>,
  cents: number,
  reference?: string,
  id = "2026-06",
): Promise<BankLineId> {
  const { statementId } = await treasurer.importStatement({
    file: writeCamt053({ id, lines: [{ cents: -cents, ...(reference ? { reference } : {}) }] }),
  });
  const { lines } = await treasurer.statement({ statementId });
  const [first] = lines;
  assert.ok(first);
  return first.line.id;
}

async function balanceOf(database: Database, fund: SmallFund) {
  const balance = await findBalance(database.read, fund.envelopeId);
  assert.equal(gapCents(balance), 0, "endowment = available + committed + ordered + paid");
  return balance;
}

const journalOf = (database: Database) =>
  database.read.select({ event: journalLines.event, public: journalLines.public }).from(journalLines);

test("an award is paid in two tranches by three persons, and the equation holds after every act", async (t) => {
  const database = await freshDatabase(t);
  const fund = await smallFund(database);
  const award = await signedAward(database, fund);
  assert.equal((await balanceOf(database, fund)).committedCents, 2_400_00);
  assert.deepEqual(
    [award.advance, award.balance].map(({ amountCents, endToEndId }) => [amountCents, endToEndId]),
    [
      [1_680_00, "A-2026-7K3Q-T1"],
      [720_00, "A-2026-7K3Q-T2"],
    ],
  );

  for (const [tranche, statement] of [
    [award.advance, "2026-06"],
    [award.balance, "2026-07"],
  ] as const) {
    await award.caseOfficer.certifyTranche({ trancheId: tranche.id, evidence: EVIDENCE });
    await balanceOf(database, fund);
    await award.authorising.orderTranche({ trancheId: tranche.id, confirmed: "yes" });
    assert.equal((await balanceOf(database, fund)).orderedCents, tranche.amountCents);
    const bankLineId = await bankLine(award.treasurer, tranche.amountCents, tranche.endToEndId, statement);
    const waiting = await award.treasurer.tranche({ trancheId: tranche.id });
    assert.deepEqual(
      waiting.lines.map(({ line, why }) => [line.id, why]),
      [[bankLineId, "reference"]],
    );
    await award.treasurer.payTranche({ trancheId: tranche.id, bankLineId, confirmed: "yes" });
    await balanceOf(database, fund);
  }

  assert.deepEqual(await balanceOf(database, fund), {
    endowmentCents: 10_000_00,
    availableCents: 7_600_00,
    committedCents: 0,
    orderedCents: 0,
    paidCents: 2_400_00,
  });
  assert.deepEqual(
    (await listEntries(database.read, { editionId: fund.editionId })).map(({ kind, position }) => [
      position,
      kind,
    ]),
    [
      [1, "opening"],
      [2, "commitment"],
      [3, "order"],
      [4, "payment"],
      [5, "order"],
      [6, "payment"],
    ],
  );
  const paid = await award.treasurer.tranche({ trancheId: award.balance.id });
  assert.equal(paid.tranche.paidOn, "2026-06-16");
  assert.equal(paid.waiting.act, null);
  const events = (await journalOf(database)).map(({ event }) => event);
  for (const [event, times] of [
    ["agreement.prepared", 1],
    ["agreement.signed", 2],
    ["tranche.certified", 2],
    ["tranche.ordered", 2],
    ["tranche.paid", 2],
    ["statement.imported", 2],
  ] as const)
    assert.equal(events.filter((one) => one === event).length, times, event);
});

test("the referent is told when the agreement waits for them and when money has left", async (t) => {
  const database = await freshDatabase(t);
  const fund = await smallFund(database);
  const award = await signedAward(database, fund);
  await award.caseOfficer.certifyTranche({ trancheId: award.advance.id, evidence: EVIDENCE });
  await award.authorising.orderTranche({ trancheId: award.advance.id, confirmed: "yes" });
  const bankLineId = await bankLine(award.treasurer, award.advance.amountCents);
  await award.treasurer.payTranche({ trancheId: award.advance.id, bankLineId, confirmed: "yes" });
  const mails = await database.read.select().from(outbox).orderBy(outbox.createdAt, outbox.subject);
  assert.deepEqual(
    mails.map(({ to, subject }) => [to, subject.replaceAll(/\s/g, " ")]),
    [
      [`${award.referentId}@exemple.fr`, "Versement de 1 680,00 €"],
      [`${award.referentId}@exemple.fr`, "Votre convention CONV-A-2026-7K3Q est à signer"],
    ],
  );
});

test("the public journal names neither a person nor a bank account", async (t) => {
  const database = await freshDatabase(t);
  const fund = await smallFund(database);
  const award = await signedAward(database, fund);
  await award.caseOfficer.certifyTranche({ trancheId: award.advance.id, evidence: EVIDENCE });
  await bankLine(award.treasurer, 1_00);
  const told = JSON.stringify((await journalOf(database)).map((line) => line.public));
  for (const secret of ["Fatou", "FR76", award.caseOfficerId, award.referentId])
    assert.ok(!told.includes(secret), secret);
});

test("the agreement says who, what, how much in figures and in words, and when each part is paid", async (t) => {
  const database = await freshDatabase(t);
  const award = await signedAward(database, await smallFund(database));
  const { agreement, collectiveSigner } = await award.referent.agreement({ agreementId: award.agreementId });
  assert.equal(agreement.number, "CONV-A-2026-7K3Q");
  assert.equal(collectiveSigner, "Fatou Camara");
  for (const said of [
    "Les jardins de la Goutte d’Or",
    "Fatou Camara",
    "Un jardin au pied de l’immeuble",
    "deux mille quatre cents euros",
    "mille six cent quatre-vingts euros",
    "sept cent vingt euros",
  ])
    assert.ok(agreement.text.includes(said), said);
  assert.match(agreement.text, /2\s?400,00\s€/);
});

test("TRE-1 nothing is certified, ordered or paid before both have signed", async (t) => {
  const database = await freshDatabase(t);
  const fund = await smallFund(database);
  const award = await awarded(database, fund);
  const caseOfficer = await callerOf(database, await officer(database, "officer"));
  const authorising = await callerOf(database, await officer(database, "authorising_officer"));
  const referent = await callerOf(database, award.referentId);
  const { agreementId } = await authorising.prepareAgreement({ awardId: award.awardId });
  const [advance] = (await authorising.agreement({ agreementId })).tranches;
  assert.ok(advance);
  const certify = () => caseOfficer.certifyTranche({ trancheId: advance.id, evidence: EVIDENCE });

  assert.deepEqual(await refusal(certify()), ["TRE-1"]);
  await referent.signForCollective({ agreementId, confirmed: "yes" });
  assert.deepEqual(await refusal(certify()), ["TRE-1"]);
  assert.deepEqual(await refusal(authorising.orderTranche({ trancheId: advance.id, confirmed: "yes" })), [
    "TRE-1",
    "TRE-2",
  ]);
  await authorising.signForFund({ agreementId, confirmed: "yes" });
  assert.equal(await refusal(certify()), "accepted");
});

test("TRE-2 a tranche is ordered only once its condition is certified", async (t) => {
  const database = await freshDatabase(t);
  const fund = await smallFund(database);
  const award = await signedAward(database, fund);
  const order = () => award.authorising.orderTranche({ trancheId: award.advance.id, confirmed: "yes" });
  assert.deepEqual(await refusal(order()), ["TRE-2"]);
  assert.equal((await balanceOf(database, fund)).orderedCents, 0);
  await assert.rejects(
    database.sql(
      `update tranches set ordered_by = '${award.authorisingId}', ordered_at = 1, order_number = 'X' where id = '${award.advance.id}'`,
    ),
    /tranches_order_of_acts/,
  );
  await award.caseOfficer.certifyTranche({ trancheId: award.advance.id, evidence: EVIDENCE });
  assert.equal(await refusal(order()), "accepted");
});

test("TRE-3 whatever the shares, the tranches make the award to the cent", async (t) => {
  const database = await freshDatabase(t);
  const fund = await smallFund(database);
  const authorising = await callerOf(database, await officer(database, "authorising_officer"));
  for (const [index, [amountCents, advanceShare, expected]] of (
    [
      [2_400_01, "70", [1_680_01, 720_00]],
      [10_00, "66,66", [6_67, 3_33]],
      [1_00, "0,01", null],
      [1_01, "99,99", null],
      [1, "50", null],
      [2, "50", [1, 1]],
      [3, "50 %", [2, 1]],
    ] as const
  ).entries()) {
    const award = await awarded(database, fund, { amountCents, number: `A-2026-T${index}` });
    const prepare = authorising.prepareAgreement({ awardId: award.awardId, advanceShare });
    if (expected === null) {
      assert.deepEqual(await refusal(prepare), ["TRE-3"], `${amountCents} at ${advanceShare}`);
      continue;
    }
    const { agreementId } = await prepare;
    const { tranches: parts } = await authorising.agreement({ agreementId });
    assert.deepEqual(
      parts.map((part) => part.amountCents),
      expected,
    );
  }
});

test("a share that is no share is refused with a sentence", async (t) => {
  const database = await freshDatabase(t);
  const award = await awarded(database, await smallFund(database));
  const authorising = await callerOf(database, await officer(database, "authorising_officer"));
  for (const advanceShare of ["", "0", "100", "-5", "1e1", "70,123", "abc"])
    assert.equal(
      await refusal(authorising.prepareAgreement({ awardId: award.awardId, advanceShare })),
      "BAD_REQUEST",
      advanceShare,
    );
});

test("TRE-4 nobody can do two of the three acts, whatever offices they hold", async (t) => {
  const database = await freshDatabase(t);
  const fund = await smallFund(database);
  const award = await signedAward(database, fund);
  for (const personId of [award.caseOfficerId, award.authorisingId])
    for (const role of ["officer", "authorising_officer", "treasurer"] as const)
      await grant(database, personId, role);
  const certifier = await callerOf(database, award.caseOfficerId);
  const orderer = await callerOf(database, award.authorisingId);
  const trancheId = award.advance.id;

  await certifier.certifyTranche({ trancheId, evidence: EVIDENCE });
  assert.deepEqual(await refusal(certifier.orderTranche({ trancheId, confirmed: "yes" })), ["TRE-4"]);
  await orderer.orderTranche({ trancheId, confirmed: "yes" });
  const bankLineId = await bankLine(award.treasurer, award.advance.amountCents, award.advance.endToEndId);
  assert.deepEqual(await refusal(certifier.payTranche({ trancheId, bankLineId, confirmed: "yes" })), [
    "TRE-4",
  ]);
  assert.deepEqual(await refusal(orderer.payTranche({ trancheId, bankLineId, confirmed: "yes" })), ["TRE-4"]);
  assert.equal((await balanceOf(database, fund)).paidCents, 0);
  assert.equal(
    await refusal(award.treasurer.payTranche({ trancheId, bankLineId, confirmed: "yes" })),
    "accepted",
  );
});

test("TRE-4 the table itself refuses a person twice, by raw SQL", async (t) => {
  const database = await freshDatabase(t);
  const award = await signedAward(database, await smallFund(database));
  const lineId = await bankLine(award.treasurer, 1_680_00);
  const { caseOfficerId: a, authorisingId: b, treasurerId: c } = award;
  const attempt = (certifier: string, orderer: string, payer: string) =>
    database.sql(
      `update tranches set evidence = 'x', certified_by = '${certifier}', certified_at = 1, ordered_by = '${orderer}', ordered_at = 1, order_number = 'X', paid_by = '${payer}', paid_at = 1, paid_on = '2026-06-16', bank_line_id = '${lineId}' where id = '${award.advance.id}'`,
    );
  await assert.rejects(attempt(a, a, c), /tranches_certify_order/);
  await assert.rejects(attempt(a, b, a), /tranches_certify_pay/);
  await assert.rejects(attempt(a, b, b), /tranches_order_pay/);
  await assert.rejects(
    database.sql(`update tranches set certified_at = 1 where id = '${award.advance.id}'`),
    /tranches_certified/,
  );
  await attempt(a, b, c);
});

test("TRE-5 a member of the collective neither certifies, orders, pays nor signs for the fund", async (t) => {
  const database = await freshDatabase(t);
  const fund = await smallFund(database);
  const award = await signedAward(database, fund);
  const insiderId = await officer(database, "officer");
  await grant(database, insiderId, "authorising_officer");
  await grant(database, insiderId, "treasurer");
  await join(database, insiderId, award.collectiveId);
  const insider = await callerOf(database, insiderId);
  const trancheId = award.advance.id;

  assert.deepEqual(await refusal(insider.certifyTranche({ trancheId, evidence: EVIDENCE })), ["TRE-5"]);
  await award.caseOfficer.certifyTranche({ trancheId, evidence: EVIDENCE });
  assert.deepEqual(await refusal(insider.orderTranche({ trancheId, confirmed: "yes" })), ["TRE-5"]);
  await award.authorising.orderTranche({ trancheId, confirmed: "yes" });
  const bankLineId = await bankLine(award.treasurer, award.advance.amountCents);
  assert.deepEqual(await refusal(insider.payTranche({ trancheId, bankLineId, confirmed: "yes" })), ["TRE-5"]);

  const other = await awarded(database, fund, { number: "A-2026-OTHR" });
  await join(database, insiderId, other.collectiveId);
  const { agreementId } = await award.authorising.prepareAgreement({ awardId: other.awardId });
  await (await callerOf(database, other.referentId)).signForCollective({ agreementId, confirmed: "yes" });
  const again = await callerOf(database, insiderId);
  assert.deepEqual(await refusal(again.signForFund({ agreementId, confirmed: "yes" })), ["TRE-5"]);
  assert.equal(await refusal(award.authorising.signForFund({ agreementId, confirmed: "yes" })), "accepted");
});

test("TRE-6 the balance is ordered only after the advance is paid", async (t) => {
  const database = await freshDatabase(t);
  const award = await signedAward(database, await smallFund(database));
  for (const { id } of [award.advance, award.balance])
    await award.caseOfficer.certifyTranche({ trancheId: id, evidence: EVIDENCE });
  const orderBalance = () =>
    award.authorising.orderTranche({ trancheId: award.balance.id, confirmed: "yes" });
  assert.deepEqual(await refusal(orderBalance()), ["TRE-6"]);
  await award.authorising.orderTranche({ trancheId: award.advance.id, confirmed: "yes" });
  assert.deepEqual(await refusal(orderBalance()), ["TRE-6"]);
  const bankLineId = await bankLine(award.treasurer, award.advance.amountCents);
  await award.treasurer.payTranche({ trancheId: award.advance.id, bankLineId, confirmed: "yes" });
  assert.equal(await refusal(orderBalance()), "accepted");
});

test("TRE-7 an act is done once, and paying comes after ordering", async (t) => {
  const database = await freshDatabase(t);
  const fund = await smallFund(database);
  const award = await signedAward(database, fund);
  const trancheId = award.advance.id;
  const certify = () => award.caseOfficer.certifyTranche({ trancheId, evidence: EVIDENCE });
  await certify();
  assert.deepEqual(await refusal(certify()), ["TRE-7"]);
  const bankLineId = await bankLine(award.treasurer, award.advance.amountCents);
  assert.deepEqual(await refusal(award.treasurer.payTranche({ trancheId, bankLineId, confirmed: "yes" })), [
    "TRE-7",
  ]);
  await award.authorising.orderTranche({ trancheId, confirmed: "yes" });
  assert.deepEqual(await refusal(award.authorising.orderTranche({ trancheId, confirmed: "yes" })), ["TRE-7"]);
  assert.equal((await balanceOf(database, fund)).orderedCents, award.advance.amountCents);
});

test("TRE-8 a bank line pays one tranche only, by the procedure and by raw SQL", async (t) => {
  const database = await freshDatabase(t);
  const fund = await smallFund(database);
  const one = await signedAward(database, fund);
  const two = await signedAward(database, fund, { number: "A-2026-TWIN" });
  for (const { caseOfficer, authorising, advance } of [one, two]) {
    await caseOfficer.certifyTranche({ trancheId: advance.id, evidence: EVIDENCE });
    await authorising.orderTranche({ trancheId: advance.id, confirmed: "yes" });
  }
  const bankLineId = await bankLine(one.treasurer, 1_680_00);
  await one.treasurer.payTranche({ trancheId: one.advance.id, bankLineId, confirmed: "yes" });
  assert.deepEqual(
    await refusal(two.treasurer.payTranche({ trancheId: two.advance.id, bankLineId, confirmed: "yes" })),
    ["TRE-8"],
  );
  await assert.rejects(
    database.write(async (tx) => {
      await tx
        .update(tranches)
        .set({ paidBy: two.treasurerId, paidAt: 1, paidOn: "2026-06-16", bankLineId })
        .where(eq(tranches.id, two.advance.id));
    }),
  );
  assert.equal((await balanceOf(database, fund)).paidCents, 1_680_00);
});

test("TRE-9 the amount is the tranche's to the cent, and the reference is not another tranche's", async (t) => {
  const database = await freshDatabase(t);
  const fund = await smallFund(database);
  const award = await signedAward(database, fund);
  const trancheId = award.advance.id;
  await award.caseOfficer.certifyTranche({ trancheId, evidence: EVIDENCE });
  await award.authorising.orderTranche({ trancheId, confirmed: "yes" });
  for (const [index, [cents, reference, expected]] of (
    [
      [1_679_99, undefined, ["TRE-9"]],
      [1_680_01, award.advance.endToEndId, ["TRE-9"]],
      [-1_680_00, award.advance.endToEndId, ["TRE-9"]],
      [1_680_00, award.balance.endToEndId, ["TRE-9"]],
      [1_680_00, "LOYER-JUIN", "accepted"],
    ] as const
  ).entries()) {
    const bankLineId = await bankLine(award.treasurer, cents, reference, `S${index}`);
    assert.deepEqual(
      await refusal(award.treasurer.payTranche({ trancheId, bankLineId, confirmed: "yes" })),
      expected,
    );
  }
});

test("TRE-10 the referent signs first and alone, then the fund, each once", async (t) => {
  const database = await freshDatabase(t);
  const fund = await smallFund(database);
  const award = await awarded(database, fund);
  const memberId = await officer(database, "juror");
  await join(database, memberId, award.collectiveId);
  const authorising = await callerOf(database, await officer(database, "authorising_officer"));
  const member = await callerOf(database, memberId);
  const referent = await callerOf(database, award.referentId);
  const { agreementId } = await authorising.prepareAgreement({ awardId: award.awardId });
  const signature = { agreementId, confirmed: "yes" as const };

  assert.deepEqual(await refusal(authorising.signForFund(signature)), ["TRE-10"]);
  assert.deepEqual(await refusal(member.signForCollective(signature)), ["TRE-10"]);
  await referent.signForCollective(signature);
  assert.deepEqual(await refusal(referent.signForCollective(signature)), ["TRE-10"]);
  await authorising.signForFund(signature);
  assert.deepEqual(await refusal(authorising.signForFund(signature)), ["TRE-10"]);
  await assert.rejects(
    database.sql(`update agreements set fund_signed_by = collective_signed_by where id = '${agreementId}'`),
    /agreements_two_people/,
  );
});

test("TRE-11 a statement adds up to the cent or is not taken in", async (t) => {
  const database = await freshDatabase(t);
  await smallFund(database);
  const treasurer = await callerOf(database, await officer(database, "treasurer"));
  for (const [closingCents, expected] of [
    [8_319_99, ["TRE-11"]],
    [8_320_00, "accepted"],
    [8_320_01, ["TRE-11"]],
  ] as const)
    assert.deepEqual(
      await refusal(
        treasurer.importStatement({
          file: writeCamt053({ id: `S-${closingCents}`, closingCents, lines: [{ cents: -1_680_00 }] }),
        }),
      ),
      expected,
    );
  assert.equal((await treasurer.statements()).length, 1);
});

test("TRE-12 the same file, and the same statement in another file, are refused", async (t) => {
  const database = await freshDatabase(t);
  await smallFund(database);
  const treasurer = await callerOf(database, await officer(database, "treasurer"));
  const file = writeCamt053({ lines: [{ cents: -1_680_00 }] });
  await treasurer.importStatement({ file });
  assert.deepEqual(await refusal(treasurer.importStatement({ file })), ["TRE-12"]);
  assert.deepEqual(await refusal(treasurer.importStatement({ file: `${file}\n` })), ["TRE-12"]);
  // A known statement hidden behind a new one is found too, and the new one does not come in alone.
  const next = writeCamt053({ id: "2026-07", lines: [] });
  const known = /<Stmt>[\s\S]*<\/Stmt>/.exec(file)?.[0] ?? "";
  const both = next.replace("</BkToCstmrStmt>", `${known}</BkToCstmrStmt>`);
  assert.deepEqual(await refusal(treasurer.importStatement({ file: both })), ["TRE-12"]);
  assert.equal((await treasurer.statements()).length, 1);
});

test("TRE-13 an award has one agreement, and none before the collective has a referent", async (t) => {
  const database = await freshDatabase(t);
  const fund = await smallFund(database);
  const award = await signedAward(database, fund);
  assert.deepEqual(await refusal(award.authorising.prepareAgreement({ awardId: award.awardId })), ["TRE-13"]);
  const orphan = await awarded(database, fund, { number: "A-2026-ORPH" });
  await database.sql(
    `update members set left_on = '2026-06-01' where collective_id = '${orphan.collectiveId}'`,
  );
  assert.deepEqual(await refusal(award.authorising.prepareAgreement({ awardId: orphan.awardId })), [
    "TRE-13",
  ]);
});

test("LED-3 of 64 orders at once on one envelope exactly the affordable ones succeed", async (t) => {
  const database = await freshDatabase(t);
  const fund = await smallFund(database, 100_000_00);
  const first = await signedAward(database, fund, { amountCents: 1_000_00 });
  const trancheIds: TrancheId[] = [];
  for (let index = 0; index < 64; index++) {
    // Only the first ten awards were committed: the others have no credits behind them.
    const award = await awarded(database, fund, {
      amountCents: 1_000_00,
      number: `A-2026-P${index}`,
      committed: index < 10,
    });
    const { agreementId } = await first.authorising.prepareAgreement({ awardId: award.awardId });
    await (await callerOf(database, award.referentId)).signForCollective({ agreementId, confirmed: "yes" });
    await first.authorising.signForFund({ agreementId, confirmed: "yes" });
    const [advance] = (await first.authorising.agreement({ agreementId })).tranches;
    assert.ok(advance);
    await first.caseOfficer.certifyTranche({ trancheId: advance.id, evidence: EVIDENCE });
    trancheIds.push(advance.id);
  }
  // 11 000 € committed, 700 € each: 15 orders fit, the 16th would leave -200 €.
  const answers = await Promise.all(
    trancheIds.map((trancheId) => refusal(first.authorising.orderTranche({ trancheId, confirmed: "yes" }))),
  );
  assert.equal(answers.filter((answer) => answer === "accepted").length, 15);
  for (const answer of answers) if (answer !== "accepted") assert.deepEqual(answer, ["LED-3"]);
  const balance = await balanceOf(database, fund);
  assert.deepEqual([balance.committedCents, balance.orderedCents], [500_00, 10_500_00]);
  const ordered = await database.read.select().from(tranches);
  assert.equal(
    ordered.filter(({ orderedAt }) => orderedAt !== null).length,
    15,
    "a refused order leaves no trace",
  );
});

test("two treasurers press at once: one payment", async (t) => {
  const database = await freshDatabase(t);
  const fund = await smallFund(database);
  const award = await signedAward(database, fund);
  const trancheId = award.advance.id;
  await award.caseOfficer.certifyTranche({ trancheId, evidence: EVIDENCE });
  await award.authorising.orderTranche({ trancheId, confirmed: "yes" });
  const bankLineId = await bankLine(award.treasurer, award.advance.amountCents);
  const other = await callerOf(database, await officer(database, "treasurer"));
  const answers = await Promise.all(
    [award.treasurer, other].map((treasurer) =>
      refusal(treasurer.payTranche({ trancheId, bankLineId, confirmed: "yes" })),
    ),
  );
  assert.equal(answers.filter((answer) => answer === "accepted").length, 1);
  assert.equal((await balanceOf(database, fund)).paidCents, award.advance.amountCents);
});

test("a form sent twice orders once", async (t) => {
  const database = await freshDatabase(t);
  const fund = await smallFund(database);
  const award = await signedAward(database, fund);
  const trancheId = award.advance.id;
  await award.caseOfficer.certifyTranche({ trancheId, evidence: EVIDENCE });
  const sending = await callerOf(database, award.authorisingId, "key-1");
  const first = await sending.orderTranche({ trancheId, confirmed: "yes" });
  assert.deepEqual(await sending.orderTranche({ trancheId, confirmed: "yes" }), first);
  assert.equal((await balanceOf(database, fund)).orderedCents, award.advance.amountCents);
  assert.equal(
    await refusal(sending.orderTranche({ trancheId: award.balance.id, confirmed: "yes" })),
    "CONFLICT",
  );
});

test("each act belongs to its office, in its territory", async (t) => {
  const database = await freshDatabase(t);
  const fund = await smallFund(database);
  const award = await signedAward(database, fund);
  const trancheId = award.advance.id;
  const acts = {
    officer: (caller: typeof award.caseOfficer) => caller.certifyTranche({ trancheId, evidence: EVIDENCE }),
    authorising_officer: (caller: typeof award.caseOfficer) =>
      caller.orderTranche({ trancheId, confirmed: "yes" }),
    treasurer: (caller: typeof award.caseOfficer) =>
      caller.payTranche({ trancheId, bankLineId: "bli_none", confirmed: "yes" }),
  };
  for (const [role, act] of Object.entries(acts)) {
    for (const other of ["administrator", "officer", "juror", "authorising_officer", "treasurer"] as const)
      if (other !== role)
        assert.equal(
          await refusal(act(await callerOf(database, await officer(database, other)))),
          "FORBIDDEN",
        );
    const elsewhere = await officer(database, role as "officer", fund.otherTerritoryId);
    assert.equal(await refusal(act(await callerOf(database, elsewhere))), "NOT_FOUND");
  }
  assert.equal(await refusal(award.referent.certifyTranche({ trancheId, evidence: EVIDENCE })), "FORBIDDEN");
  assert.equal(await refusal(award.referent.tranche({ trancheId })), "FORBIDDEN");
  assert.equal(await refusal(award.referent.desk()), "FORBIDDEN");
  assert.equal(await refusal(award.referent.statements()), "FORBIDDEN");
});

test("what is not yours does not exist: other collectives, other territories, unknown ids", async (t) => {
  const database = await freshDatabase(t);
  const fund = await smallFund(database);
  const award = await signedAward(database, fund);
  const stranger = await awarded(database, fund, { number: "A-2026-STRA" });
  const strangerCaller = await callerOf(database, stranger.referentId);
  const { agreementId } = award;
  assert.equal(await refusal(strangerCaller.agreement({ agreementId })), "NOT_FOUND");
  assert.equal(
    await refusal(strangerCaller.signForCollective({ agreementId, confirmed: "yes" })),
    "NOT_FOUND",
  );
  assert.deepEqual(await strangerCaller.myAgreements(), []);
  assert.equal((await award.referent.myAgreements()).length, 1);
  const elsewhere = await callerOf(database, await officer(database, "officer", fund.otherTerritoryId));
  assert.equal(await refusal(elsewhere.tranche({ trancheId: award.advance.id })), "NOT_FOUND");
  assert.equal(await refusal(elsewhere.statements()), "NOT_FOUND");
  assert.deepEqual((await elsewhere.desk()).tranches, []);
  assert.equal(await refusal(award.caseOfficer.tranche({ trancheId: "trn_unknown" })), "NOT_FOUND");
  const line: BankLineId = "bli_unknown";
  assert.equal(
    await refusal(
      award.treasurer.payTranche({ trancheId: award.advance.id, bankLineId: line, confirmed: "yes" }),
    ),
    "NOT_FOUND",
  );
});

test("the desk says what each tranche waits for, and what blocks it", async (t) => {
  const database = await freshDatabase(t);
  const fund = await smallFund(database);
  const award = await signedAward(database, fund);
  const waiting = await awarded(database, fund, { number: "A-2026-WAIT" });
  const desk = await award.authorising.desk();
  assert.deepEqual(
    desk.toPrepare.map(({ file, isMine }) => [file.id, isMine]),
    [[waiting.awardId, true]],
  );
  assert.deepEqual(
    desk.tranches.map(({ tranche, waiting: state }) => [
      tranche.position,
      state.act,
      state.isMine,
      state.blockedBy,
    ]),
    [
      [1, "certify", false, []],
      [2, "certify", false, []],
    ],
  );
  await award.caseOfficer.certifyTranche({ trancheId: award.balance.id, evidence: EVIDENCE });
  const after = await award.authorising.desk();
  assert.deepEqual(
    after.tranches.map(({ waiting: state }) => [state.act, state.isMine, state.blockedBy]),
    [
      ["certify", false, []],
      ["order", true, ["TRE-6"]],
    ],
  );
});

test("LED-2 the ledger cannot be changed or emptied by raw SQL", async (t) => {
  const database = await freshDatabase(t);
  await smallFund(database);
  await assert.rejects(database.sql("update ledger_entries set amount_cents = 1"), /append-only/);
  await assert.rejects(database.sql("delete from ledger_entries"), /append-only/);
  await assert.rejects(
    database.sql("update ledger_balances set available_cents = available_cents - 1"),
    /ledger_balances_equation/,
  );
  await assert.rejects(
    database.sql(
      "update ledger_balances set available_cents = -1, committed_cents = committed_cents + available_cents + 1",
    ),
    /ledger_balances_never_below_zero/,
  );
});

test("balances of an edition list every envelope that has a line", async (t) => {
  const database = await freshDatabase(t);
  const fund = await smallFund(database);
  assert.deepEqual(await listBalances(database.read, fund.editionId), [
    {
      envelopeId: fund.envelopeId,
      endowmentCents: 10_000_00,
      availableCents: 10_000_00,
      committedCents: 0,
      orderedCents: 0,
      paidCents: 0,
    },
  ]);
});

test("a payment is noted only when it is confirmed", async (t) => {
  const database = await freshDatabase(t);
  const award = await signedAward(database, await smallFund(database));
  const unconfirmed = { trancheId: award.advance.id, bankLineId: "bli_any" };
  await assert.rejects(
    award.treasurer.payTranche(unconfirmed as never),
    (problem: { cause?: { issues?: { path: unknown[]; message: string }[] } }) =>
      problem.cause?.issues?.some(
        ({ path, message }) => path[0] === "confirmed" && message === "treasury.problems.confirmation",
      ) ?? false,
  );
});
