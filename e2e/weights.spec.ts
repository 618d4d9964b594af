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
