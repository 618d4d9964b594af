import assert from "node:assert/strict";
import { test } from "node:test";
import type { Database } from "#db/database.ts";
import { freshDatabase } from "#db/testing.ts";
import { civilDateOf } from "#server/kernel/dates.ts";
import { appRouter } from "#server/router.ts";
import { createCallerFactory } from "#server/trpc.ts";
import { createAuth } from "./auth.ts";
import { giveBirth } from "./birth.ts";
import { limitTries } from "./rate-limit.ts";
import { APPOINTMENT_RULES, DEMO_RULES, DEPARTURE_RULES } from "./rules.ts";
import * as store from "./store.ts";

const NOW = Date.parse("2026-03-03T10:00:00Z");

async function administrator(database: Database) {
  await database.write(async (tx) => {
    const personId = await store.insertPerson(tx, {
      name: "Nadia Benali",
      email: "nadia@demo.test",
      at: NOW,
    });
    await store.insertRoleGrant(tx, {
      personId,
      role: "administrator",
      territoryId: null,
      startsOn: civilDateOf(NOW),
    });
  });
  return callerFor(database, "nadia@demo.test");
}

async function callerFor(database: Database, email: string | null) {
  const person = email ? await store.findPersonByEmail(database.read, email) : null;
  return createCallerFactory(appRouter)({
    database,
    actor: person ? await store.findActor(database.read, person.id, civilDateOf(NOW)) : null,
    locale: "fr",
    address: "127.0.0.1",
    idempotencyKey: null,
    now: () => NOW,
    clockOffsetMs: 0,
  });
}

test("ACC-1 demo doors open only in a database born as a demo", () => {
  assert.ok(DEMO_RULES["ACC-1"]({ bornAs: "demo" }));
  assert.ok(!DEMO_RULES["ACC-1"]({ bornAs: "real" }));
});

test("ACC-1 a real fund shows no door and its calendar does not move", async (t) => {
  const database = await freshDatabase(t);
  await database.write((tx) => store.insertFundIdentity(tx, { name: "Fonds", bornAs: "real", bornAt: NOW }));
  const visitor = await callerFor(database, null);
  assert.equal(await visitor.accounts.demo(), null);
  await assert.rejects(visitor.accounts.moveCalendar({ on: "2026-06-01" }), /ACC-1/);
  assert.equal((await store.findFundIdentity(database.read))?.clockOffsetMs, 0);
});

test("ACC-2 an office is given once, also when it is held in the whole fund already", () => {
  const held = [{ role: "officer", territoryId: null }] as const;
  assert.ok(APPOINTMENT_RULES["ACC-2"]({ held, role: "juror", territoryId: null }));
  assert.ok(!APPOINTMENT_RULES["ACC-2"]({ held, role: "officer", territoryId: null }));
  assert.ok(!APPOINTMENT_RULES["ACC-2"]({ held, role: "officer", territoryId: "ter_1" }));
});

test("ACC-3 the last administrator stays", () => {
  assert.ok(DEPARTURE_RULES["ACC-3"]({ role: "administrator", administratorsLeft: 1 }));
  assert.ok(!DEPARTURE_RULES["ACC-3"]({ role: "administrator", administratorsLeft: 0 }));
  assert.ok(DEPARTURE_RULES["ACC-3"]({ role: "juror", administratorsLeft: 0 }));
});

test("an administrator gives an office and ends it, each with one line in the journal", async (t) => {
  const database = await freshDatabase(t);
  const nadia = await administrator(database);
  const { id } = await nadia.accounts.grantRole({
    name: "Karim Diallo",
    email: " Karim@Demo.test ",
    role: "treasurer",
  });
  assert.deepEqual(
    (await nadia.accounts.listOfficeHolders()).map(({ email, role }) => [email, role]),
    [
      ["nadia@demo.test", "administrator"],
      ["karim@demo.test", "treasurer"],
    ],
  );
  await assert.rejects(
    nadia.accounts.grantRole({ name: "Karim Diallo", email: "karim@demo.test", role: "treasurer" }),
    /ACC-2/,
  );
  await nadia.accounts.endRole({ id });
  assert.equal((await nadia.accounts.listOfficeHolders()).length, 1);
  const lines = await database.sql("select event from journal_lines order by event");
  assert.deepEqual(
    lines.map(({ event }) => event),
    ["role.ended", "role.granted"],
  );
});

test("ACC-3 ending the last administrator is refused and nothing is written", async (t) => {
  const database = await freshDatabase(t);
  const nadia = await administrator(database);
  const [grant] = await nadia.accounts.listOfficeHolders();
  await assert.rejects(nadia.accounts.endRole({ id: grant?.id ?? "" }), /ACC-3/);
  assert.equal((await nadia.accounts.listOfficeHolders()).length, 1);
});

test("nobody but an administrator of the whole fund gives an office", async (t) => {
  const database = await freshDatabase(t);
  const nadia = await administrator(database);
  await nadia.accounts.grantRole({ name: "Awa Traoré", email: "awa@demo.test", role: "juror" });
  const awa = await callerFor(database, "awa@demo.test");
  const visitor = await callerFor(database, null);
  const asked = { name: "X", email: "x@demo.test", role: "treasurer" } as const;
  await assert.rejects(awa.accounts.grantRole(asked), { code: "FORBIDDEN" });
  await assert.rejects(visitor.accounts.grantRole(asked), { code: "UNAUTHORIZED" });
});

test("a mailed code opens one session, once; five wrong ones close it", async (t) => {
  const database = await freshDatabase(t);
  const sent: string[] = [];
  const auth = createAuth(database, async (_, code) => void sent.push(code), "a".repeat(32));
  const ask = () => auth.api.sendVerificationOTP({ body: { email: "fatou@demo.test", type: "sign-in" } });
  const enter = (otp: string) =>
    auth.api.signInEmailOTP({ body: { email: "fatou@demo.test", otp }, returnHeaders: true });
  // Known to the fund before her first sign-in, as whoever was appointed or invited is.
  await database.write((tx) => store.insertPerson(tx, { name: "Fatou", email: "fatou@demo.test", at: NOW }));
  await ask();
  const { headers } = await enter(sent[0] ?? "");
  const cookie = headers.get("set-cookie") ?? "";
  assert.match(cookie, /__Host-quotepart\.session=.*HttpOnly/);
  assert.match(cookie, /Secure/);
  await assert.rejects(enter(sent[0] ?? ""), "a code is used once");
  await ask();
  const right = sent[1] ?? "";
  const wrong = right === "000000" ? "000001" : "000000";
  for (let tries = 0; tries < 5; tries++) await assert.rejects(enter(wrong));
  await assert.rejects(enter(right), "after five wrong tries even the right code is refused");
  const [{ rows } = { rows: 0 }] = await database.sql("select count(*) as rows from sessions");
  assert.equal(Number(rows), 1);
});

test("tries are counted per key and forgiven when the window has passed", async (t) => {
  const database = await freshDatabase(t);
  for (let tries = 0; tries < 20; tries++) await limitTries(database, "invitation", ["from:a"], NOW);
  await assert.rejects(limitTries(database, "invitation", ["from:a"], NOW), { name: "TooManyTries" });
  await limitTries(database, "invitation", ["from:b"], NOW);
  await limitTries(database, "invitation", ["from:a"], NOW + 10 * 60_000);
});

test("an office that has ended is not ended again: its last day stays", async (t) => {
  const database = await freshDatabase(t);
  const nadia = await administrator(database);
  const { id } = await nadia.accounts.grantRole({
    name: "Awa Traoré",
    email: "awa@demo.test",
    role: "juror",
  });
  await nadia.accounts.endRole({ id });
  await assert.rejects(nadia.accounts.endRole({ id }), { code: "NOT_FOUND" });
  const lines = await database.sql("select event from journal_lines where event = 'role.ended'");
  assert.equal(lines.length, 1);
});

test("a fund is born whole, with its first administrator, in one act", async (t) => {
  const database = await freshDatabase(t);
  const administrator = { name: "Nadia Benali", email: "nadia@demo.test" };
  await giveBirth(database, { name: "Fonds", bornAs: "real", administrator, now: NOW });
  const nadia = await callerFor(database, "nadia@demo.test");
  assert.equal((await nadia.accounts.listOfficeHolders()).length, 1);
  assert.equal((await database.sql("select event from journal_lines")).length, 1);
  const second = { name: "Karim Diallo", email: "karim@demo.test" };
  await assert.rejects(
    giveBirth(database, { name: "Autre", bornAs: "demo", administrator: second, now: NOW }),
  );
  assert.equal(await store.findPersonByEmail(database.read, "karim@demo.test"), null, "nothing half-born");
});

test("whoever signs in for the first time becomes known through the one door", async (t) => {
  const database = await freshDatabase(t);
  const sent: string[] = [];
  const auth = createAuth(database, async (_, code) => void sent.push(code), "a".repeat(32));
  await auth.api.sendVerificationOTP({ body: { email: "new@demo.test", type: "sign-in" } });
  await auth.api.signInEmailOTP({ body: { email: "new@demo.test", otp: sent[0] ?? "" } });
  assert.notEqual(await store.findPersonByEmail(database.read, "new@demo.test"), null);
  const lines = await database.sql("select event, subject_id from journal_lines");
  assert.deepEqual(
    lines.map((line) => ({ ...line })),
    [{ event: "person.registered", subject_id: "person" }],
  );
});

test("a bug tells its reference and nothing of what was being written", async (t) => {
  const database = await freshDatabase(t);
  const nadia = await administrator(database);
  await database.sql("drop table role_grants");
  const problem = await nadia.accounts
    .grantRole({ name: "Secret Nom", email: "secret@demo.test", role: "juror" })
    .catch((error: Error) => error);
  assert.ok(problem instanceof Error);
  assert.match(problem.message, /^bug [0-9A-Z]{8}$/);
  assert.equal(problem.cause, undefined);
});
