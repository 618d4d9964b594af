import { parseArgs } from "node:util";
import { database } from "#db/database.ts";
import { findFundIdentity } from "#server/accounts/store.ts";
import { fillDemo, STAGES, type Stage } from "./fill.ts";

/** `quotepart demo [--until birth|call|review|vote|results|paid]`: fills an empty database with the demo fund. */
export async function demoCommand(args: string[]): Promise<number> {
  let values: { until?: string };
  try {
    values = parseArgs({ args, options: { until: { type: "string", default: "vote" } } }).values;
  } catch (problem) {
    console.error(problem instanceof Error ? problem.message : String(problem));
    return 2;
  }
  const until = STAGES.find((stage) => stage === values.until);
  if (!until) {
    console.error(`--until attend l’une de ces étapes : ${STAGES.join(", ")}.`);
    return 2;
  }
  return fillNew(until);
}

async function fillNew(until: Stage): Promise<number> {
  const db = await database();
  try {
    await db.migrate();
    if (await findFundIdentity(db.read)) {
      console.error(
        "Cette base contient déjà un fonds : la démonstration ne s’écrit que dans une base neuve.",
      );
      return 1;
    }
    await fillDemo(db, until);
    console.log(`Le fonds de démonstration est prêt, raconté jusqu’à « ${until} ».`);
    return 0;
  } finally {
    await db.close();
  }
}
