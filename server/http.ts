import { createServer, get, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { gzip } from "node:zlib";
import { splitLocale, withLocale } from "#messages/locales.ts";
import { type Held, hold, type Render, STALE_HEADER } from "./hold.ts";
import { outagePage } from "./outage.ts";
import {
  changes,
  type Page,
  putTogether,
  putTogetherZipped,
  Shelf,
  type Template,
  takeApart,
} from "./page-cache.ts";
import { nonceOf, randomToken, SEED_HEADER } from "./page-headers.ts";
import { introduce } from "./reader.ts";

/** What a request must carry to get the same page as everybody: nothing that names a person, and no half page for a script. */
const PERSONAL_HEADERS = ["cookie", "authorization", "rsc", "next-action"];
/** All that a shared page may depend on besides its address, so that no header of one reader can colour it for the others. */
const SHARED_HEADERS = ["host", "x-forwarded-proto"];
/** Machinery between proxy.ts and this file, and the length of the body as it was. */
const INTERNAL_HEADERS = [SEED_HEADER, "x-middleware-rewrite", "content-length"];
const LARGEST_SHARED_PAGE = 1_000_000;

/** `headers` are names and values in turn, all but the policy. */
type Shared = { headers: string[]; policy: string; nonce: string; template: Template };

/**
 * - `ttlMs`: how long an anonymous page may be given again, at most; `pagesChanged()` ends it at once;
 * - `capacity`: how many pages are kept;
 * - `closed`: whether to answer that we will be back;
 * - `missing`: the whole page that says «not found» to this reader.
 */
export type SiteOptions = {
  ttlMs?: number;
  capacity?: number;
  now?: () => number;
  closed?: () => boolean;
  missing?: (request: IncomingMessage) => Promise<Page | null>;
};

/**
 * What stands between the network and the renderer. Pages are held until they are whole: anonymous ones are rendered once for all
 * who ask within moments, each copy with its own nonce; broken ones are replaced by words; all are compressed.
 * Files and programs' interfaces (`/_next/`, `/api/`) pass untouched.
 */
export function site(
  render: Render,
  { ttlMs = 3_000, capacity = 300, now = Date.now, closed = () => false, missing }: SiteOptions = {},
): (request: IncomingMessage, response: ServerResponse) => Promise<void> {
  const shelf = new Shelf<Shared>(ttlMs, capacity, now);
  const rendering = new Map<string, { seen: number; outcome: Promise<Shared | "alone" | "again"> }>();

  /**
   * When a page decides that something is not found, Next leaves the words to its script, and a reader without script sees nothing.
   * Asked for an address that no page has, it writes them whole: those are sent instead.
   */
  async function worded(page: Page, request: IncomingMessage): Promise<Page> {
    if (page.status !== 404 || page.body.includes("<main")) return mended(page, request);
    return (await missing?.(request)) ?? mended(page, request);
  }

  /** The page for one reader only. */
  async function alone(request: IncomingMessage, response: ServerResponse): Promise<Held> {
    const zips = takesGzip(request);
    // Next would compress what we still have to read.
    delete request.headers["accept-encoding"];
    const held = await hold(render, request, response);
    if (held === "failed") await send(response, outagePage("error", request.url ?? "/", null), zips);
    else if (typeof held === "object") await send(response, await worded(held, request), zips);
    return held;
  }

  async function shared(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const key = [request.url, ...SHARED_HEADERS.map((name) => request.headers[name] ?? "")].join("\n");
    const kept = shelf.get(key);
    if (kept) return sendCopy(response, kept, takesGzip(request));

    const running = rendering.get(key);
    // A render begun before the last change may not show it.
    if (running && running.seen === changes()) {
      const outcome = await running.outcome;
      if (outcome === "again") return shared(request, response);
      if (outcome === "alone") return void (await alone(request, response));
      return sendCopy(response, outcome, takesGzip(request));
    }

    const seen = changes();
    const { promise, resolve } = Promise.withResolvers<Shared | "alone" | "again">();
    const mine = { seen, outcome: promise };
    rendering.set(key, mine);
    let outcome: Shared | "alone" | "again" = "alone";
    try {
      const zips = takesGzip(request);
      const all = request.headers;
      // Named, because Next would put the title at the end of the page for a browser that does not say who it is.
      request.headers = { accept: "text/html", "user-agent": "everybody" };
      for (const name of SHARED_HEADERS) {
        if (all[name] !== undefined) request.headers[name] = all[name];
      }
      const held = await hold(render, request, response);
      if (held === "gone") outcome = "again";
      else if (held === "failed") await send(response, outagePage("error", request.url ?? "/", null), zips);
      else if (held !== "sent") {
        const copy = sharedFrom(held);
        if (copy) {
          outcome = copy;
          shelf.set(key, copy, seen);
          sendCopy(response, copy, zips);
        } else await send(response, await worded(held, request), zips);
      }
    } finally {
      if (rendering.get(key) === mine) rendering.delete(key);
      resolve(outcome);
    }
  }

  return async (request, response) => {
    const path = request.url ?? "/";
    try {
      if (path.startsWith("/_next/") || path.startsWith("/api/")) await render(request, response);
      else if (closed()) {
        await send(response, outagePage("maintenance", path, null), takesGzip(request));
      } else if (
        request.method === "GET" &&
        PERSONAL_HEADERS.every((name) => request.headers[name] === undefined)
      ) {
        await shared(request, response);
      } else if ((request.method === "GET" || request.method === "POST") && !wantsHalfPage(request)) {
        await alone(request, response);
      } else await render(request, response);
    } catch (error) {
      console.error(error);
      response.destroy();
    }
  };
}

/** Whether Next's script asks for the data of a page instead of the page. */
function wantsHalfPage({ headers }: IncomingMessage): boolean {
  return headers.rsc !== undefined || headers["next-action"] !== undefined;
}

function takesGzip({ headers }: IncomingMessage): boolean {
  return /\bgzip\b(?!\s*;\s*q=0(\.0*)?(,|$))/.test(String(headers["accept-encoding"] ?? ""));
}

/** The page as something to share; null when it may not be: not a plain success, or made for somebody. */
function sharedFrom({ status, headers, body }: Page): Shared | null {
  const policy = headers["content-security-policy"];
  const nonce = typeof policy === "string" ? nonceOf(policy) : null;
  if (status !== 200 || headers["set-cookie"] || headers["content-encoding"]) return null;
  if (body.length > LARGEST_SHARED_PAGE || typeof policy !== "string" || nonce === null) return null;
  const seed = headers[SEED_HEADER];
  const tokens = typeof seed === "string" ? [nonce, seed] : [nonce];
  const { "content-security-policy": _, ...rest } = outgoing(headers);
  return {
    headers: Object.entries(rest).flatMap(([name, value]) =>
      [value].flat().flatMap((each) => [name, String(each)]),
    ),
    policy,
    nonce,
    template: takeApart(body, tokens),
  };
}

function sendCopy(response: ServerResponse, page: Shared, zips: boolean): void {
  const fresh = [randomToken(), randomToken()] as const;
  for (const name of response.getHeaderNames()) response.removeHeader(name);
  const headers = [...page.headers, "content-security-policy", page.policy.replaceAll(page.nonce, fresh[0])];
  if (zips) {
    const body = putTogetherZipped(page.template, fresh);
    response.writeHead(200, [...headers, "content-encoding", "gzip", "content-length", String(body.length)]);
    response.end(body);
  } else {
    const body = putTogether(page.template, fresh);
    response.writeHead(200, [...headers, "content-length", String(body.length)]);
    response.end(body, "latin1");
  }
}

/** Replaces a broken page by words, and says in the title of a form that came back that something is wrong. */
function mended(page: Page, request: IncomingMessage): Page {
  if (page.status >= 500) {
    const text = page.body.toString();
    return outagePage("error", request.url ?? "/", /"?digest\\?"?:\\?"?(\d+)/.exec(text)?.[1] ?? null);
  }
  if (page.headers[STALE_HEADER]) return outagePage("stale", request.url ?? "/", null);
  if (request.method !== "POST") return page;
  const text = page.body.toString();
  const prefix = /\bdata-title-prefix="([^"]*)"/.exec(text)?.[1];
  if (prefix === undefined) return page;
  return { ...page, body: Buffer.from(text.replace("<title>", () => `<title>${prefix}`)) };
}

async function send(response: ServerResponse, page: Page, zips: boolean): Promise<void> {
  if (response.headersSent || response.destroyed) return;
  const zip = zips && page.body.length > 1_000 && page.headers["content-encoding"] === undefined;
  const body = zip
    ? await new Promise<Buffer>((resolve, reject) =>
        gzip(page.body, (error, zipped) => (error ? reject(error) : resolve(zipped))),
      )
    : page.body;
  for (const name of response.getHeaderNames()) response.removeHeader(name);
  const headers = outgoing(page.headers);
  if (zip) headers["content-encoding"] = "gzip";
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  response.statusCode = page.status;
  response.end(body);
}

/** The headers of a page as they leave: without what is ours alone or will change, and with what its body depends on. */
function outgoing(headers: Page["headers"]): Page["headers"] {
  const kept = { ...headers };
  for (const name of INTERNAL_HEADERS) delete kept[name];
  const vary = String(kept.vary ?? "");
  if (!/accept-encoding/i.test(vary))
    kept.vary = vary === "" ? "Accept-Encoding" : `${vary}, Accept-Encoding`;
  return kept;
}

/** `onClose` runs once no request is left, before the process ends: what else must be put away in order. */
export type ServeOptions = {
  port: number;
  hostname?: string;
  dev?: boolean;
  dir?: string;
  onClose?: () => Promise<void>;
};

/** The page that this site answers, to this reader, for an address that it does not have; null when it does not answer. */
function askOurselves(
  hostname: string,
  port: number,
  { url, headers }: IncomingMessage,
): Promise<Page | null> {
  const [path = "/"] = (url ?? "/").split("?");
  const { host, cookie } = headers;
  const asked = {
    host: hostname === "0.0.0.0" || hostname === "::" ? "localhost" : hostname,
    port,
    path: withLocale(splitLocale(path).locale, "/introuvable"),
    headers: { accept: "text/html", ...(host && { host }), ...(cookie && { cookie }) },
  };
  return new Promise((resolve) => {
    get(asked, async (answer) => {
      const body = Buffer.concat(await answer.toArray());
      resolve({ status: 404, headers: answer.headers as Page["headers"], body });
    }).on("error", () => resolve(null));
  });
}

/**
 * Serves the site until SIGTERM or SIGINT; answers once it is ready. Before that, and while `QUOTEPART_MAINTENANCE` is set, readers
 * are told that we will be back. On this machine only, unless `HOST` (or `hostname`) says otherwise.
 */
export async function serve({
  port,
  hostname = process.env.HOST || "127.0.0.1",
  dev = false,
  dir = ".",
  onClose,
}: ServeOptions): Promise<Server> {
  Object.assign(process.env, { NODE_ENV: process.env.NODE_ENV ?? (dev ? "development" : "production") });
  let render: Render | null = null;
  const notYet: Render = (_, response) => response.writeHead(503, { "retry-after": "2" }).end();
  const answer = site((request, response) => (render ?? notYet)(request, response), {
    closed: () => render === null || Boolean(process.env.QUOTEPART_MAINTENANCE),
    missing: (request) => askOurselves(hostname, port, request),
  });
  const server = createServer((request, response) => {
    introduce(request);
    void (dev && render ? render(request, response) : answer(request, response));
  });
  await new Promise<void>((resolve, reject) => server.once("error", reject).listen(port, hostname, resolve));

  const { default: next } = await import("next");
  // Next calls this machine "localhost" whatever it is told; by another name it would take its own rewrites for another site's.
  const app = next({ dev, dir, hostname: "localhost", port });
  await app.prepare();
  render = app.getRequestHandler();
  if (dev) server.on("upgrade", app.getUpgradeHandler());

  const close = async () => {
    // Those being answered are answered; after ten seconds nobody waits any more.
    const late = setTimeout(() => server.closeAllConnections(), 10_000);
    server.closeIdleConnections();
    await new Promise((resolve) => server.close(resolve));
    clearTimeout(late);
    await onClose?.();
    await app.close();
    process.exit(0);
  };
  process.once("SIGTERM", close);
  process.once("SIGINT", close);
  return server;
}
