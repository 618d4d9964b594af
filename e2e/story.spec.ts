import type { Browser, BrowserContextOptions, Page } from "@playwright/test";
import { demoStatement } from "../db/demo/statement.ts";
import { IDEAS, type Idea } from "../db/demo/story.ts";
import { cents, enterAs, expect, fillDate, type Fund, goToDay, test } from "./support/fund.ts";

/**
 * One whole edition, told by the people who make it: from the finance law to a tranche that a bank line proves paid.
 * Each person has a window of their own; every chapter leans on the one before.
 */
test.use({ stage: "birth" });
test.describe.configure({ mode: "serial" });

const [garden, radio, , , , , , , shop] = IDEAS as [Idea, Idea, Idea, Idea, Idea, Idea, Idea, Idea, Idea];

/** The window of a person: their own session, nobody else's. */
async function windowOf(
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

const main = (page: Page) => page.getByRole("main");
const alert = (page: Page) => main(page).getByRole("alert");
const press = (page: Page, name: string | RegExp) => main(page).getByRole("button", { name }).click();

/** The public equation of the accounts: every part in cents, read from the page. */
async function accounts(page: Page): Promise<Record<string, number>> {
  await page.goto("/comptes/2026");
  const foot = page.getByRole("table", { name: "Enveloppe par enveloppe" }).getByRole("row").last();
  const [endowment, available, committed, ordered, paid] = (await foot.getByRole("cell").allTextContents()).map(cents);
  const parts = { endowment, available, committed, ordered, paid } as Record<string, number>;
  expect(parts.endowment, "endowment = available + committed + ordered + paid").toBe(
    (parts.available ?? 0) + (parts.committed ?? 0) + (parts.ordered ?? 0) + (parts.paid ?? 0),
  );
  return parts;
}

test("1. Nadia takes the fund from the finance law to an open call", async ({ browser, fund }) => {
  const nadia = await windowOf(browser, fund, "Nadia Benali");
  await goToDay(nadia, ["23", "2", "2026"]);
  await nadia.goto("/administration");
  await main(nadia).getByRole("link", { name: "Ouvrir la base de référence" }).click();
  await nadia.getByLabel(/^2026/).check();
  await press(nadia, "Ouvrir cette base");
  await expect(main(nadia).getByText("La base 2026 est ouverte.")).toBeVisible();

  // A second person compares each line with its source; whoever entered it cannot.
  const helene = await windowOf(browser, fund, "Hélène Marchand");
  await helene.goto("/administration/verification");
  for (const box of await helene.getByRole("checkbox").all()) await box.check();
  await press(helene, "Ces lignes sont exactes");
  await expect(main(helene).getByText("Toutes les lignes sont vérifiées.")).toBeVisible();

  await nadia.goto("/fonds/2026");
  const base = nadia.getByRole("table", { name: /Base de référence 2026/ });
  expect(cents((await base.getByRole("row").last().getByRole("cell").last().textContent()) ?? "")).toBe(
    1_441_099_221_00,
  );

  await nadia.goto("/administration/dotation");
  // 4.99 % of the base.
  await nadia.getByLabel("Dotation").fill("71 910 851,13");
  await press(nadia, "Fixer la dotation");
  await expect(alert(nadia)).toContainText("72 054 961,05");
  await expect(nadia.getByLabel("Dotation")).toHaveValue("71 910 851,13");
  await nadia.getByLabel("Dotation").fill("72 054 961,05");
  await press(nadia, "Fixer la dotation");
  await expect(alert(nadia)).toHaveCount(0);

  await nadia.goto("/administration/enveloppes");
  await nadia.getByLabel("Fonctionnement").fill("1 500 000");
  await nadia.getByLabel("Territoires ouverts cette année").fill("25 000");
  await nadia.getByLabel("À parts égales").check();
  await press(nadia, "Calculer sans adopter");
  await expect(main(nadia)).toContainText("Rien n’est encore adopté.");
  const shares = nadia.getByRole("table", { name: /Partage de/ });
  await expect(shares.getByRole("row", { name: /Croix Blanche/ })).toContainText("8333,34".replace("8", "8\u202f"));
  await press(nadia, "Adopter ces enveloppes");

  await nadia.goto("/administration/appel");
  const moments = [
    ["Ouverture des dépôts", "2", "3", "2026", "9:00"],
    ["Fin des dépôts", "12", "4", "2026", "20:00"],
    ["Fin de l’instruction et du jury", "24", "5", "2026", "20:00"],
    ["Ouverture du vote", "1", "6", "2026", "9:00"],
    ["Fin du vote", "14", "6", "2026", "20:00"],
  ] as const;
  for (const [moment, day, month, year, hour] of moments) {
    await fillDate(nadia, moment, day, month, year);
    await nadia.getByLabel(new RegExp(`Heure : ${moment}`, "i")).fill(hour);
  }
  await nadia.getByLabel("Plafond par initiative").fill("8 000");
  await nadia.getByLabel(/Part du coût payée par le fonds/).fill("90");
  await nadia.getByLabel(/Personnes dans un collectif/).fill("2");
  await nadia.getByLabel(/Choix par bulletin/).fill("2");
  await press(nadia, "Relire avant d’ouvrir");
  await main(nadia).getByLabel(/J’ai relu/).check();
  await press(nadia, "Ouvrir l’appel");
  await expect(main(nadia)).toContainText("L’appel est ouvert");

  const opened = await accounts(nadia);
  expect(opened).toEqual({
    endowment: 72_054_961_05,
    available: 72_054_961_05,
    committed: 0,
    ordered: 0,
    paid: 0,
  });
});

/** Writes a whole file and goes to its last page; the budget is the idea's. */
async function writeFile(page: Page, idea: Idea): Promise<void> {
  await page.goto("/collectif/nouveau");
  await page.getByLabel("Comment s’appelle votre collectif ?").fill(idea.collective);
  const place = { "goutte-d-or": "Goutte d’Or", "croix-blanche": "Croix Blanche", europe: "Europe" }[idea.territory];
  await page.getByLabel(place).check();
  await press(page, "Créer le collectif");
}

test("2. Fatou and Mehdi write their file, without script for her, and send it", async ({ browser, fund }) => {
  const fatou = await windowOf(browser, fund, garden.referent.name, { javaScriptEnabled: false });
  await goToDay(fatou, ["5", "3", "2026"]);
  await writeFile(fatou, garden);
});
