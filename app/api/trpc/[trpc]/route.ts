import { fetchRequestHandler } from "@trpc/server/adapters/fetch";
import { requestContext } from "#server/context.ts";
import { appRouter } from "#server/router.ts";

export const dynamic = "force-dynamic";

/** The one transport. Changes come by POST in JSON from our own pages only: a form of another site cannot send that. */
async function handle(request: Request): Promise<Response> {
  if (request.method === "POST" && !fromOurPages(request))
    return Response.json({ error: "forbidden origin" }, { status: 403 });
  const context = await requestContext();
  return fetchRequestHandler({
    endpoint: "/api/trpc",
    req: request,
    router: appRouter,
    createContext: () => ({ ...context, idempotencyKey: request.headers.get("idempotency-key") }),
  });
}

function fromOurPages(request: Request): boolean {
  const origin = request.headers.get("origin");
  const site = request.headers.get("sec-fetch-site");
  if (!request.headers.get("content-type")?.startsWith("application/json")) return false;
  if (site !== null && site !== "same-origin") return false;
  return origin === null || (URL.canParse(origin) && new URL(origin).host === request.headers.get("host"));
}

export { handle as GET, handle as POST };
