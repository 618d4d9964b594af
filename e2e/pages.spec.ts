import AxeBuilder from "@axe-core/playwright";
import type { Browser, BrowserContext, Page } from "@playwright/test";
import { enterAs, expect, type Fund, test } from "./support/fund.ts";
import { ROUTES, routeOf } from "./support/routes.ts";

test.use({ stage: "paid" });

const PERSONAS = [
  null,
  "Fatou Camara",
  "Nadia Benali",
  "Hélène Marchand",
  "Karim Diallo",
  "Thomas Leroy",
  "Awa Traoré",
] as const;

/** Pages that no link leads to: they come after an act, and the story visits them. */
const AFTER_AN_ACT: string[] = [];

type Visit = { pattern: string; path: string; persona: string | null };

/** Follows every link from the home page and from the person's account, and keeps one address a page. */
async function explore(page: Page, fund: Fund, persona: string | null, known: Map<string, Visit>) {
  const queue = ["/", "/compte", "/demonstration", "/connexion"];
  const seen = new Set(queue);
  while (queue.length > 0) {
    const path = queue.shift() ?? "/";
    const route = routeOf(path);
    if (!route || known.has(route.pattern)) continue;
    const answer = await page.goto(path, { waitUntil: "domcontentloaded" });
    if (answer?.status() !== 200 || new URL(page.url()).pathname !== path) continue;
    known.set(route.pattern, { pattern: route.pattern, path, persona });
    const links = await page
      .locator("a[href]")
      .evaluateAll((all) => all.map((a) => (a as HTMLAnchorElement).href));
    for (const link of links) {
      const url = new URL(link);
      if (url.origin !== fund.url || /^\/(en|ar)(\/|$)/.test(url.pathname) || seen.has(url.pathname))
        continue;
      seen.add(url.pathname);
      queue.push(url.pathname);
    }
  }
}

/** What must hold on every page, in every language and width. */
async function inspect(page: Page, fund: Fund, visit: Visit, locale: string, width: number) {
  const where = `${locale} ${visit.pattern} at ${width} px`;
  const foreign: string[] = [];
  const complaints: string[] = [];
  page.on("request", (request) => {
    const { origin, protocol } = new URL(request.url());
    if (origin !== fund.url && protocol !== "data:" && protocol !== "blob:") foreign.push(request.url());
  });
  page.on("console", (message) => {
    if (message.type() === "error") complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(error.message));
  await page.setViewportSize({ width, height: 800 });
  const prefix = locale === "fr" ? "" : `/${locale}`;
  const answer = await page.goto(visit.path === "/" ? prefix || "/" : `${prefix}${visit.path}`);
  expect(answer?.status(), where).toBe(200);
  await expect(page.locator("html"), where).toHaveAttribute("dir", locale === "ar" ? "rtl" : "ltr");
  await expect(page.locator("h1"), where).toHaveCount(1);
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect(overflow, `${where} scrolls sideways`).toBeLessThanOrEqual(0);
  const { violations } = await new AxeBuilder({ page })
    .withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"])
    .analyze();
  expect(
    violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(" | ")}`),
    where,
  ).toEqual([]);
  expect(foreign, `${where} asks other hosts`).toEqual([]);
  expect(complaints, `${where} complains`).toEqual([]);
  page.removeAllListeners();
}

async function sessions(browser: Browser, fund: Fund): Promise<Map<string | null, BrowserContext>> {
  const contexts = new Map<string | null, BrowserContext>();
  for (const persona of PERSONAS) {
    const context = await browser.newContext({ baseURL: fund.url, locale: "fr-FR" });
    if (persona) {
      const page = await context.newPage();
      await enterAs(page, persona);
      await page.close();
    }
    contexts.set(persona, context);
  }
  return contexts;
}

test("every page, for whoever may see it, in each language, is whole, readable and accessible", async ({
  browser,
  fund,
}) => {
  test.setTimeout(900_000);
  const contexts = await sessions(browser, fund);
  const known = new Map<string, Visit>();
  for (const [persona, context] of contexts) {
    const page = await context.newPage();
    await explore(page, fund, persona, known);
    await page.close();
  }
  const missed = ROUTES.map(({ pattern }) => pattern).filter(
    (pattern) => !known.has(pattern) && !AFTER_AN_ACT.includes(pattern),
  );
  expect.soft(missed, "pages that no link leads to").toEqual([]);

  const titles = new Map<string, string>();
  for (const visit of known.values()) {
    const page = await contexts.get(visit.persona)?.newPage();
    if (!page) throw new Error("no session");
    await test.step(visit.pattern, async () => {
      for (const [locale, width] of [
        ["fr", 320],
        ["fr", 1280],
        ["ar", 360],
        ["en", 360],
      ] as const)
        await inspect(page, fund, visit, locale, width);
    });
    await page.goto(visit.path);
    const title = await page.title();
    expect.soft(titles.get(title), `${visit.pattern} has the title of another page`).toBeUndefined();
    titles.set(title, visit.pattern);
    await page.close();
  }
  for (const context of contexts.values()) await context.close();
});

test("every page is whole without script", async ({ browser, fund }) => {
  test.setTimeout(300_000);
  const contexts = await sessions(browser, fund);
  const known = new Map<string, Visit>();
  for (const [persona, context] of contexts) {
    const state = await context.storageState();
    const plain = await browser.newContext({
      baseURL: fund.url,
      javaScriptEnabled: false,
      storageState: state,
    });
    const page = await plain.newPage();
    const before = known.size;
    await explore(page, fund, persona, known);
    for (const visit of [...known.values()].slice(before)) {
      const answer = await page.goto(visit.path);
      expect.soft(answer?.status(), visit.pattern).toBe(200);
      await expect.soft(page.locator("h1"), visit.pattern).toHaveCount(1);
      await expect.soft(page.getByRole("contentinfo"), visit.pattern).toBeVisible();
    }
    await plain.close();
  }
  expect(known.size).toBeGreaterThan(30);
  for (const context of contexts.values()) await context.close();
});
