import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** The yardstick of bench/pages.ts: a node http server that answers every request with the bytes it was given, and does nothing else. */
const [contentType = "", encoding = ""] = process.argv.slice(2);

process.once("message", (body: Uint8Array) => {
  const headers = {
    "content-type": contentType,
    "content-length": body.byteLength,
    ...(encoding === "" ? {} : { "content-encoding": encoding }),
  };
  const server = createServer((_, response) => void response.writeHead(200, headers).end(body));
  server.listen(0, "127.0.0.1", () => process.send?.((server.address() as AddressInfo).port));
});
