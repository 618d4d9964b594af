import type { Browser, Page } from "@playwright/test";
import { enterAs, expect, type Fund, test } from "./support/fund.ts";

test.use({ stage: "review" });

async function windowOf(browser: Browser, fund: Fund, name: string, options = {}): Promise<Page> {
  const page = await (await browser.newContext({ baseURL: fund.url, ...options })).newPage();
  await enterAs(page, name);
  return page;
}

const TITLE = "Le jardin du pied de l’immeuble";

/** Opens the file of that title and answers the question that stands before it. */
async function declare(page: Page, title: string, interest: string): Promise<void> {
  await page.goto("/jury");
  await page.getByRole("link", { name: title }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Avez-vous un lien avec ce dossier ?");
  await expect(page.getByText("Le dossier", { exact: true })).toBeHidden();
  await page.getByLabel(interest).check();
  await page.getByRole("button", { name: "Répondre" }).click();
}

/** Marks every criterion, writes the reasons and locks. */
async function scoreAndLock(page: Page, mark: number, reasons: string): Promise<void> {
  const grid = page.getByRole("group").filter({ has: page.getByLabel("Je ne sais pas") });
  for (const criterion of await grid.all()) await criterion.getByRole("radio").nth(mark).check();
  await page.getByLabel("Mes raisons").fill(reasons);
  await page.getByRole("button", { name: "Enregistrer, puis relire" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Relire et verrouiller ma note");
  await page.getByLabel("J’ai relu").check();
  await page.getByRole("button", { name: "Verrouiller ma note" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Ma note est verrouillée");
}

test("three jurors: one is recused, two score blind and see each other once locked", async ({
  browser,
  fund,
}) => {
  const awa = await windowOf(browser, fund, "Awa Traoré", { javaScriptEnabled: false });
  await declare(awa, TITLE, "Oui : je suis voisine ou voisin direct");
  await expect(awa.locator(".notice").first()).toContainText("n’est plus sur votre liste");
  await expect(awa.getByRole("link", { name: TITLE })).toHaveCount(0);

  const julien = await windowOf(browser, fund, "Julien Petit");
  await declare(julien, TITLE, "Non, aucun lien");
  const address = julien.url();
  expect((await awa.goto(address))?.status()).toBe(404);

  // Half a review does not lock, and says what is missing.
  await julien.getByLabel("Mes raisons").fill("À compléter.");
  await julien.getByRole("button", { name: "Enregistrer, puis relire" }).click();
  await julien.getByLabel("J’ai relu").check();
  await julien.getByRole("button", { name: "Verrouiller ma note" }).click();
  await expect(julien.getByText("critères à noter")).toBeVisible();
  await julien.goto(address);
  await expect(julien.getByLabel("Mes raisons")).toHaveValue("À compléter.");
  await scoreAndLock(julien, 3, "Un besoin dit par les voisins.");
  await expect(julien.getByText("Personne d’autre n’a encore verrouillé")).toBeVisible();

  const samira = await windowOf(browser, fund, "Samira Haddad", { javaScriptEnabled: false });
  await declare(samira, TITLE, "Non, aucun lien");
  await expect(samira.locator("main")).not.toContainText("Un besoin dit par les voisins.");
  await scoreAndLock(samira, 2, "Faisable.");
  await expect(samira.locator("main")).toContainText("Un besoin dit par les voisins.");
  await expect(samira.locator("main")).toContainText("2,50 sur 3");
  await expect(samira.locator("main")).not.toContainText("Julien");
});
