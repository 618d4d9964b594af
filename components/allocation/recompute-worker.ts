import { type Bundle, publishedResult } from "#server/allocation/published.ts";

/** What the browser found. `hash` is null where the browser computes none (a page that did not come over HTTPS). */
export type Recomputed = { isSame: boolean; hash: string | null; publishedHash: string; tookMs: number };

self.onmessage = async ({ data: bundle }: MessageEvent<Bundle>) => {
  const startedAt = performance.now();
  const result = publishedResult(bundle.pb, bundle.options);
  const tookMs = Math.round(performance.now() - startedAt);
  const found: Recomputed = {
    // The bytes decide; the hash is only for reading aloud.
    isSame: result === bundle.result,
    hash: await sha256InBrowser(result),
    publishedHash: bundle.resultHash,
    tookMs,
  };
  self.postMessage(found);
};

async function sha256InBrowser(text: string): Promise<string | null> {
  if (!globalThis.crypto.subtle) return null;
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
