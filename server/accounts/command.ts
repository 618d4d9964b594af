import { parseArgs } from "node:util";
import { database } from "#db/database.ts";
import { giveBirth } from "./birth.ts";
import { Email, PersonName } from "./model.ts";
import * as store from "./store.ts";

/**
 * `quotepart init --name NAME --admin ADDRESS [--admin-name NAME]`: gives birth to a real fund, with its first
 * administrator and no demonstration door. Refused when the database holds a fund already.
 */
export async function initCommand(args: string[]): Promise<number> {
  let options: { name?: string; admin?: string; "admin-name"?: string };
  try {
    options = parseArgs({
      args,
      options: { name: { type: "string" }, admin: { type: "string" }, "admin-name": { type: "string" } },
    }).values;
  } catch (problem) {
    console.error(problem instanceof Error ? problem.message : String(problem));
    return 2;
  }
  const name = PersonName.safeParse(options.name);
  const email = Email.safeParse(options.admin);
  // Without a name, the address says who it is until the person says better.
  const adminName = PersonName.safeParse(options["admin-name"] ?? options.admin);
  if (!name.success || !email.success || !adminName.success) {
    console.error(
      'Usage : npx quotepart init --name "Fonds de …" --admin prenom@exemple.fr [--admin-name "Prénom Nom"]',
    );
    return 2;
  }
  const db = await database();
  await db.migrate();
  try {
    if (await store.findFundIdentity(db.read)) {
      console.error(
        "Cette base contient déjà un fonds. Donnez DATA_DIR ou DATABASE_URL pour en ouvrir un autre.",
      );
      return 1;
    }
    const administrator = { name: adminName.data, email: email.data };
    await giveBirth(db, { name: name.data, bornAs: "real", administrator, now: Date.now() });
    console.log(
      `Le fonds « ${name.data} » est né. ${email.data} peut entrer par /connexion et l’administre.`,
    );
    return 0;
  } finally {
    await db.close();
  }
}
