import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import next from "next";

export type ServeOptions = { port: number; hostname?: string; dev?: boolean; dir?: string };

/** Starts the site and answers once it listens. */
export async function serve({
  port,
  hostname = process.env.HOST ?? "127.0.0.1",
  dev = false,
  dir = ".",
}: ServeOptions): Promise<Server> {
  // Next calls this machine "localhost" whatever it is told; given another name it would take its own rewrites for another site's.
  const app = next({ dev, dir, hostname: "localhost", port });
  await app.prepare();
  const handle = app.getRequestHandler();
  const server = createServer(
    (request: IncomingMessage, response: ServerResponse) => void handle(request, response),
  );
  if (dev) server.on("upgrade", app.getUpgradeHandler());
  await new Promise<void>((resolve, reject) => server.once("error", reject).listen(port, hostname, resolve));
  return server;
}
