import assert from "node:assert/strict";
import { test } from "node:test";
import { parse } from "csv-parse/sync";
import { writeEnvelopeFile } from "./envelope-file.ts";
import type { Envelope } from "./model.ts";

const envelope = (id: `env_${string}`, parentId: `env_${string}` | null, amountCents: number): Envelope => ({
  id,
  editionId: "edi_1",
  parentId,
  kind: parentId ? "territory" : "root",
  territoryId: null,
  name: `Enveloppe ${id}, « à part »`,
  amountCents,
  splitKey: "by_hand",
  weight: amountCents,
  position: 0,
  createdAt: 0,
});

test("each envelope is a line under its parent, and money stands only where the ledger holds it", () => {
  const balance = {
    availableCents: 40,
    committedCents: 10,
    orderedCents: 0,
    paidCents: 1,
    endowmentCents: 51,
  };
  const text = writeEnvelopeFile([
    { ...envelope("env_1", null, 51), territory: null, balance: null },
    {
      ...envelope("env_2", "env_1", 51),
      territory: { code: "QN07511M" },
      balance: { envelopeId: "env_2", ...balance },
    },
  ]);
  const [whole, part] = parse(text, { columns: true }) as Record<string, string>[];
  assert.deepEqual([whole?.inside, whole?.amount, whole?.available], ["", "0.51", ""]);
  assert.equal(part?.inside, whole?.envelope);
  assert.deepEqual(
    [part?.territory, part?.amount, part?.available, part?.committed, part?.ordered, part?.paid],
    ["QN07511M", "0.51", "0.40", "0.10", "0.00", "0.01"],
  );
});
