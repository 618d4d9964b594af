import { createHash } from "node:crypto";

export { canonicalJson, type Json } from "./json.ts";

/** SHA-256 in lower-case hexadecimal. */
export function sha256(data: string | Uint8Array): string {
  return createHash("sha256").update(data).digest("hex");
}
