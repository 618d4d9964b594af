import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { type FlowEntry, territoryFlow } from "./territory-flow.ts";
import { placesOf } from "./zoom-places.ts";

const PLACES = [
  { id: "env_1", name: "Croix Blanche", amountCents: 100 },
  { id: "env_2", name: "Europe", amountCents: 50 },
];
const WORDS = { whole: "Territoires", left: "Disponible" };
const jardin = { number: "2026-AAAA", title: "Le jardin" };
const entry = (
  from: FlowEntry["fromAccount"],
  to: FlowEntry["toAccount"],
  amountCents: number,
): FlowEntry => ({
  envelopeId: "env_1",
  fromAccount: from,
  toAccount: to,
  amountCents,
  initiative: jardin,
});

test("what a territory was given goes to its initiatives and to what is left, to the cent", () => {
  const flow = territoryFlow(
    PLACES,
    [entry("available", "committed", 60), entry("committed", "ordered", 30)],
    WORDS,
  );
  assert.deepEqual(flow.links, [
    { from: "whole", to: "env_1", cents: 100 },
    { from: "whole", to: "env_2", cents: 50 },
    { from: "env_1", to: "2026-AAAA", cents: 60 },
    { from: "env_1", to: "left", cents: 40 },
    { from: "env_2", to: "left", cents: 50 },
  ]);
  assert.deepEqual([flow.grants, flow.grantedCents], [1, 60]);
});

test("what is released is no longer granted", () => {
  const entries = [entry("available", "committed", 60), entry("committed", "available", 60)];
  assert.equal(territoryFlow(PLACES, entries, WORDS).grants, 0);
  const partly = territoryFlow(
    PLACES,
    [entry("available", "committed", 60), entry("committed", "available", 20)],
    WORDS,
  );
  assert.equal(partly.grantedCents, 40);
  const foreign = { ...entry("available", "committed", 60), envelopeId: "env_other" };
  assert.equal(territoryFlow(PLACES, [foreign], WORDS).grants, 0);
});

test("parts of a band follow each other from end to end, and what exists can be seen", () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 0, max: 10_000_000_000 }), { minLength: 1, maxLength: 8 }),
      (cents) => {
        const places = placesOf(cents);
        const some = cents.some((part) => part > 0);
        places.forEach(({ start, end }, index) => {
          assert.equal(start, places[index - 1]?.end ?? 0);
          assert.ok(cents[index] === 0 ? end === start : end - start > 5);
        });
        assert.ok(Math.abs((places.at(-1)?.end ?? 0) - (some ? 1000 : 0)) < 1e-6);
      },
    ),
  );
});
