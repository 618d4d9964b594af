import assert from "node:assert/strict";
import { test } from "node:test";
import { TRPCError } from "@trpc/server";
import type { Database } from "#db/database.ts";
import { freshDatabase } from "#db/testing.ts";
import { getInitiative, insertInitiative } from "#server/initiatives/store.ts";
import { awarded, callerOf, NOW, officer, smallFund } from "#server/treasury/testing.ts";
import { createCallerFactory } from "#server/trpc.ts";
import { transparencyRouter } from "./router.ts";

const visitor = (database: Database) =>
  createCallerFactory(transparencyRouter)({
    database,
    actor: null,
    locale: "fr",
    address: "192.0.2.1",
    idempotencyKey: null,
    now: () => NOW,
    clockOffsetMs: 0,
  });

test("an awarded initiative shows its award, its agreement and its tranches, and nobody's name", async (t) => {
  const db = await freshDatabase(t);
  const fund = await smallFund(db);
  const { awardId, initiativeId, referentId } = await awarded(db, fund);
  const { number } = await getInitiative(db.read, initiativeId);
  const before = await visitor(db).initiativeSteps({ number });
  assert.deepEqual(before.award, { number: "A-2026-7K3Q", amountCents: 2_400_00 });
  assert.deepEqual([before.decidedAt, before.agreedAt, before.tranches], [NOW, null, []]);

  const signs = await callerOf(db, await officer(db, "authorising_officer"));
  const { agreementId } = await signs.prepareAgreement({ awardId });
  await (await callerOf(db, referentId)).signForCollective({ agreementId, confirmed: "yes" });
  await signs.signForFund({ agreementId, confirmed: "yes" });
  const after = await visitor(db).initiativeSteps({ number });
  assert.equal(after.agreedAt, NOW);
  assert.equal(
    after.tranches.reduce((sum, { amountCents }) => sum + amountCents, 0),
    2_400_00,
  );
  assert.ok(after.tranches.every(({ paidAt }) => paidAt === null));
  assert.equal(after.paidCents, 0);
  assert.ok(!JSON.stringify(after).includes("Fatou"));
});

test("what is not public has no steps", async (t) => {
  const db = await freshDatabase(t);
  const { editionId, territoryId } = await smallFund(db);
  const file = {
    editionId,
    territoryId,
    callId: null,
    collectiveId: null,
    requestedCents: 1,
    createdAt: NOW,
  };
  await db.write((tx) =>
    insertInitiative(tx, { ...file, number: "2026-DRAF", title: "Non", state: "draft" }),
  );
  for (const number of ["2026-DRAF", "2026-NONE"])
    await assert.rejects(
      visitor(db).initiativeSteps({ number }),
      (problem) => problem instanceof TRPCError && problem.code === "NOT_FOUND",
    );
});
