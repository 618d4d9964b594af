import { TRPCError } from "@trpc/server";
import { api } from "#server/context.ts";

type Params = { params: Promise<{ edition: string; file: string }> };

/** The published data of a part: `<part>.pb` is the election as it was run, `<part>.json` everything needed to run it again. */
export async function GET(_: Request, { params }: Params): Promise<Response> {
  const { edition, file } = await params;
  const [, part = "", ending = ""] = /^(.+)\.(pb|json)$/.exec(file) ?? [];
  try {
    const bundle = await (await api()).allocation.bundle({ edition, part });
    const isPb = ending === "pb";
    return new Response(isPb ? bundle.pb : JSON.stringify(bundle), {
      headers: {
        "Content-Type": isPb ? "text/plain; charset=utf-8" : "application/json; charset=utf-8",
        "Content-Disposition": `attachment; filename="${encodeURIComponent(`${edition}-${part}.${ending}`)}"`,
        ETag: `"${isPb ? bundle.inputHash : bundle.resultHash}"`,
        "Cache-Control": "public, max-age=60",
      },
    });
  } catch (problem) {
    if (problem instanceof TRPCError && (problem.code === "NOT_FOUND" || problem.code === "BAD_REQUEST"))
      return new Response(null, { status: 404 });
    throw problem;
  }
}
