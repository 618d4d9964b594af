import assert from "node:assert/strict";
import { test } from "node:test";
import type { State } from "#server/initiatives/model.ts";
import { showcaseOf } from "./showcase.ts";

const one = (name: string, state: State, territoryId: string) => ({ name, state, territoryId });

test("the front page shows funded initiatives first, of different territories, and none that went no further", () => {
  const shown = showcaseOf([
    one("no", "inadmissible", "t1"),
    one("refused", "refused", "t1"),
    one("withdrawn", "withdrawn", "t2"),
    one("reserve", "reserve_list", "t2"),
    one("funded", "awarded", "t1"),
    one("funded too", "awarded", "t1"),
    one("funded elsewhere", "awarded", "t3"),
  ]);
  assert.deepEqual(
    shown.map(({ name }) => name),
    ["funded", "funded elsewhere", "reserve"],
  );
});

test("nothing to be proud of is nothing shown", () => {
  assert.deepEqual(showcaseOf([one("no", "inadmissible", "t1"), one("gone", "withdrawn", "t1")]), []);
});
