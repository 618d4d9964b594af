import { api } from "#server/context.ts";

/** The manifest as the very bytes that its hash is taken of: `sha256sum` of what is downloaded is the hash on every page. */
export async function GET(): Promise<Response> {
  const caller = await api();
  const { poll } = await caller.voting.current();
  if (!poll) return new Response(null, { status: 404 });
  const { text } = await caller.voting.manifest({ pollId: poll.id });
  return new Response(text, { headers: { "Content-Type": "application/json; charset=utf-8" } });
}
