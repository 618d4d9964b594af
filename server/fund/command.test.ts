import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import fc from "fast-check";
import { temporaryFolder } from "#db/testing.ts";
import { readBaseFile, writeBaseFile } from "./base-file.ts";
import { BUDGET_KINDS, BUDGET_STAGES } from "./model.ts";
import { REFERENCE_YEARS, referenceBase } from "./reference-base.ts";

const SCRIPT =
  'import { endowmentCommand } from "#server/fund/command.ts"; process.exitCode = await endowmentCommand(process.argv.slice(1));';

/** Runs the command in a process of its own, on a file that holds these bytes. */
function endowment(
  t: TestContext,
  bytes: string | Uint8Array,
  args: string[] = ["--year", "2026", "--json"],
) {
  const file = join(temporaryFolder(t), "base.csv");
  writeFileSync(file, bytes);
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ["--input-type=module", "-e", SCRIPT, "--", file, ...args],
    { cwd: join(import.meta.dirname, "../.."), encoding: "utf8" },
  );
  return { status, stdout, stderr: stderr.replace(file, "FILE") };
}

const HEADER = "year,programme,label,amount,kind,stage,source\n";
const LINE = "2026,501,Présidence,122563852.00,CP,LFI,loi\n";

test("the published base of 2026 gives the floor to the cent", (t) => {
  const all = REFERENCE_YEARS.flatMap((year) => referenceBase(year));
  const { status, stdout } = endowment(t, writeBaseFile(all));
  assert.equal(status, 0);
  assert.deepEqual(JSON.parse(stdout), { baseCents: 144_109_922_100, floorCents: 7_205_496_105 });
  const inWords = endowment(t, writeBaseFile(all), ["--year", "2024"]);
  assert.match(inWords.stdout, /1395463892\.00[\s\S]*69773194\.60/);
});

test("a file that cannot be read is refused with its line and reason, and says nothing else", (t) => {
  for (const [text, said] of [
    ["", /ligne 1 : le fichier est vide/],
    [HEADER.replaceAll(",", ";"), /ligne 1 : l'en-tête/],
    [`${HEADER}${LINE}2026,511,AN,607 647 569,CP,LFI,loi\n`, /ligne 3 : montant illisible : « 607 647 569 »/],
    [`${HEADER}2026,511,AN,-5.00,CP,LFI,loi\n`, /ligne 2 : montant/],
    [`${HEADER}2026,511,AN,1e9,CP,LFI,loi\n`, /ligne 2 : montant/],
    [`${HEADER}2026,511,AN,1.005,CP,LFI,loi\n`, /ligne 2 : montant/],
    [`${HEADER}2026,511,AN,,CP,LFI,loi\n`, /ligne 2 : montant/],
    [`${HEADER}26,511,AN,1.00,CP,LFI,loi\n`, /ligne 2 : année/],
    [`${HEADER}2026,511,AN,1.00,XX,LFI,loi\n`, /ligne 2 : nature/],
    [`${HEADER}2026,511,AN,1.00,CP,voté,loi\n`, /ligne 2 : stade/],
    [`${HEADER}2026,511,AN,1.00,CP,LFI,\n`, /ligne 2 : source/],
    [`${HEADER}2026,511,AN,1.00,CP,LFI\n`, /ligne 2 : 7 colonnes attendues, 6 trouvées/],
    [`${HEADER}${LINE}${LINE}`, /ligne 3 : répète la ligne 2/],
    [`${HEADER}2026,511,"AN,1.00,CP,LFI,loi\n`, /ligne \d+ : guillemets/],
    [HEADER, /aucune ligne/],
    [HEADER + LINE.replace("2026", "2025"), /aucune ligne/],
    [HEADER + LINE.replace("CP", "AE"), /aucune ligne/],
  ] as const) {
    const { status, stdout, stderr } = endowment(t, text);
    assert.deepEqual([status, stdout], [2, ""], text);
    assert.match(stderr, said);
  }
  assert.match(endowment(t, new Uint8Array([0x61, 0xe9, 0x62])).stderr, /UTF-8/);
  assert.equal(endowment(t, HEADER + LINE, []).status, 2);
  assert.equal(endowment(t, HEADER + LINE, ["--year", "2026", "--wrong"]).status, 2);
});

test("a byte-order mark and Windows line ends are read as nothing", () => {
  const read = readBaseFile(`\ufeff${HEADER}${LINE}`.replaceAll("\n", "\r\n"));
  assert.ok("figures" in read);
  assert.equal(read.figures[0]?.amountCents, 122_563_852_00);
});

test("what is written reads back the same", () => {
  const words = fc
    .string({ minLength: 1, maxLength: 30 })
    .filter((text) => text.trim() === text && text !== "");
  const fields = {
    year: fc.integer({ min: 1000, max: 9999 }),
    programme: words,
    label: words,
    amountCents: fc.integer({ min: 0, max: 99_999_999_999_999 }),
    kind: fc.constantFrom(...BUDGET_KINDS),
    stage: fc.constantFrom(...BUDGET_STAGES),
    source: words,
  };
  const figure = fc.record(fields, { noNullPrototype: true });
  fc.assert(
    fc.property(
      fc.uniqueArray(figure, { selector: ({ programme }) => programme, maxLength: 8 }),
      (figures) => {
        assert.deepEqual(readBaseFile(writeBaseFile(figures)), { figures });
      },
    ),
  );
});
