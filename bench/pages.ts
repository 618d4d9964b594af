/**
 * Answers per second of the built site over a bare node http server that sends the same bytes, in one run on one machine: the
 * home page as everybody gets it (kept, each copy with its own nonce), the same page rendered for one reader, and `/api/health`.
 */
import { type ChildProcess, fork, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { type AddressInfo, connect, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { gunzipSync, gzipSync } from "node:zlib";
import { build, environment, node, root } from "../bin/house.mjs";

/** `ratio` is the bare server's rate over the site's: how many times dearer the answer is. */
export type PageRow = {
  name: string;
  perSecond: number;
  barePerSecond: number;
  ratio: number;
  bytes: number;
};

const CLIENTS = 16;
const BARE = join(import.meta.dirname, "bare-server.ts");

/** What is asked, and whether it is asked as a browser that takes gzip, and by somebody known. */
const QUESTIONS = [
  { name: "page, kept", path: "/", headers: "" },
  { name: "page, kept, gzip", path: "/", headers: "accept-encoding: gzip\r\n" },
  { name: "page, for one reader", path: "/", headers: "cookie: somebody=1\r\n" },
  { name: "JSON, /api/health", path: "/api/health", headers: "" },
] as const;

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}

/** Whether the bytes are one whole answer: nothing is asked before the last answer is whole, so it ends where they end. */
function isWhole(bytes: Buffer): boolean {
  const head = bytes.indexOf("\r\n\r\n");
  if (head < 0) return false;
  const length = /^content-length: *(\d+)/im.exec(bytes.toString("latin1", 0, head))?.[1];
  return length === undefined
    ? bytes.subarray(-7).equals(Buffer.from("\r\n0\r\n\r\n"))
    : bytes.length >= head + 4 + Number(length);
}

/** One connection that asks again as soon as it was answered, until `until`; how often it was, each answer with status 200. */
async function askAgain(port: number, request: string, until: number): Promise<number> {
  const socket = connect(port, "127.0.0.1").setNoDelay();
  let answers = 0;
  let bytes: Buffer = Buffer.alloc(0);
  socket.write(request);
  for await (const chunk of socket as AsyncIterable<Buffer>) {
    bytes = bytes.length === 0 ? chunk : Buffer.concat([bytes, chunk]);
    if (!isWhole(bytes)) continue;
    if (!bytes.subarray(0, 12).equals(Buffer.from("HTTP/1.1 200")))
      throw new Error(bytes.toString("latin1", 0, 200));
    answers++;
    bytes = Buffer.alloc(0);
    if (performance.now() >= until) break;
    socket.write(request);
  }
  socket.destroy();
  return answers;
}

/** Answers per second that sixteen connections get together in `ms`. */
async function rateOf(port: number, path: string, headers: string, ms: number): Promise<number> {
  const request = `GET ${path} HTTP/1.1\r\nhost: localhost:${port}\r\n${headers}\r\n`;
  const start = performance.now();
  const counts = await Promise.all(
    Array.from({ length: CLIENTS }, () => askAgain(port, request, start + ms)),
  );
  return counts.reduce((sum, count) => sum + count, 0) / ((performance.now() - start) / 1_000);
}

const median = (values: readonly number[]) =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, "exit");
  child.kill("SIGTERM");
  await gone;
}

async function answering(url: string, server: ChildProcess): Promise<void> {
  for (const until = Date.now() + 60_000; Date.now() < until; await sleep(100)) {
    if (server.exitCode !== null) throw new Error("the site stopped before it answered");
    if ((await fetch(url).catch(() => null))?.ok) return;
  }
  throw new Error(`nothing answers at ${url}`);
}

/** Medians over rounds that take turns between the two servers; both listen on this machine only. */
export async function benchPages({ rounds = 3, ms = 1_500 } = {}): Promise<PageRow[]> {
  const started = environment();
  build({ ...started, NODE_ENV: "production" });
  const folder = mkdtempSync(join(tmpdir(), "quotepart-bench-"));
  const env: NodeJS.ProcessEnv = {
    ...started,
    DATA_DIR: folder,
    DATABASE_URL: "",
    NODE_ENV: "production",
    HOST: "127.0.0.1",
    PORT: String(await freePort()),
    // The temporary folder may be held in memory; nothing here is to be kept.
    QUOTEPART_MAY_LOSE_DATA: "1",
  };
  const children: ChildProcess[] = [];
  try {
    const filled = spawnSync(node, [join(root, "bin/quotepart.ts"), "demo", "--until", "paid"], {
      cwd: root,
      env,
      encoding: "utf8",
    });
    if (filled.status !== 0) throw new Error(`the demo fund was not filled: ${filled.stderr}`);
    const site = spawn(node, [join(root, "bin/serve.ts")], { cwd: root, env, stdio: "ignore" });
    children.push(site);
    const port = Number(env.PORT);
    const address = `http://127.0.0.1:${port}`;
    await answering(`${address}/api/health`, site);

    const rows: PageRow[] = [];
    for (const { name, path, headers } of QUESTIONS) {
      const zips = headers.includes("gzip");
      const answer = await fetch(address + path, {
        headers: { "accept-encoding": zips ? "gzip" : "identity" },
      });
      const body = Buffer.from(await answer.arrayBuffer());
      const sent = zips ? gzipSync(body) : body;
      if (zips && !gunzipSync(sent).equals(body)) throw new Error("gzip does not give back the page");
      const bare = fork(BARE, [answer.headers.get("content-type") ?? "", zips ? "gzip" : ""], {
        execPath: node,
        serialization: "advanced",
      });
      children.push(bare);
      bare.send(sent);
      const [barePort] = (await once(bare, "message")) as [number];
      const ours: number[] = [];
      const theirs: number[] = [];
      await rateOf(port, path, headers, ms);
      await rateOf(barePort, path, headers, ms);
      for (let round = 0; round < rounds; round++) {
        ours.push(await rateOf(port, path, headers, ms));
        theirs.push(await rateOf(barePort, path, headers, ms));
      }
      await stop(bare);
      const perSecond = median(ours);
      const barePerSecond = median(theirs);
      rows.push({ name, perSecond, barePerSecond, ratio: barePerSecond / perSecond, bytes: sent.length });
    }
    return rows;
  } finally {
    await Promise.all(children.map(stop));
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The table as it is printed: name, bytes of the body, answers per second of the site and of the bare server, how many times dearer. */
export function printPages(rows: readonly PageRow[]): void {
  for (const { name, bytes, perSecond, barePerSecond, ratio } of rows)
    console.log(
      `${name.padEnd(24)} ${String(bytes).padStart(7)} B ${perSecond.toFixed(0).padStart(7)}/s, bare ${barePerSecond.toFixed(0).padStart(7)}/s, × ${ratio.toFixed(2)}`,
    );
}

if (import.meta.main) printPages(await benchPages());
