import { database } from "#db/database.ts";
import { loadLogIdentity } from "#server/journal/checkpoint.ts";
import { mailSettings, mailTransport, startOutbox } from "#server/journal/outbox.ts";
import { startSealer } from "#server/journal/sealer.ts";

const dataDir = process.env.DATA_DIR ?? "data";

/** What goes on behind the pages: the tables are brought up to date, the journal is sealed, the mail leaves. */
export async function startHouse(): Promise<void> {
  const store = await database();
  await store.migrate();
  startSealer(store, loadLogIdentity(dataDir));
  startOutbox(store, mailTransport(mailSettings(dataDir)));
}
