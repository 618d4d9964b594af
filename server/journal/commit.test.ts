import assert from "node:assert/strict";
import { type TestContext, test } from "node:test";
import { eq } from "drizzle-orm";
import { z } from "zod";
import type { Change, Database, Transaction } from "#db/database.ts";
import { ENGINE } from "#db/engine.ts";
import { commands, journalLines, journalUnsealed, outbox } from "#db/schema/journal.ts";
import { freshDatabase } from "#db/testing.ts";
import { sha256 } from "#server/kernel/hash.ts";
import { commit } from "./commit.ts";
import { defineEvents } from "./events.ts";
import { sealedHash } from "./line.ts";
import { Conflict } from "./model.ts";

const EVENTS = defineEvents({
  "call.opened": { public: { title: z.string() } },
  "grant.paid": { public: { amountCents: z.int() }, sealed: { iban: z.string() } },
  "ballot.cast": { public: {}, actor: "unwritten" },
});
const ACTOR = { personId: "per_1", role: "administrator" };
const NOW = Date.UTC(2026, 10, 23);
const act = <Event extends keyof typeof EVENTS>(
  event: Event,
  command: string | null = null,
  body = "body",
) => ({
  events: EVENTS,
  event,
  actor: ACTOR,
  command: command === null ? null : { key: command, bodyHash: sha256(body) },
  now: NOW,
});

const opened = (subjectId: string, answer: string = subjectId) => ({
  subjectId,
  editionId: "edi_1",
  public: { title: "Appel 2026" },
  messages: [{ to: "a@exemple.fr", subject: "Appel", text: "ouvert" }],
  answer,
});

async function counts(db: Database) {
  return {
    lines: await db.read.$count(journalLines),
    unsealed: await db.read.$count(journalUnsealed),
    messages: await db.read.$count(outbox),
    commands: await db.read.$count(commands),
  };
}

for (const onDisk of [false, true])
  test(`JOU-1 an act leaves one line, its messages and its answer, together (${onDisk ? "disk" : "memory"})`, async (t) => {
    const db = await freshDatabase(t, { onDisk });
    const answer = await commit(db, act("call.opened", "k1"), async () => opened("cal_1"));
    assert.equal(answer, "cal_1");
    assert.deepEqual(await counts(db), { lines: 1, unsealed: 1, messages: 1, commands: 1 });
    const [line] = await db.read.select().from(journalLines);
    assert.ok(line);
    const { id, salt, sealedHash: hash, ...rest } = line;
    assert.match(id, /^jou_/);
    assert.deepEqual(rest, {
      editionId: "edi_1",
      at: NOW,
      event: "call.opened",
      actorRole: "administrator",
      actorId: "per_1",
      subjectId: "cal_1",
      public: { title: "Appel 2026" },
      sealed: {},
    });
    assert.equal(hash, sealedHash({ salt, actorId: "per_1", sealed: {} }));
  });

test("JOU-1 an act that fails at any point leaves nothing", async (t) => {
  const db = await freshDatabase(t);
  const failures = {
    "the change throws": () =>
      commit(db, act("call.opened", "k"), async (tx) => {
        await tx.insert(outbox).values({ id: "out_x", to: "", subject: "", createdAt: 0 });
        throw new Error("refused");
      }),
    "facts of the wrong type": () =>
      commit(db, act("call.opened", "k"), async () => ({
        ...opened("cal_1"),
        public: { title: 3 as never },
      })),
    "a fact that the event does not name": () =>
      commit(db, act("call.opened", "k"), async () => ({
        ...opened("cal_1"),
        public: { title: "a", email: "a@b.fr" },
      })),
    "a sealed fact is missing": () =>
      commit(db, act("grant.paid", "k"), async () => ({
        ...opened("cal_1"),
        public: { amountCents: 1 },
        sealed: {} as { iban: string },
      })),
    "a message that cannot be kept": () =>
      commit(db, act("call.opened", "k"), async () => ({
        ...opened("cal_1"),
        messages: [{ to: null as never, subject: "", text: "" }],
      })),
  };
  for (const [name, attempt] of Object.entries(failures)) {
    await assert.rejects(attempt, Error, name);
    assert.deepEqual(await counts(db), { lines: 0, unsealed: 0, messages: 0, commands: 0 }, name);
  }
});

test("JOU-4 what is sealed or unwritten stays out of the public part", async (t) => {
  const db = await freshDatabase(t);
  await commit(db, act("grant.paid"), async () => ({
    subjectId: "awd_1",
    editionId: null,
    public: { amountCents: 5_000_00 },
    sealed: { iban: "FR76" },
    answer: null,
  }));
  await commit(db, act("ballot.cast"), async () => ({
    subjectId: "pol_1",
    editionId: "edi_1",
    public: {},
    answer: null,
  }));
  const [paid] = await db.read.select().from(journalLines).where(eq(journalLines.event, "grant.paid"));
  const [cast] = await db.read.select().from(journalLines).where(eq(journalLines.event, "ballot.cast"));
  assert.deepEqual(
    [paid?.public, paid?.sealed, paid?.editionId],
    [{ amountCents: 5_000_00 }, { iban: "FR76" }, "fund"],
  );
  assert.deepEqual([cast?.actorId, cast?.actorRole], [null, "administrator"]);
});

test("JOU-2 lines are neither changed nor deleted, even with raw SQL", async (t) => {
  const db = await freshDatabase(t);
  await commit(db, act("call.opened"), async () => opened("cal_1"));
  await assert.rejects(db.sql("update journal_lines set event = 'call.closed'"), /append-only/);
  await assert.rejects(db.sql("delete from journal_lines"), /append-only/);
  assert.equal(await db.read.$count(journalLines, eq(journalLines.event, "call.opened")), 1);
});

test("JOU-3 a command sent twice is carried out once and answers the same", async (t) => {
  const db = await freshDatabase(t);
  let runs = 0;
  const send = () =>
    commit(db, act("call.opened", "k1"), async () => {
      runs++;
      return opened("cal_1", `run ${runs}`);
    });
  assert.deepEqual([await send(), await send()], ["run 1", "run 1"]);
  assert.deepEqual(await counts(db), { lines: 1, unsealed: 1, messages: 1, commands: 1 });
});

async function fiftyAtOnce(t: TestContext, onDisk: boolean) {
  const db = await freshDatabase(t, { onDisk });
  const answers = await Promise.all(
    Array.from({ length: 50 }, (_, i) =>
      commit(db, act("call.opened", "k1"), async (tx) => {
        await tx.select().from(outbox);
        return opened(`cal_${i}`);
      }),
    ),
  );
  assert.equal(new Set(answers).size, 1);
  assert.deepEqual(await counts(db), { lines: 1, unsealed: 1, messages: 1, commands: 1 });
}
test("JOU-3 fifty of the same command at once are carried out once", (t) => fiftyAtOnce(t, false));
test("JOU-3 fifty of the same command at once are carried out once, on disk", (t) => fiftyAtOnce(t, true));

test("JOU-3 a key that comes back with another body is a conflict", async (t) => {
  const db = await freshDatabase(t);
  await commit(db, act("call.opened", "k1"), async () => opened("cal_1"));
  await assert.rejects(
    commit(db, act("call.opened", "k1", "other"), async () => opened("cal_2")),
    Conflict,
  );
  const other = { ...act("call.opened", "k1", "other"), actor: { personId: "per_2", role: "resident" } };
  assert.equal(
    await commit(db, other, async () => opened("cal_3")),
    "cal_3",
    "another person's key is another key",
  );
  assert.equal((await counts(db)).lines, 2);
});

test("JOU-3 whatever the answer is, it comes back the same", async (t) => {
  const db = await freshDatabase(t);
  const answers = [null, false, 0, "", [], { b: [1, { c: null }], a: "é" }];
  for (const [i, answer] of answers.entries()) {
    const send = () =>
      commit(db, act("ballot.cast", `k${i}`), async () => ({
        subjectId: "s",
        editionId: null,
        public: {},
        answer,
      }));
    assert.deepEqual(await send(), answer);
    assert.deepEqual(await send(), answer);
  }
  assert.equal((await counts(db)).lines, answers.length);
});

test("JOU-3 a command that failed may be sent again", async (t) => {
  const db = await freshDatabase(t);
  await assert.rejects(
    commit(db, act("call.opened", "k1"), async () => {
      throw new Error("refused");
    }),
  );
  assert.equal(await commit(db, act("call.opened", "k1"), async () => opened("cal_1")), "cal_1");
});

/** The transaction, except that its `at`th statement fails with that reason, as long as there are failures left. */
function failing(tx: Transaction, at: number, fails: { left: number }, reason: Error): Transaction {
  let statements = 0;
  return new Proxy(tx, {
    get(target, name) {
      if (
        ["select", "insert", "update", "delete"].includes(String(name)) &&
        ++statements === at &&
        fails.left > 0
      ) {
        fails.left--;
        throw reason;
      }
      return Reflect.get(target, name, target);
    },
  });
}

/** Sends one command to a database whose `at`th statement fails `times` times, and the same again if that failed. */
async function sendThroughFailures(db: Database, at: number, times: number, reason: Error) {
  const fails = { left: times };
  const flaky = { write: <T>(change: Change<T>) => db.write((tx) => change(failing(tx, at, fails, reason))) };
  const send = () => commit(flaky, act("call.opened", "k1"), async () => opened("cal_1"));
  for (let attempt = 0; ; attempt++) {
    const answer = await send().catch(() => null);
    if (answer !== null) return { answer, attempt };
    assert.deepEqual(
      await counts(db),
      { lines: 0, unsealed: 0, messages: 0, commands: 0 },
      `statement ${at}`,
    );
  }
}

// Look up the key, the line, its place in the queue of the sealer, the message, the answer.
const STATEMENTS = [1, 2, 3, 4, 5];

test("JOU-3 a failure at any statement leaves nothing, and the command sent again is carried out once", async (t) => {
  for (const at of STATEMENTS)
    for (const times of [1, 2]) {
      const db = await freshDatabase(t);
      const sent = await sendThroughFailures(db, at, times, new Error("the network is gone"));
      assert.deepEqual(sent, { answer: "cal_1", attempt: times });
      assert.deepEqual(await counts(db), { lines: 1, unsealed: 1, messages: 1, commands: 1 });
    }
});

if (ENGINE === "postgres")
  test("JOU-3 a conflict at any statement, once or twice, is tried again and ends the same", async (t) => {
    for (const at of STATEMENTS)
      for (const times of [1, 2]) {
        const db = await freshDatabase(t);
        const conflict = Object.assign(new Error("could not serialize access"), { code: "40001" });
        const sent = await sendThroughFailures(db, at, times, conflict);
        assert.deepEqual(sent, { answer: "cal_1", attempt: 0 }, "the caller notices nothing");
        assert.deepEqual(await counts(db), { lines: 1, unsealed: 1, messages: 1, commands: 1 });
      }
  });
