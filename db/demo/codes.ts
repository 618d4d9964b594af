import { createHash } from "node:crypto";
import { makeCode } from "#server/voting/codes.ts";

/** The code in a resident's letter: always the same in the demo, where nobody's vote is at stake. */
export function demoCode(residentName: string): string {
  return makeCode(createHash("sha256").update(`quotepart demo ${residentName}`).digest().subarray(0, 10));
}
