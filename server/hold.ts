import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from "node:http";
import type { Page } from "./page-cache.ts";

/** How Next says that a form names an action it no longer has: the page was opened before an update. */
export const STALE_HEADER = "x-nextjs-action-not-found";

/** Whatever answers a request: Next in the product, a small function in the tests. */
export type Render = (request: IncomingMessage, response: ServerResponse) => unknown;

/**
 * - a page: the whole of it, not yet sent;
 * - "sent": it was no page (a file, a redirect) and went straight to the reader;
 * - "gone": the reader left before the end;
 * - "failed": the renderer threw before it answered.
 */
export type Held = Page | "sent" | "gone" | "failed";

/**
 * Lets `render` answer but keeps pages back, so that they can be copied, corrected or replaced before they leave. Pages of this
 * product are whole before their first byte in any case. After it, `response` is as if nobody had touched it.
 */
export function hold(render: Render, request: IncomingMessage, response: ServerResponse): Promise<Held> {
  const { write, end, writeHead, flushHeaders } = response;
  const chunks: Buffer[] = [];
  let deciding = true;

  return new Promise((resolve) => {
    const settle = (held: Held) => {
      response.off("close", left);
      Object.assign(response, { write, end, writeHead, flushHeaders });
      resolve(held);
    };
    const left = () => settle("gone");
    /** Whether this answer is a page; anything else is let through from its first byte on. */
    const isPage = (): boolean => {
      if (!deciding) return true;
      deciding = false;
      const type = String(response.getHeader("content-type") ?? "");
      if (type.startsWith("text/html") || response.statusCode >= 500 || response.hasHeader(STALE_HEADER))
        return true;
      settle("sent");
      return false;
    };
    const keep = (chunk: unknown, encoding?: unknown) => {
      if (typeof chunk === "string")
        chunks.push(Buffer.from(chunk, typeof encoding === "string" ? (encoding as BufferEncoding) : "utf8"));
      else if (chunk instanceof Uint8Array) chunks.push(Buffer.from(chunk));
    };
    const callBack = (rest: unknown[]) => {
      const done = rest.find((argument) => typeof argument === "function");
      if (typeof done === "function") queueMicrotask(() => done());
    };

    response.writeHead = ((status: number, ...rest: unknown[]) => {
      response.statusCode = status;
      const headers = rest.find((argument) => typeof argument === "object" && argument !== null);
      for (const [name, value] of Object.entries((headers ?? {}) as OutgoingHttpHeaders)) {
        if (value !== undefined) response.setHeader(name, value);
      }
      return response;
    }) as typeof writeHead;
    response.flushHeaders = () => {};
    response.write = ((chunk: unknown, ...rest: unknown[]) => {
      if (!isPage()) return Reflect.apply(write, response, [chunk, ...rest]);
      keep(chunk, rest[0]);
      callBack(rest);
      return true;
    }) as typeof write;
    response.end = ((...rest: unknown[]) => {
      if (!isPage()) return Reflect.apply(end, response, rest);
      keep(rest[0], rest[1]);
      const headers: Page["headers"] = {};
      for (const [name, value] of Object.entries(response.getHeaders())) {
        if (value !== undefined) headers[name] = value;
      }
      settle({ status: response.statusCode, headers, body: Buffer.concat(chunks) });
      return response;
    }) as typeof end;

    response.once("close", left);
    Promise.resolve()
      .then(() => render(request, response))
      .catch((error) => {
        console.error(error);
        if (deciding) settle("failed");
        else response.destroy();
      });
  });
}
