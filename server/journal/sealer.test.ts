import assert from "node:assert/strict";
import { generateKeyPairSync } from "node:crypto";
import { type TestContext, test } from "node:test";
import { z } from "zod";
import type { Database } from "#db/database.ts";
import { ENGINE } from "#db/engine.ts";
import { freshDatabase } from "#db/testing.ts";
import { logIdentity, openCheckpoint, signCheckpoint } from "./checkpoint.ts";
import { commit } from "./commit.ts";
import { defineEvents } from "./events.ts";
import { lineHash } from "./line.ts";
import { verifyInclusion } from "./merkle.ts";
import { seal, startSealer } from "./sealer.ts";
import { countLines, findHead, findLine, getProof, listLines } from "./store.ts";
import { type Finding, verifyJournal } from "./verify.ts";

const EVENTS = defineEvents({ "step.taken": { public: { rank: z.int() }, sealed: { note: z.string() } } });
const identity = logIdentity("fonds.exemple.fr/journal", generateKeyPairSync("ed25519").privateKey);
const key = identity.verifierKey;

async function act(db: Database, rank: number) {
  await commit(
    db,
    {
      events: EVENTS,
      event: "step.taken",
      actor: { personId: "per_1", role: "juror" },
      command: null,
      now: 1000 + rank,
    },
    async () => ({
      subjectId: `sub_${rank % 3}`,
      editionId: rank % 2 ? "edi_1" : null,
      public: { rank },
      sealed: { note: `secret ${rank}` },
      answer: null,
    }),
  );
}

/** A journal of `lines` lines, sealed in batches of seven. */
async function journal(t: TestContext, lines: number): Promise<Database> {
  const db = await freshDatabase(t);
  for (let rank = 0; rank < lines; rank++) {
    await act(db, rank);
    if (rank % 7 === 6) await seal(db, identity);
  }
  await seal(db, identity);
  return db;
}

test("JOU-5 every committed line is sealed once, under a head that its key signed", async (t) => {
  const db = await journal(t, 20);
  assert.deepEqual(await countLines(db.read), { sealed: 20, waiting: 0 });
  assert.equal(await seal(db, identity), 0, "nothing is left to seal");
  const head = await findHead(db.read);
  assert.ok(head);
  assert.deepEqual(openCheckpoint(head.note, key), {
    origin: "fonds.exemple.fr/journal",
    size: 20,
    rootHash: head.rootHash,
  });
  const { size, rootHash, heads, waiting, findings } = await verifyJournal(db, key);
  assert.deepEqual([size, rootHash, heads, waiting, findings], [20, head.rootHash, 3, 0, []]);
});

test("a line waits in the open until it is sealed, and the log says so", async (t) => {
  const db = await journal(t, 3);
  await act(db, 3);
  assert.deepEqual(await countLines(db.read), { sealed: 3, waiting: 1 });
  const { waiting, findings } = await verifyJournal(db, key);
  assert.deepEqual([waiting, findings], [1, []]);
});

test("two sealers at once seal each line once", async (t) => {
  const db = await freshDatabase(t);
  for (let rank = 0; rank < 10; rank++) await act(db, rank);
  await Promise.allSettled([seal(db, identity), seal(db, identity), seal(db, identity)]);
  await seal(db, identity);
  const { size, findings } = await verifyJournal(db, key);
  assert.deepEqual([size, findings], [10, []]);
});

test("the sealer runs by itself and finishes its turn when stopped", async (t) => {
  const db = await journal(t, 0);
  await act(db, 0);
  const sealer = startSealer(db, identity, 3_600_000);
  await sealer.stop();
  assert.deepEqual(await countLines(db.read), { sealed: 1, waiting: 0 });
});

test("JOU-4 the public journal is read in pages, newest first, by edition, subject and event", async (t) => {
  const db = await journal(t, 25);
  const ranks: unknown[] = [];
  let after: string | undefined;
  let pages = 0;
  do {
    const { lines, next } = await listLines(db.read, { after, limit: 10 });
    ranks.push(...lines.map((line) => line.public.rank));
    after = next ?? undefined;
    pages++;
  } while (after !== undefined);
  assert.equal(pages, 3);
  assert.deepEqual(
    ranks,
    Array.from({ length: 25 }, (_, i) => 24 - i),
  );
  assert.equal((await listLines(db.read, { editionId: null })).lines.length, 13);
  assert.equal((await listLines(db.read, { editionId: "edi_1", subjectId: "sub_1" })).lines.length, 4);
  assert.equal((await listLines(db.read, { event: "never.happened" })).lines.length, 0);
  assert.equal((await listLines(db.read, { after: "'; drop table --", limit: 1_000_000 })).lines.length, 25);
  const [line] = (await listLines(db.read, { limit: 1 })).lines;
  assert.deepEqual(Object.keys(line ?? {}).includes("sealed"), false);
  assert.doesNotMatch(JSON.stringify(line), /secret|per_1/);
});

test("anyone can check that a line is under the signed head", async (t) => {
  const db = await journal(t, 25);
  const { lines } = await listLines(db.read, { limit: 100 });
  for (const { position, ...line } of lines) {
    assert.ok(position !== null);
    const { head, proof } = await getProof(db.read, position);
    const claim = { leaf: lineHash(line), position, size: head.size, proof, root: head.rootHash };
    assert.ok(verifyInclusion(claim));
    assert.ok(!verifyInclusion({ ...claim, leaf: lineHash({ ...line, at: line.at + 1 }) }));
  }
  await assert.rejects(getProof(db.read, 25), /not found/);
  const [line] = lines;
  assert.deepEqual(await findLine(db.read, line?.editionId ?? null, line?.id ?? ""), line);
});

/** Does what somebody with the database's password can do. */
async function tamper(db: Database, ...statements: string[]): Promise<void> {
  for (const table of ["journal_lines", "journal_leaves", "journal_checkpoints"])
    if (ENGINE === "sqlite") {
      await db.sql(`drop trigger if exists ${table}_no_update`);
      await db.sql(`drop trigger if exists ${table}_no_delete`);
    } else await db.sql(`drop trigger if exists ${table}_append_only on ${table}`);
  for (const statement of statements) await db.sql(statement);
}
const kinds = (findings: Finding[]) => findings.map(({ kind }) => kind);

test("JOU-2 whichever public field of whichever line is altered, that line is named", async (t) => {
  const db = await journal(t, 40);
  const alterations = {
    at: "at + 1",
    event: "event || 'x'",
    actor_role: "'administrator'",
    subject_id: "subject_id || 'x'",
    public: `'{"rank":-1}'`,
    sealed_hash: `'${"0".repeat(64)}'`,
  };
  for (const [column, value] of Object.entries(alterations))
    for (let round = 0; round < 5; round++) {
      const position = Math.floor(Math.random() * 40);
      const of = `id = (select line_id from journal_leaves where position = ${position})`;
      const [before] = await db.sql(`select ${column} as kept from journal_lines where ${of}`);
      const kept = column === "public" ? JSON.stringify(asObject(before?.kept)) : String(before?.kept);
      await tamper(db, `update journal_lines set ${column} = ${value} where ${of}`);
      const { findings } = await verifyJournal(db, key);
      const [first] = findings;
      assert.ok(first?.kind === "lineAltered" && first.position === position, `${column} of ${position}`);
      await db.sql(`update journal_lines set ${column} = '${kept}' where ${of}`);
      assert.deepEqual((await verifyJournal(db, key)).findings, [], `${column} of ${position} put back`);
    }
});
const asObject = (value: unknown) => (typeof value === "string" ? JSON.parse(value) : value);

test("JOU-2 every other way to alter the journal is found too", async (t) => {
  const third = "(select line_id from journal_leaves where position = 3)";
  const ways: [string, string[], (findings: Finding[]) => void][] = [
    [
      "the sealed part",
      [`update journal_lines set sealed = '{"note":"other"}' where id = ${third}`],
      (findings) => assert.deepEqual([kinds(findings), first(findings)], [["sealedAltered"], 3]),
    ],
    [
      "who acted",
      [`update journal_lines set actor_id = 'per_2' where id = ${third}`],
      (findings) => assert.deepEqual([kinds(findings), first(findings)], [["sealedAltered"], 3]),
    ],
    [
      "a line taken out",
      [`delete from journal_lines where id = ${third}`],
      (findings) => assert.deepEqual([kinds(findings), first(findings)], [["lineMissing"], 3]),
    ],
    [
      "a leaf taken out",
      ["delete from journal_leaves where position = 3"],
      (findings) => {
        assert.equal(first(findings), 3);
        assert.ok(kinds(findings).includes("lineUnaccounted"));
      },
    ],
    [
      "a line and its leaf taken out",
      [`delete from journal_lines where id = ${third}`, "delete from journal_leaves where position = 3"],
      (findings) => assert.deepEqual([kinds(findings)[0], first(findings)], ["leafMissing", 3]),
    ],
    [
      "a leaf's hash",
      [`update journal_leaves set hash = '${"0".repeat(64)}' where position = 3`],
      (findings) => assert.deepEqual([kinds(findings), first(findings)], [["lineAltered"], 3]),
    ],
    [
      "the root of a head",
      [`update journal_checkpoints set root_hash = '${"0".repeat(64)}' where size = 7`],
      (findings) => assert.deepEqual(findings, [{ kind: "signatureWrong", size: 7 }]),
    ],
    [
      "the note of a head",
      ["update journal_checkpoints set note = 'x' where size = 7"],
      (findings) => assert.deepEqual(findings, [{ kind: "signatureWrong", size: 7 }]),
    ],
    [
      "a line slipped in beside commit",
      [
        `insert into journal_lines (edition_id, id, at, event, subject_id, public, sealed, salt, sealed_hash)
         values ('fund', 'jou_FORGED', 5, 'step.taken', 's', '{}', '{}', '00', '${"0".repeat(64)}')`,
      ],
      (findings) => assert.deepEqual(findings, [{ kind: "lineUnaccounted", lineId: "jou_FORGED" }]),
    ],
  ];
  for (const [way, statements, expected] of ways)
    await t.test(way, async (t) => {
      const db = await journal(t, 20);
      if (way.includes("taken out")) await tamper(db, "delete from journal_unsealed");
      await tamper(db, ...statements);
      expected((await verifyJournal(db, key)).findings);
    });
});
function first(findings: Finding[]): number | undefined {
  const [found] = findings;
  return found && "position" in found ? found.position : undefined;
}

test("JOU-2 a line altered together with its leaf is bounded by the heads around it", async (t) => {
  const db = await journal(t, 20);
  const { lines } = await listLines(db.read);
  const line = lines.find(({ position }) => position === 9);
  assert.ok(line);
  const { position: _, ...rest } = line;
  const hash = lineHash({ ...rest, at: 5 });
  await tamper(
    db,
    `update journal_lines set at = 5 where id = '${line.id}'`,
    `update journal_leaves set hash = '${hash}' where position = 9`,
  );
  const { findings } = await verifyJournal(db, key);
  assert.deepEqual(findings, [
    { kind: "headDiffers", size: 14, goodUpTo: 7 },
    { kind: "headDiffers", size: 20, goodUpTo: 7 },
  ]);
});

test("JOU-2 who holds even the signing key cannot make a kept head true again", async (t) => {
  const db = await journal(t, 20);
  const kept = (await findHead(db.read))?.note ?? "";
  assert.deepEqual((await verifyJournal(db, key, [kept])).findings, []);
  // The last line goes, and a shorter history is signed with the true key.
  await tamper(
    db,
    "delete from journal_checkpoints where size > 14",
    "delete from journal_lines where id in (select line_id from journal_leaves where position >= 14)",
    "delete from journal_leaves where position >= 14",
  );
  assert.deepEqual((await verifyJournal(db, key)).findings, [], "inside, all looks well");
  assert.deepEqual((await verifyJournal(db, key, [kept])).findings, [{ kind: "logShortened", size: 20 }]);
  // And grows again with other lines.
  for (let rank = 50; rank < 56; rank++) await act(db, rank);
  await seal(db, identity);
  assert.deepEqual(kinds((await verifyJournal(db, key, [kept])).findings), ["headDiffers"]);
  const forged = signCheckpoint(
    { size: 20, rootHash: "0".repeat(64) },
    logIdentity(identity.origin, generateKeyPairSync("ed25519").privateKey),
  );
  assert.deepEqual((await verifyJournal(db, key, [forged])).findings, [{ kind: "signatureWrong", size: 20 }]);
});

test("the sealer does not build on an altered head", async (t) => {
  const db = await journal(t, 5);
  await tamper(db, `update journal_checkpoints set edge = '["${"0".repeat(64)}"]'`);
  await act(db, 5);
  await assert.rejects(seal(db, identity), /altered/);
});
