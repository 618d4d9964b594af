<<<<<<< HEAD
import { expect, test } from "./support/fund.ts";

test.use({ stage: "paid" });

/** What the first visit to a page may weigh on the line, in kB as it is sent (gzip), and in requests. */
const LIMITS = { html: 30, css: 15, js: 155, font: 80, requests: 25, total: 280 };
/** Arabic brings a third face beside the two of its numbers and names. */
const limitsOf = (path: string) => (path === "/ar" ? { ...LIMITS, font: 105, total: 300 } : LIMITS);

const PAGES = [
  "/",
  "/ar",
  "/fonds",
  "/fonds/2026",
  "/initiatives",
  "/resultats",
  "/comptes",
  "/journal",
  "/regles",
  "/regles/DOT-1",
  "/voter",
  "/deposer",
  "/connexion",
  "/demonstration",
];

const KINDS: Record<string, keyof typeof LIMITS> = {
  Document: "html",
  Stylesheet: "css",
  Script: "js",
  Font: "font",
};

test("a first visit to any public page is light", async ({ browser, fund }) => {
  for (const path of PAGES) {
    const context = await browser.newContext({ viewport: { width: 360, height: 800 } });
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
    await page.goto(`${fund.url}${path}`, { waitUntil: "networkidle" });
    const told = Object.entries(weight)
      .map(([name, amount]) => `${name} ${amount.toFixed(name === "requests" ? 0 : 1)}`)
      .join(", ");
    console.log(`${path}: ${told}`);
    for (const [name, most] of Object.entries(limitsOf(path)))
      expect.soft(weight[name as keyof typeof weight], `${path} ${name}: ${told}`).toBeLessThanOrEqual(most);
    await context.close();
  }
});
=======
import { gzipSync } from "node:zlib";
import { expect, test, windowOf } from "./support/fund.ts";

test.use({ stage: "vote" });

/** What the first visit to a page may weigh, in bytes of gzip. */
const MOST = { document: 30_000, stylesheet: 15_000, script: 155_000, font: 80_000 };
const MOST_STAFF = { ...MOST, script: 230_000 };
const MOST_REQUESTS = 25;
const MOST_IN_ALL = 280_000;

type Kind = keyof typeof MOST;
const isKind = (kind: string): kind is Kind => kind in MOST;

const PUBLIC = [
  "/",
  "/fonds/2026",
  "/initiatives",
  "/resultats",
  "/comptes/2026",
  "/voter/goutte-d-or",
  "/deposer",
  "/journal",
  "/regles",
  "/ar",
];
const STAFF = ["/administration", "/instruction", "/jury", "/tresorerie"];

const WHO: Record<string, string> = {
  "/administration": "Nadia Benali",
  "/instruction": "Thomas Leroy",
  "/jury": "Awa Traoré",
  "/tresorerie": "Karim Diallo",
};

for (const path of [...PUBLIC, ...STAFF])
  test(`the first visit to ${path} is light`, async ({ browser, fund }) => {
    const person = WHO[path] ?? null;
    const entered = await windowOf(browser, fund, person);
    // A window that has been nowhere yet, with the session only: nothing is in its cache.
    const storageState = await entered.context().storageState();
    const page = await (await browser.newContext({ baseURL: fund.url, storageState })).newPage();
    const weights = { document: 0, stylesheet: 0, script: 0, font: 0 };
    const bodies: Promise<void>[] = [];
    let requests = 0;
    page.on("requestfinished", (request) => {
      requests += 1;
      const kind = request.resourceType();
      if (!isKind(kind)) return;
      const weigh = async () => {
        const body = await (await request.response())?.body();
        weights[kind] += kind === "font" ? (body?.length ?? 0) : gzipSync(body ?? "").length;
      };
      bodies.push(weigh());
    });
    await page.goto(path, { waitUntil: "networkidle" });
    await Promise.all(bodies);
    const most = person === null ? MOST : MOST_STAFF;
    for (const kind of Object.keys(most) as Kind[])
      expect.soft(weights[kind], `${kind} of ${path}`).toBeLessThanOrEqual(most[kind]);
    const total = Object.values(weights).reduce((sum, bytes) => sum + bytes, 0);
    test
      .info()
      .annotations.push({ type: "bytes", description: JSON.stringify({ ...weights, total, requests }) });
    if (person === null) expect.soft(total, `all of ${path}`).toBeLessThanOrEqual(MOST_IN_ALL);
    expect.soft(requests, `requests of ${path}`).toBeLessThanOrEqual(MOST_REQUESTS);
    expect(weights.document).toBeGreaterThan(1_000);
    await page.context().close();
    await entered.context().close();
  });
>>>>>>> e2e
