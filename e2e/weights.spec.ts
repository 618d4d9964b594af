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
