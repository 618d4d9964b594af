import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { LOCALES } from "#messages/locales.ts";
import { EVENTS } from "#server/events.ts";
import { groupLines } from "./groups.ts";

const line = (id: string, event: string, at: string, facts = {}) => ({
  id,
  event,
  at: Date.parse(at),
  actorRole: null,
  editionId: "edi_1",
  public: facts,
});

test("lines of one day that say the same are together, in their order, and none is lost", () => {
  const lines = [
    line("a", "poll.closed", "2026-06-15T10:00:00Z", { boxes: 3 }),
    line("b", "ballot.cast", "2026-06-15T09:00:00Z"),
    line("c", "ballot.cast", "2026-06-15T08:00:00Z"),
    line("d", "ballot.cast", "2026-06-14T08:00:00Z"),
    line("e", "file.submitted", "2026-06-14T07:00:00Z", { number: "A-1" }),
    line("f", "file.submitted", "2026-06-14T07:00:00Z", { number: "A-2" }),
    line("g", "ballot.cast", "2026-06-14T06:00:00Z"),
  ];
  const groups = groupLines(lines);
  assert.deepEqual(
    groups.map((group) => group.lines.map(({ id }) => id).join("")),
    ["a", "bc", "d", "e", "f", "g"],
  );
  assert.deepEqual(
    groups.map(({ first }) => first.id),
    ["a", "b", "d", "e", "f", "g"],
  );
});

test("every event of the journal has a name in every language, and no name is left over", () => {
  for (const { code } of LOCALES) {
    const { acts } = JSON.parse(
      readFileSync(new URL(`../../messages/${code}/transparency.json`, import.meta.url), "utf8"),
    );
    const named = Object.entries(acts).flatMap(([thing, happened]) =>
      Object.keys(happened as object).map((one) => `${thing}.${one}`),
    );
    assert.deepEqual(named.sort(), Object.keys(EVENTS).sort(), code);
  }
});
