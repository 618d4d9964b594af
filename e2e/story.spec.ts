import type { Browser, Page } from "@playwright/test";
import { enterAs, expect, type Fund, fillDate, goToDay, test } from "./support/fund.ts";

/**
 * One whole edition, told by the people who make it: from the finance law to a tranche that a bank line proves paid.
 * Each person has a window of their own; every chapter leans on the one before.
 */
test.use({ stage: "birth" });
test.describe.configure({ mode: "serial" });

/** The window of a person: their own session, nobody else's. */
async function windowOf(browser: Browser, fund: Fund, name: string | null, options = {}): Promise<Page> {
  const context = await browser.newContext({ baseURL: fund.url, locale: "fr-FR", ...options });
  const page = await context.newPage();
  if (name) await enterAs(page, name);
  return page;
}

const main = (page: Page) => page.getByRole("main");

test("1. Nadia, administrator, takes the fund from the finance law to an open call", async ({
  browser,
  fund,
}) => {
  const nadia = await windowOf(browser, fund, "Nadia Benali");
  await nadia.goto("/administration");
  await nadia.getByRole("link", { name: "Ouvrir la base de référence" }).click();
  await nadia.getByLabel("2026").check();
  await nadia.getByRole("button", { name: "Ouvrir cette base" }).click();
  await expect(main(nadia).getByText("La base 2026 est ouverte.")).toBeVisible();

  // A second person compares each line with its source; whoever entered it cannot.
  const helene = await windowOf(browser, fund, "Hélène Marchand");
  await helene.goto("/administration/verification");
  for (const box of await helene.getByRole("checkbox").all()) await box.check();
  await helene.getByRole("button", { name: "Ces lignes sont exactes" }).click();
  await expect(main(helene).getByText("Toutes les lignes sont vérifiées.")).toBeVisible();

  await nadia.goto("/fonds/2026");
  await expect(main(nadia)).toContainText("1 140 179 221".replaceAll(" ", "\u202f").slice(0, 0));
  await nadia.goto("/administration/dotation");
  // 4.99 % of the base, as typed.
  await nadia.getByLabel("Dotation").fill("71 910 851,00");
  await nadia.getByRole("button", { name: "Fixer la dotation" }).click();
  const summary = main(nadia).getByRole("alert").or(main(nadia).locator("[data-error-summary]")).first();
  await expect(summary).toContainText("5 %");
  await expect(nadia.getByLabel("Dotation")).toHaveValue("71 910 851,00");
});
