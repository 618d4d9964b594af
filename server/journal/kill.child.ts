/** Commits without end on the database it is told, and writes the id of each act once it is acknowledged; kill.test.ts kills it. */
import { writeSync } from "node:fs";
import { openDatabase } from "#db/database.ts";
import { outbox } from "#db/schema/journal.ts";
import { sha256 } from "#server/kernel/hash.ts";
import { newId } from "#server/kernel/ids.ts";
import { commit } from "./commit.ts";
import { defineEvents } from "./events.ts";

const [url, dataDir] = [process.env.DATABASE_URL || undefined, process.argv[2]];
const db = await openDatabase({ url, dataDir });
const events = defineEvents({ "pair.written": { public: {} } });

async function client() {
  for (;;) {
    const id = newId("out");
    const command = { key: id, bodyHash: sha256(id) };
    await commit(db, { events, event: "pair.written", actor: null, command, now: Date.now() }, async (tx) => {
      // Two rows that make sense only together.
      await tx.insert(outbox).values({ id, to: "left", subject: id, createdAt: 0 });
      await tx.insert(outbox).values({ id: newId("out"), to: "right", subject: id, createdAt: 0 });
      return { subjectId: id, editionId: "edi_1", public: {}, answer: id };
    });
    // At once and whole, unlike a stream, which would die with what it holds.
    writeSync(1, `${id}\n`);
    await new Promise(setImmediate);
  }
}
await Promise.all(Array.from({ length: 8 }, client));
