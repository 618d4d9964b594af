import { api } from "#server/context.ts";

/** The newest signed head of the journal, as a C2SP checkpoint: what a visitor keeps to confront the fund with later. */
export async function GET() {
  const caller = await api();
  const { head } = await caller.transparency.journal({});
  if (!head) return new Response("", { status: 404 });
  return new Response(head.note, {
    headers: {
      "Content-Type": "text/plain; charset=utf-8",
      "Content-Disposition": `attachment; filename="tete-${head.size}.txt"`,
    },
  });
}
