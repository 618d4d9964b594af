import AxeBuilder from "@axe-core/playwright";
import { type Browser, type Page, test } from "@playwright/test";
import { expect, type Fund, openFund, type Stage, windowOf } from "./support/fund.ts";
import { press, startFile } from "./support/hands.ts";
import { openBase, trySplit, typeCall, verifyBase } from "./support/opening.ts";
import { ROUTES, routeOf } from "./support/routes.ts";

/** A moment of the story and who looks round in it; `act` does first what opens more pages and answers their addresses. */
type Scene = {
  stage: Stage;
  visitors: { name: string | null; act?: (page: Page) => Promise<string[]> }[];
};

const SCENES: Scene[] = [
  {
    stage: "paid",
    visitors: [
      { name: null, act: async () => ["/connexion/code?adresse=voisine%40quartier.test"] },
      { name: "Fatou Camara" },
      { name: "Nadia Benali" },
      { name: "Hélène Marchand" },
      { name: "Karim Diallo" },
      { name: "Thomas Leroy" },
      { name: "Awa Traoré" },
    ],
  },
  { stage: "vote", visitors: [{ name: null }] },
  { stage: "results", visitors: [{ name: "Hélène Marchand" }] },
  {
    stage: "call",
    visitors: [{ name: "Fatou Camara", act: async (page) => [await startFile(page, "Les jardins")] }],
  },
  {
    stage: "birth",
    visitors: [
      { name: "Nadia Benali", act: after(openBase) },
      { name: "Hélène Marchand", act: after(verifyBase) },
      { name: "Nadia Benali", act: prepareCall },
    ],
  },
  { stage: "review", visitors: [{ name: "Awa Traoré", act: readFirstFile }] },
];

/** Pages that no link leads to before an act of which the story tells; it visits them. */
const AFTER_AN_ACT = [
  "/collectif/dossiers/[initiativeId]/reponses",
  "/instruction/[initiativeId]/admettre",
  "/instruction/[initiativeId]/demander",
  "/instruction/[initiativeId]/refuser",
];

const addressOf = (page: Page) => page.url().slice(new URL(page.url()).origin.length);

/** An act that leads to no address of its own. */
function after(act: (page: Page) => Promise<void>) {
  return async (page: Page): Promise<string[]> => {
    await act(page);
    return [];
  };
}

/** From the verified base to the last page before the call opens. */
async function prepareCall(page: Page): Promise<string[]> {
  await page.goto("/administration/dotation");
  await page.getByLabel("Dotation").fill("72 054 961,05");
  await press(page, "Fixer la dotation");
  await trySplit(page);
  const preview = addressOf(page);
  await press(page, "Adopter ces enveloppes");
  await typeCall(page);
  return [preview, addressOf(page)];
}

async function readFirstFile(page: Page): Promise<string[]> {
  await page.goto("/jury");
  await page.getByRole("link", { name: "Le jardin du pied de l’immeuble" }).click();
  await page.getByLabel("Non, aucun lien").check();
  await press(page, "Répondre");
  await page.getByLabel("Mes raisons").fill("Un vrai besoin.");
  await press(page, "Enregistrer, puis relire avant de verrouiller");
  await page.waitForURL(/\/verrouiller/);
  return [addressOf(page)];
}

type Visit = { pattern: string; path: string };

/** The one public page that shows members their own files. */
const OWN_FILES = "/deposer";

/** The addresses that the links of a page lead to, without language. */
function linksOf(html: string, fund: Fund): string[] {
  const hrefs = [...html.matchAll(/<a\b[^>]*?\shref="([^"#]+)/g)].map(([, href = ""]) =>
    href.replaceAll("&amp;", "&"),
  );
  return hrefs
    .map((href) => new URL(href, fund.url))
    .filter(({ origin, pathname }) => origin === fund.url && !/^\/(en|ar)(\/|$)/.test(pathname))
    .map(({ pathname, search }) => pathname + search);
}

/**
 * Follows every link from the home page and from the person's account, and finds one address of each page not yet known.
 * Public pages are the same for everybody: whoever is signed in does not walk through them again, but for «Déposer».
 */
async function explore(
  page: Page,
  fund: Fund,
  { known, isVisitor, more }: { known: Set<string>; isVisitor: boolean; more: string[] },
): Promise<Visit[]> {
  const queue = ["/", "/compte", "/connexion", OWN_FILES, ...more];
  const seen = new Set(queue);
  const walked = new Set<string>();
  const found: Visit[] = [];
  for (let path = queue.shift(); path !== undefined; path = queue.shift()) {
    const route = routeOf(path.replace(/\?.*$/, ""));
    if (!route || walked.has(route.pattern)) continue;
    if (known.has(route.pattern) && route.isPublic && !isVisitor && route.pattern !== OWN_FILES) continue;
    const answer = await page.request.get(path, { maxRedirects: 0 });
    if (answer.status() !== 200 || !answer.headers()["content-type"]?.startsWith("text/html")) continue;
    walked.add(route.pattern);
    if (!known.has(route.pattern)) found.push({ pattern: route.pattern, path });
    known.add(route.pattern);
    for (const link of linksOf(await answer.text(), fund)) {
      if (seen.has(link)) continue;
      seen.add(link);
      queue.push(link);
    }
  }
  return found;
}

/** What must hold on the page as it stands, at that width. */
async function inspect(page: Page, where: string): Promise<void> {
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect.soft(overflow, `${where} scrolls sideways`).toBeLessThanOrEqual(0);
  const { violations } = await new AxeBuilder({ page })
    .setLegacyMode(true)
    .withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"])
    .options({ resultTypes: ["violations"] })
    .analyze();
  const said = violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 200)).join(" | ")}`,
  );
  expect.soft(said, where).toEqual([]);
}

const LANGUAGES = [
  { prefix: "", dir: "ltr", widths: [1280, 320] },
  { prefix: "/ar", dir: "rtl", widths: [360] },
  { prefix: "/en", dir: "ltr", widths: [360] },
];

/** One load a language, one look a width; answers the French title. */
async function visit(page: Page, fund: Fund, { pattern, path }: Visit): Promise<string> {
  const complaints: string[] = [];
  page.on("request", (request) => {
    const { origin, protocol } = new URL(request.url());
    if (origin !== fund.url && protocol.startsWith("http")) complaints.push(`asks ${request.url()}`);
  });
  page.on("console", (message) => {
    if (message.type() === "error") complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(error.message));
  let title = "";
  for (const { prefix, dir, widths } of LANGUAGES)
    for (const width of widths) {
      const where = `${prefix}${pattern} at ${width} px`;
      await page.setViewportSize({ width, height: 800 });
      if (width === widths[0]) {
        const answer = await page.goto(path === "/" && prefix !== "" ? prefix : `${prefix}${path}`);
        expect.soft(answer?.status(), where).toBe(200);
        await expect.soft(page.locator("html"), where).toHaveAttribute("dir", dir);
        await expect.soft(page.locator("h1"), where).toHaveCount(1);
        if (prefix === "") title = await page.title();
      }
      await inspect(page, where);
    }
  expect.soft(complaints, `${pattern} complains`).toEqual([]);
  page.removeAllListeners();
  return title;
}

/** The same page in a window that runs no script. */
async function visitPlainly(page: Page, { pattern, path }: Visit): Promise<void> {
  const answer = await page.goto(path);
  expect.soft(answer?.status(), `${pattern} without script`).toBe(200);
  await expect.soft(page.locator("h1"), pattern).toHaveCount(1);
  await expect.soft(page.getByRole("main"), pattern).toBeVisible();
}

async function plainWindow(browser: Browser, fund: Fund, page: Page): Promise<Page> {
  const storageState = await page.context().storageState();
  const context = await browser.newContext({ baseURL: fund.url, javaScriptEnabled: false, storageState });
  return context.newPage();
}

test("every page, for whoever may see it, is whole and accessible in each language and without script", async ({
  browser,
}) => {
  test.setTimeout(900_000);
  const known = new Set<string>();
  const titles = new Map<string, string>();
  for (const { stage, visitors } of SCENES) {
    const fund = await openFund(stage);
    try {
      for (const { name, act } of visitors)
        await test.step(`${name ?? "A visitor"}, on “${stage}”`, async () => {
          const page = await windowOf(browser, fund, name);
          const plain = await plainWindow(browser, fund, page);
          const more = act ? await act(page) : [];
          for (const found of await explore(page, fund, { known, isVisitor: name === null, more })) {
            const title = await visit(page, fund, found);
            await visitPlainly(plain, found);
            expect.soft(titles.get(title), `${found.pattern} and another page: ${title}`).toBeUndefined();
            titles.set(title, found.pattern);
          }
          await plain.context().close();
          await page.context().close();
        });
    } finally {
      await fund.close();
    }
  }
  const missed = ROUTES.map(({ pattern }) => pattern).filter((pattern) => !known.has(pattern));
  expect(missed, "pages that no link leads to").toEqual(AFTER_AN_ACT);
});
