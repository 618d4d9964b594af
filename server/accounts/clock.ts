import type { Reader } from "#db/database.ts";
import { findFundIdentity } from "./store.ts";

/** The instant by the fund's calendar, in milliseconds: the real one, or the demo's. For acts that no procedure stands behind. */
export async function fundNow(read: Reader): Promise<number> {
  return Date.now() + ((await findFundIdentity(read))?.clockOffsetMs ?? 0);
}
