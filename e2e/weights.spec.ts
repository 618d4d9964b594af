import type { Browser, BrowserContextOptions } from "@playwright/test";
import { expect, type Fund, openFund, test, windowOf } from "./support/fund.ts";
import { startFile } from "./support/hands.ts";

test.use({ stage: "vote" });

/** What the first visit to a page may weigh on the line, in kB as it is sent (gzip), and in requests. */
const LIMITS = { html: 30, css: 15, js: 155, font: 80, requests: 25, total: 280 };
/** Desks of those who work for the fund may carry more script. */
const DESK_LIMITS = { ...LIMITS, js: 230, total: 355 };

const PAGES: { path: string; person: string | null }[] = [
  ...[
    "/",
    "/ar",
    "/fonds",
    "/fonds/2026",
    "/initiatives",
    "/resultats",
    "/comptes",
    "/comptes/2026",
    "/journal",
    "/regles",
    "/regles/DOT-1",
    "/voter",
    "/voter/goutte-d-or",
    "/deposer",
    "/connexion",
    "/demonstration",
  ].map((path) => ({ path, person: null })),
  { path: "/administration", person: "Nadia Benali" },
  { path: "/instruction", person: "Thomas Leroy" },
  { path: "/jury", person: "Awa Traoré" },
  { path: "/tresorerie", person: "Karim Diallo" },
];

const KINDS: Record<string, keyof typeof LIMITS> = {
  Document: "html",
  Stylesheet: "css",
  Script: "js",
  Font: "font",
};

type State = BrowserContextOptions["storageState"];

/** Visits that address of the fund in a window where nothing of it is yet, and holds the visit to the limits. */
async function weigh(browser: Browser, fund: Fund, path: string, limits = LIMITS, storageState?: State) {
  const viewport = { width: 360, height: 800 };
  const context = await browser.newContext({ baseURL: fund.url, viewport, storageState });
  const page = await context.newPage();
  const network = await context.newCDPSession(page);
  await network.send("Network.enable");
  const kindOf = new Map<string, keyof typeof LIMITS>();
  const weight = { html: 0, css: 0, js: 0, font: 0, requests: 0, total: 0 };
  network.on("Network.responseReceived", ({ requestId, type }) => {
    kindOf.set(requestId, KINDS[type] ?? "total");
  });
  network.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
    const kind = kindOf.get(requestId) ?? "total";
    weight.requests += 1;
    weight.total += encodedDataLength / 1_000;
    if (kind !== "total") weight[kind] += encodedDataLength / 1_000;
  });
  const answer = await page.goto(path, { waitUntil: "networkidle" });
  expect(answer?.status()).toBe(200);
  expect(new URL(page.url()).pathname).toBe(path);
  const told = Object.entries(weight)
    .map(([name, amount]) => `${name} ${amount.toFixed(name === "requests" ? 0 : 1)}`)
    .join(", ");
  console.log(`${path}: ${told}`);
  for (const [name, most] of Object.entries(limits))
    expect.soft(weight[name as keyof typeof weight], `${path} ${name}: ${told}`).toBeLessThanOrEqual(most);
  expect(weight.html, "the page itself was weighed").toBeGreaterThan(1);
  await context.close();
}

for (const { path, person } of PAGES)
  test(`a first visit to ${path} is light`, async ({ browser, fund }) => {
    if (person === null) return weigh(browser, fund, path);
    const entered = await windowOf(browser, fund, person);
    const state = await entered.context().storageState();
    await entered.context().close();
    return weigh(browser, fund, path, DESK_LIMITS, state);
  });

test("a first visit to a question of the wizard is light", async ({ browser }) => {
  const fund = await openFund("call");
  const fatou = await windowOf(browser, fund, "Fatou Camara");
  const file = await startFile(fatou, "Les jardins");
  const state = await fatou.context().storageState();
  await weigh(browser, fund, `${file}/questions/title`, LIMITS, state);
  await weigh(browser, fund, `${file}/budget/ligne`, LIMITS, state);
  await fund.close();
});

test("a first visit to the results and to an explanation is light", async ({ browser }) => {
  const fund = await openFund("results");
  const visitor = await windowOf(browser, fund, null);
  await visitor.goto("/resultats/2026");
  const why = await visitor.locator('a[href^="/resultats/2026/2026-"]').first().getAttribute("href");
  await weigh(browser, fund, "/resultats/2026");
  await weigh(browser, fund, why ?? "");
  await fund.close();
});
