import { serve } from "#server/http.ts";

await serve({
  port: Number(process.env.PORT ?? "3000"),
  // This machine only, unless told otherwise: a demo has open doors.
  hostname: process.env.HOST ?? "127.0.0.1",
  dev: process.argv.includes("--dev"),
  dir: process.cwd(),
});
