import { TRPCError } from "@trpc/server";

/** A file to download, or 404 when there is nothing of that year. */
export async function csvAnswer(name: string, write: () => Promise<string>): Promise<Response> {
  try {
    return new Response(await write(), {
      headers: {
        "Content-Type": "text/csv; charset=utf-8",
        "Content-Disposition": `attachment; filename="${name}"`,
      },
    });
  } catch (problem) {
    if (problem instanceof TRPCError && problem.code === "NOT_FOUND")
      return new Response(null, { status: 404 });
    throw problem;
  }
}
