import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { type AddressInfo, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Browser, type BrowserContextOptions, test as base, expect, type Page } from "@playwright/test";

export { expect } from "@playwright/test";

/** How far the demo's story is told before a journey begins; see db/demo/fill.ts. */
export type Stage = "birth" | "call" | "review" | "vote" | "results" | "paid";

export type Fund = {
  /** Where the site answers, without a final slash. */
  url: string;
  dataDir: string;
  /** Runs `quotepart …` on this fund's database; the server may be running. */
  quotepart(...args: string[]): { status: number; stdout: string; stderr: string };
};

const root = join(import.meta.dirname, "..", "..");
const node = join(root, "node_modules", ".bin", "node");

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** Fills a fund of its own up to `stage` (`real`: born without a demonstration) and serves it, for a journey that needs several; whoever opens it closes it. */
export async function openFund(stage: Stage | "real"): Promise<Fund & { close(): Promise<void> }> {
  const dataDir = mkdtempSync(join(tmpdir(), "quotepart-e2e-"));
  const port = await freePort();
  const env: NodeJS.ProcessEnv = {
    ...process.env,
    DATA_DIR: dataDir,
    PORT: String(port),
    NODE_ENV: "production",
    DATABASE_URL: "",
  };
  const quotepart: Fund["quotepart"] = (...args) => {
    const { status, stdout, stderr } = spawnSync(node, [join(root, "bin/quotepart.ts"), ...args], {
      cwd: root,
      env,
      encoding: "utf8",
    });
    return { status: status ?? 1, stdout, stderr };
  };
  const filled =
    stage === "real"
      ? quotepart("init", "--name", "Fonds de Beauvoir", "--admin", "maire@beauvoir.test")
      : quotepart("demo", "--until", stage);
  if (filled.status !== 0) throw new Error(`the fund was not filled: ${filled.stderr}${filled.stdout}`);
  const server = spawn(node, [join(root, "bin/serve.ts")], {
    cwd: root,
    env,
    stdio: ["ignore", "pipe", "pipe"],
  });
  let said = "";
  for (const stream of [server.stdout, server.stderr])
    stream.on("data", (chunk: Buffer) => {
      said += chunk.toString();
    });
  const url = `http://localhost:${port}`;
  await answering(`${url}/api/health`, server, () => said);
  return {
    url,
    dataDir,
    quotepart,
    async close() {
      const gone = new Promise((resolve) => server.once("exit", resolve));
      server.kill("SIGTERM");
      await gone;
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

async function answering(
  url: string,
  server: { exitCode: number | null },
  said: () => string,
): Promise<void> {
  const until = Date.now() + 60_000;
  while (Date.now() < until) {
    if (server.exitCode !== null) throw new Error(`the server stopped: ${said()}`);
    const answer = await fetch(url).catch(() => null);
    if (answer?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`the server does not answer: ${said()}`);
}

/** A test on a fund of its own, told up to `stage`; `test.use({ stage })` chooses. Pages open at its address. */
export const test = base.extend<{ baseURL: string }, { stage: Stage; fund: Fund }>({
  stage: ["birth", { scope: "worker", option: true }],
  fund: [
    async ({ stage }, use) => {
      const fund = await openFund(stage);
      await use(fund);
      await fund.close();
    },
    { scope: "worker", timeout: 120_000 },
  ],
  baseURL: async ({ fund }, use) => {
    await use(fund.url);
  },
});

/** A page in the window of a person (null: a visitor): their own session, nobody else's. */
export async function windowOf(
  browser: Browser,
  fund: Fund,
  name: string | null,
  options: BrowserContextOptions = {},
): Promise<Page> {
  const context = await browser.newContext({ baseURL: fund.url, locale: "fr-FR", ...options });
  const page = await context.newPage();
  if (name) await enterAs(page, name);
  return page;
}

/** Enters through the demo's door of that person. */
export async function enterAs(page: Page, name: string): Promise<void> {
  await page.goto("/demonstration");
  const door = page.getByRole("button", { name: `Entrer comme ${name}`, exact: true });
  if (!(await door.isVisible())) await page.getByText("Les autres collectifs").click();
  await door.click();
  await expect(page.getByRole("heading", { level: 1, name: `Bonjour ${name}` })).toBeVisible();
}

/** Moves the demo's calendar to that day, nine in the morning in Paris. */
export async function goToDay(page: Page, [day, month, year]: [string, string, string]): Promise<void> {
  await page.goto("/demonstration");
  const form = page.getByRole("group", { name: "Aller au" });
  await form.getByLabel("Jour").fill(day);
  await form.getByLabel("Mois").fill(month);
  await form.getByLabel("Année").fill(year);
  await page.getByRole("button", { name: "Changer de jour" }).click();
  await expect(page.getByText(`${Number(day)} `).first()).toBeVisible();
}

/** Fills the three boxes of a date by the words of its group. */
export async function fillDate(
  page: Page,
  group: string,
  day: string,
  month: string,
  year: string,
): Promise<void> {
  const boxes = page.getByRole("group", { name: group });
  await boxes.getByLabel("Jour").fill(day);
  await boxes.getByLabel("Mois").fill(month);
  await boxes.getByLabel("Année").fill(year);
}

/** An amount as the page shows it, in cents: `4 980,50 €` with whatever spaces. */
export function cents(text: string): number {
  const [, whole = "", decimals = ""] = /(-?[\d\s\u00a0\u202f]+)(?:,(\d{2}))?/.exec(text) ?? [];
  return Number(`${whole.replace(/\D/g, "")}${decimals.padEnd(2, "0")}`);
}
