import { database } from "#db/database.ts";

export const dynamic = "force-dynamic";

/** «ok» only when the database answers and the settings that durability rests on hold. */
export async function GET(): Promise<Response> {
  try {
    const { engine, problems } = await (await database()).check();
    if (problems.length > 0) return Response.json({ status: "failing", engine, problems }, { status: 503 });
    return Response.json({ status: "ok", engine }, { headers: { "Cache-Control": "no-store" } });
  } catch {
    // What went wrong is for the log of whoever runs the fund; outside it is enough to know that nothing can be written.
    return Response.json({ status: "failing" }, { status: 503 });
  }
}
