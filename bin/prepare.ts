import { database } from "#db/database.ts";
import { fillDemo } from "#db/demo/fill.ts";
import { findFundIdentity } from "#server/accounts/store.ts";

/** Migrates the database and, when it is new, fills it with the demo fund. A fund born with `quotepart init` is left alone. */
const store = await database();
await store.migrate();
if ((await findFundIdentity(store.read)) === null) {
  console.log("Base neuve : création du fonds de démonstration…");
  await fillDemo(store);
}
await store.close();
