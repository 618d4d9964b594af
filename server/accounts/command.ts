import { parseArgs } from "node:util";
import { database } from "#db/database.ts";
import { EVENTS } from "#server/events.ts";
import { commit } from "#server/journal/commit.ts";
import { civilDateOf } from "#server/kernel/dates.ts";
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
  if (!name.success || !email.success) {
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
    const now = Date.now();
    const context = { events: EVENTS, actor: null, command: null, now };
    await commit(db, { ...context, event: "fund.born" }, async (tx) => {
      await store.insertFundIdentity(tx, { name: name.data, bornAs: "real", bornAt: now });
      return {
        subjectId: "fund",
        editionId: null,
        public: { name: name.data, bornAs: "real" as const },
        answer: null,
      };
    });
    await commit(db, { ...context, event: "role.granted" }, async (tx) => {
      const personId = await store.insertPerson(tx, {
        name: options["admin-name"] ?? "",
        email: email.data,
        at: now,
      });
      const id = await store.insertRoleGrant(tx, {
        personId,
        role: "administrator",
        territoryId: null,
        startsOn: civilDateOf(now),
      });
      return {
        subjectId: id,
        editionId: null,
        public: { role: "administrator" as const, territory: null },
        sealed: { personId },
        answer: null,
      };
    });
    console.log(
      `Le fonds « ${name.data} » est né. ${email.data} peut entrer par /connexion et l’administre.`,
    );
    return 0;
  } finally {
    await db.close();
  }
}
