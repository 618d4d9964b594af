import { TRPCError } from "@trpc/server";
import { api } from "#server/context.ts";

/** The statement that the demo's bank would send today, as a file to import. Whoever is not the demo's treasurer finds nothing. */
export async function GET(): Promise<Response> {
  try {
    const { name, xml } = await (await api()).treasury.demoStatement();
    return new Response(xml, {
      headers: {
        "Content-Type": "application/xml; charset=utf-8",
        "Content-Disposition": `attachment; filename="${name}.xml"`,
        "Cache-Control": "no-store",
      },
    });
  } catch (problem) {
    if (problem instanceof TRPCError && problem.code !== "INTERNAL_SERVER_ERROR")
      return new Response(null, { status: 404 });
    throw problem;
  }
}
