import { closeHouse } from "#server/closing.ts";
import { serve } from "#server/http.ts";

const port = Number(process.env.PORT || "3000");
// This machine only, unless told otherwise: a demo has open doors.
const hostname = process.env.HOST || "127.0.0.1";

await serve({ port, hostname, dev: process.argv.includes("--dev"), dir: process.cwd(), onClose: closeHouse });
console.log(`\nLe fonds est ouvert : http://${hostname === "127.0.0.1" ? "localhost" : hostname}:${port}\n`);
