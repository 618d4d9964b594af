import { database } from "#db/database.ts";
import { whenClosing } from "#server/closing.ts";
import { loadLogIdentity } from "#server/journal/checkpoint.ts";
import { mailSettings, mailTransport, startOutbox } from "#server/journal/outbox.ts";
import { startSealer } from "#server/journal/sealer.ts";

const dataDir = process.env.DATA_DIR ?? "data";

/** What goes on behind the pages: the tables are brought up to date, the journal is sealed, the mail leaves. */
export async function startHouse(): Promise<void> {
  const store = await database();
  await store.migrate();
  const sealer = startSealer(store, loadLogIdentity(dataDir));
  const outbox = startOutbox(store, mailTransport(mailSettings(dataDir)));
  whenClosing(async () => {
    await Promise.all([sealer.stop(), outbox.stop()]);
    await store.close();
  });
}
