import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { type TestContext, test } from "node:test";
import { asc } from "drizzle-orm";
import { type ParsedMail, simpleParser } from "mailparser";
import { SMTPServer } from "smtp-server";
import type { Database } from "#db/database.ts";
import { outbox } from "#db/schema/journal.ts";
import { freshDatabase, temporaryFolder } from "#db/testing.ts";
import { commit } from "./commit.ts";
import { defineEvents } from "./events.ts";
import type { OutboxMessage } from "./model.ts";
import { forgetOld, mailSettings, mailTransport, sendDue, startOutbox, type Transport } from "./outbox.ts";

const EVENTS = defineEvents({ "code.sent": { public: {} } });
const NOW = Date.UTC(2026, 10, 23);

const message = (to: string): OutboxMessage => ({
  to,
  subject: "Votre code — édition 2026",
  text: "Bonjour,\n\nvotre code est 123456.\n.\nÀ bientôt",
});

async function enqueue(db: Database, ...messages: OutboxMessage[]) {
  await commit(
    db,
    { events: EVENTS, event: "code.sent", actor: null, command: null, now: NOW },
    async () => ({ subjectId: "per_1", editionId: null, public: {}, messages, answer: null }),
  );
}

const rows = (db: Database) => db.read.select().from(outbox).orderBy(asc(outbox.to));

/** A real mail server; `refusals` are the codes it answers to the next recipients before it accepts any. */
async function mailServer(t: TestContext, refusals: number[] = []) {
  const received: ParsedMail[] = [];
  const recipients: string[] = [];
  const server = new SMTPServer({
    disabledCommands: ["AUTH", "STARTTLS"],
    onRcptTo({ address }, _session, done) {
      const responseCode = refusals.shift();
      if (responseCode === undefined) recipients.push(address);
      done(responseCode === undefined ? null : Object.assign(new Error("not now"), { responseCode }));
    },
    onData(stream, _session, done) {
      simpleParser(stream).then((mail) => {
        received.push(mail);
        done();
      }, done);
    },
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.server.address() as AddressInfo;
  const settings = { smtpUrl: `smtp://127.0.0.1:${port}`, from: "Fonds <fonds@exemple.fr>", folder: "" };
  const transport = mailTransport(settings);
  t.after(async () => {
    transport.close();
    await new Promise<void>((resolve) => server.close(() => resolve()));
  });
  return { received, recipients, transport };
}

test("JOU-6 a message leaves by SMTP as it was written, and its text is not kept", async (t) => {
  const db = await freshDatabase(t);
  const { received, transport } = await mailServer(t);
  await enqueue(db, message("awa@exemple.fr"));
  assert.equal(await sendDue(db, transport, NOW), 1);
  assert.equal(await sendDue(db, transport, NOW + 1), 0);
  const [mail] = received;
  const [row] = await rows(db);
  assert.equal(mail?.subject, "Votre code — édition 2026");
  assert.equal(mail?.text?.trim(), "Bonjour,\n\nvotre code est 123456.\n.\nÀ bientôt");
  assert.equal(mail?.from?.text, '"Fonds" <fonds@exemple.fr>');
  assert.equal(mail?.messageId, `<${row?.id}@exemple.fr>`);
  assert.deepEqual(
    [row?.sentAt, row?.dueAt, row?.text, row?.attempts, row?.problem],
    [NOW, null, null, 1, null],
  );
});

test("an address or a subject cannot add readers or headers", async (t) => {
  const db = await freshDatabase(t);
  const { received, recipients, transport } = await mailServer(t);
  await enqueue(
    db,
    { ...message("a@exemple.fr, b@exemple.fr") },
    { ...message("c@exemple.fr\r\nBcc: d@exemple.fr") },
    { ...message("e@exemple.fr"), subject: "Bonjour\r\nBcc: f@exemple.fr\r\n\r\ncorps" },
  );
  await sendDue(db, transport, NOW);
  for (const unwanted of ["b@exemple.fr", "d@exemple.fr", "f@exemple.fr"])
    assert.ok(!recipients.includes(unwanted), `${unwanted} among ${recipients}`);
  for (const mail of received) assert.equal(mail.bcc, undefined);
});

test("what fails for now is tried again later, each time later", async (t) => {
  const db = await freshDatabase(t);
  const { received, transport } = await mailServer(t, [451, 451]);
  await enqueue(db, message("awa@exemple.fr"));
  let now = NOW;
  const pauses: number[] = [];
  for (let attempt = 0; attempt < 2; attempt++) {
    assert.equal(await sendDue(db, transport, now), 0);
    const [row] = await rows(db);
    assert.ok(row?.dueAt);
    assert.match(row.problem ?? "", /not now/);
    pauses.push(row.dueAt - now);
    assert.equal(await sendDue(db, transport, row.dueAt - 1), 0, "not before its time");
    now = row.dueAt;
  }
  assert.equal(await sendDue(db, transport, now), 1);
  assert.equal(received.length, 1);
  const [first = 0, second = 0] = pauses;
  assert.ok(first >= 10_000 && first <= 12_500 && second >= 40_000 && second <= 50_000, String(pauses));
});

test("what the mail server refuses for ever is given up at once, the rest after eight attempts", async (t) => {
  const db = await freshDatabase(t);
  const { transport } = await mailServer(t, [550]);
  await enqueue(db, message("nobody@exemple.fr"));
  await sendDue(db, transport, NOW);
  const [refused] = await rows(db);
  assert.deepEqual(
    [refused?.failedAt, refused?.dueAt, refused?.text, refused?.attempts],
    [NOW, null, null, 1],
  );

  const other = await freshDatabase(t);
  const nowhere = mailTransport({ smtpUrl: "smtp://127.0.0.1:1", from: "a@b.fr", folder: "" });
  t.after(async () => nowhere.close());
  await enqueue(other, message("awa@exemple.fr"));
  let now: number | null = NOW;
  let attempts = 0;
  while (now !== null && attempts < 20) {
    await sendDue(other, nowhere, now);
    attempts++;
    now = (await rows(other))[0]?.dueAt ?? null;
  }
  const [given] = await rows(other);
  assert.equal(attempts, 8);
  assert.equal(given?.sentAt, null);
  assert.ok(given?.failedAt);
});

test("several workers at once send each message once", async (t) => {
  const db = await freshDatabase(t);
  const { received, transport } = await mailServer(t);
  const people = Array.from({ length: 30 }, (_, i) => `p${100 + i}@exemple.fr`);
  await enqueue(db, ...people.map(message));
  for (let round = 0; round < 3; round++)
    await Promise.all(Array.from({ length: 4 }, () => sendDue(db, transport, NOW)));
  assert.deepEqual(received.map(({ to }) => [to].flat()[0]?.text).sort(), people);
});

test("a worker that died holding a message leaves it to be sent again under the same Message-ID", async (t) => {
  const db = await freshDatabase(t);
  const { received, transport } = await mailServer(t);
  await enqueue(db, message("awa@exemple.fr"));
  // It hands the message over, then dies before it can note it.
  let sent = () => {};
  const handedOver = new Promise<void>((resolve) => {
    sent = resolve;
  });
  const dying: Transport = {
    async send(outgoing) {
      await transport.send(outgoing);
      sent();
      await new Promise(() => {});
    },
    close() {},
  };
  void sendDue(db, dying, NOW);
  await handedOver;
  assert.equal(await sendDue(db, transport, NOW + 60_000), 0, "its lease still holds");
  assert.equal(await sendDue(db, transport, NOW + 5 * 60_000), 1);
  const ids = received.map(({ messageId }) => messageId);
  assert.equal(ids.length, 2);
  assert.equal(new Set(ids).size, 1);
});

test("without SMTP, mail is written to the data directory, and the worker does so by itself", async (t) => {
  const dataDir = temporaryFolder(t);
  const db = await freshDatabase(t);
  await enqueue(db, message("awa@exemple.fr"), message("bo@exemple.fr"));
  const settings = mailSettings(dataDir, {});
  assert.equal(settings.smtpUrl, undefined);
  const worker = startOutbox(db, mailTransport(settings), 3_600_000);
  await worker.stop();
  const files = readdirSync(settings.folder).sort();
  const known = await rows(db);
  assert.deepEqual(files, known.map(({ id }) => `${id}.eml`).sort());
  const mail = await simpleParser(readFileSync(`${settings.folder}/${known[0]?.id}.eml`));
  assert.equal([mail.to].flat()[0]?.text, "awa@exemple.fr");
  assert.match(mail.text ?? "", /votre code est 123456/);
  assert.deepEqual(
    known.map(({ sentAt }) => sentAt !== null),
    [true, true],
  );
});

test("JOU-6 thirty days after it left, nothing of a message is kept", async (t) => {
  const db = await freshDatabase(t);
  const { transport } = await mailServer(t, [550]);
  await enqueue(db, message("a@exemple.fr"), message("b@exemple.fr"));
  await sendDue(db, transport, NOW);
  const days = (n: number) => NOW + n * 24 * 3_600_000;
  await enqueue(db, message("c@exemple.fr"));
  await forgetOld(db, days(29));
  assert.equal((await rows(db)).length, 3);
  await forgetOld(db, days(30));
  assert.deepEqual(
    (await rows(db)).map(({ to }) => to),
    ["c@exemple.fr"],
  );
});
