import assert from "node:assert/strict";
import { test } from "node:test";
import { freshDatabase, temporaryFolder } from "#db/testing.ts";
import { findFundIdentity } from "#server/accounts/store.ts";
import { fillDemo, STAGES } from "./fill.ts";
import { IDEAS, RESIDENTS } from "./story.ts";

const counts = async (database: Awaited<ReturnType<typeof freshDatabase>>) =>
  Object.fromEntries(
    await Promise.all(
      ["initiatives", "ballots", "awards", "agreements", "tranches", "ledger_entries", "journal_lines"].map(
        async (table) => [table, Number((await database.sql(`select count(*) as n from ${table}`))[0]?.n)],
      ),
    ),
  );

test("the story is small and believable: nine initiatives, forty residents, budgets that balance", () => {
  assert.equal(IDEAS.length, 9);
  assert.equal(RESIDENTS.length, 40);
  assert.equal(new Set(RESIDENTS.map(({ name }) => name)).size, 40);
});

test("each stage tells more than the one before, and the same each time", async (t) => {
  let lines = 0;
  for (const stage of STAGES) {
    const database = await freshDatabase(t);
    await fillDemo(database, stage, temporaryFolder(t));
    const told = await counts(database);
    assert.ok((told.journal_lines ?? 0) > lines, stage);
    lines = told.journal_lines ?? 0;
    assert.equal((await findFundIdentity(database.read))?.bornAs, "demo");
    if (stage !== "paid") continue;
    assert.deepEqual(
      { ...told, journal_lines: 0 },
      {
        initiatives: 9,
        ballots: 38,
        awards: 6,
        agreements: 3,
        tranches: 6,
        ledger_entries: 14,
        journal_lines: 0,
      },
    );
    const again = await freshDatabase(t);
    await fillDemo(again, stage, temporaryFolder(t));
    assert.deepEqual(await counts(again), told);
  }
});
