import { mkdir, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { and, asc, desc, eq, inArray, lte, or } from "drizzle-orm";
import nodemailer from "nodemailer";
import type { Database, Reader } from "#db/database.ts";
import { loggable } from "#db/errors.ts";
import { outbox } from "#db/schema/journal.ts";

/** A message on its way; its id names it to the reader's mail server too, which may drop what it was already given. */
export type Outgoing = { id: string; to: string; subject: string; text: string };

/** Takes a message out of the house; fails when it could not. */
export type Transport = {
  send(message: Outgoing): Promise<void>;
  close(): void;
  /** The text stays readable here anyway (a folder of the house), so the outbox keeps it too: the demo shows it. */
  keepsText?: boolean;
};

/** While a worker holds a message, no other takes it; after that it is taken to have died. */
const LEASE_MS = 5 * 60_000;
const BATCH = 20;
/** With the pauses below, a message is given up after about fifteen hours. */
const MOST_ATTEMPTS = 8;
const LONGEST_PAUSE_MS = 6 * 3_600_000;

/** Ten seconds after the first failure, four times longer after each, and not all at the same moment. */
function pauseMs(attempts: number): number {
  return Math.min(LONGEST_PAUSE_MS, 10_000 * 4 ** (attempts - 1)) * (1 + Math.random() / 4);
}

type MailSettings = { smtpUrl?: string; from: string; folder: string };

/** How mail leaves, from `SMTP_URL` and `MAIL_FROM`; without them it is written to `mail/` in the data directory. */
export function mailSettings(
  dataDir: string,
  { SMTP_URL: smtpUrl, MAIL_FROM: from }: Record<string, string | undefined> = process.env,
): MailSettings {
  return {
    smtpUrl: smtpUrl || undefined,
    from: from || "Quote-part <ne-pas-repondre@localhost>",
    folder: join(dataDir, "mail"),
  };
}

/** Sends by SMTP, or writes one `.eml` file per message where no SMTP is set. */
export function mailTransport({ smtpUrl, from, folder }: MailSettings): Transport {
  const host = /@([^>\s]+)>?\s*$/.exec(from)?.[1] ?? "localhost";
  const options = (message: Outgoing) => ({
    from,
    // As an object, the address is one address: a comma in it does not add a reader.
    to: { name: "", address: message.to },
    subject: message.subject,
    text: message.text,
    messageId: `<${message.id}@${host}>`,
    // So that nobody's absence message answers a machine.
    headers: { "Auto-Submitted": "auto-generated" },
  });
  if (smtpUrl) {
    const timeouts = { connectionTimeout: 20_000, greetingTimeout: 20_000, socketTimeout: 60_000 };
    const smtp = nodemailer.createTransport({ url: smtpUrl, pool: true, ...timeouts } as { url: string });
    return {
      async send(message) {
        await smtp.sendMail(options(message));
      },
      close: () => smtp.close(),
    };
  }
  const composer = nodemailer.createTransport({ streamTransport: true, buffer: true });
  return {
    async send(message) {
      const { message: written } = await composer.sendMail(options(message));
      await mkdir(folder, { recursive: true });
      // A reader of the folder never meets half a message.
      await writeFile(join(folder, `${message.id}.part`), written as Buffer);
      await rename(join(folder, `${message.id}.part`), join(folder, `${message.id}.eml`));
    },
    close: () => composer.close(),
    keepsText: true,
  };
}

/**
 * Sends what is due, each message at least once: a worker that dies between sending and noting it leaves the message to be
 * sent again under the same Message-ID. Answers how many left.
 */
export async function sendDue(database: Database, transport: Transport, now = Date.now()): Promise<number> {
  const due = await database.read
    .select({ id: outbox.id })
    .from(outbox)
    .where(lte(outbox.dueAt, now))
    .orderBy(asc(outbox.dueAt))
    .limit(BATCH);
  if (due.length === 0) return 0;
  const taken = await take(
    database,
    due.map(({ id }) => id),
    now,
  );
  const sent = await Promise.all(taken.map((message) => sendOne(database, transport, message, now)));
  return sent.filter((left) => left).length;
}

type Taken = typeof outbox.$inferSelect;

/** Leases those of the messages that nobody took meanwhile. */
function take(database: Database, ids: Taken["id"][], now: number): Promise<Taken[]> {
  return database.write(async (tx) => {
    const free = await tx
      .select()
      .from(outbox)
      .where(and(inArray(outbox.id, ids), lte(outbox.dueAt, now)));
    for (const { id, attempts } of free)
      await tx
        .update(outbox)
        .set({ dueAt: now + LEASE_MS, attempts: attempts + 1 })
        .where(eq(outbox.id, id));
    return free.map((message) => ({ ...message, attempts: message.attempts + 1 }));
  });
}

async function sendOne(
  database: Database,
  transport: Transport,
  message: Taken,
  now: number,
): Promise<boolean> {
  const { id, to, subject, text, attempts } = message;
  try {
    await transport.send({ id, to, subject, text: text ?? "" });
  } catch (error) {
    await noteFailure(database, id, attempts, error, now);
    return false;
  }
  // The text may hold a code or a name; once it has left there is no reason to keep it.
  await database.write(async (tx) => {
    await tx
      .update(outbox)
      .set({ dueAt: null, sentAt: now, problem: null, ...(transport.keepsText ? {} : { text: null }) })
      .where(eq(outbox.id, id));
  });
  return true;
}

/** Tries again later, or gives up when the mail server says never or after the last attempt. */
async function noteFailure(
  database: Database,
  id: Taken["id"],
  attempts: number,
  error: unknown,
  now: number,
) {
  const { responseCode, message } = error as { responseCode?: number; message?: string };
  const isFinal = (responseCode ?? 0) >= 500 || attempts >= MOST_ATTEMPTS;
  const problem = String(message ?? error).slice(0, 500);
  const next = isFinal
    ? { dueAt: null, failedAt: now, text: null }
    : { dueAt: now + Math.ceil(pauseMs(attempts)) };
  await database.write(async (tx) => {
    // Only while the lease is ours: whoever took the message after us knows better.
    await tx
      .update(outbox)
      .set({ ...next, problem })
      .where(and(eq(outbox.id, id), eq(outbox.attempts, attempts)));
  });
}

/** How long the fund can still answer "was it sent, and when?"; after that a line about somebody has no reason to be. */
const KEPT_FOR_MS = 30 * 24 * 3_600_000;

/** Forgets the messages that left, or were given up, thirty days ago. */
export async function forgetOld(database: Database, now = Date.now()): Promise<void> {
  const before = now - KEPT_FOR_MS;
  await database.write(async (tx) => {
    await tx.delete(outbox).where(or(lte(outbox.sentAt, before), lte(outbox.failedAt, before)));
  });
}

/** Sends what is due every `everyMs`, until stopped; `stop` waits for the messages on their way. */
export function startOutbox(
  database: Database,
  transport: Transport,
  everyMs = 1_000,
): { stop: () => Promise<void> } {
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  let turn: Promise<void> = Promise.resolve();
  let forgotAt = 0;
  const work = async () => {
    if (Date.now() - forgotAt > 3_600_000) {
      forgotAt = Date.now();
      await forgetOld(database);
    }
    return sendDue(database, transport);
  };
  const next = () => {
    turn = work()
      .catch((error) => {
        console.error(`the outbox could not be emptied: ${loggable(error)}`);
        return 0;
      })
      .then((sent) => {
        // A full batch means that more is waiting.
        if (!stopped) timer = setTimeout(next, sent === BATCH ? 0 : everyMs).unref();
      });
  };
  next();
  return {
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await turn;
      transport.close();
    },
  };
}

/** The latest messages, sent or not, newest first: what the demo shows in place of a mail box. */
export async function listMessages(reader: Reader, limit: number) {
  return reader
    .select({
      id: outbox.id,
      to: outbox.to,
      subject: outbox.subject,
      text: outbox.text,
      createdAt: outbox.createdAt,
    })
    .from(outbox)
    .orderBy(desc(outbox.createdAt), asc(outbox.id))
    .limit(limit);
}
