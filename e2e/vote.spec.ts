import type { Page } from "@playwright/test";
import { expect, test } from "./support/fund.ts";

test.use({ stage: "vote" });

/** The code of the resident's letter, as the demonstration shows it on the ballot's page. */
async function letterOf(page: Page, name: string): Promise<string> {
  const letter = page.locator("li", { hasText: name }).locator(".tracker");
  return (await letter.textContent()) ?? "";
}

/** Ticks the initiatives, checks, types the code and votes; answers the number of the receipt. */
async function vote(page: Page, code: string, titles: readonly string[]): Promise<string> {
  for (const title of titles) await page.getByRole("checkbox", { name: title }).check();
  await expect(page.getByText("Pas encore compté — il reste 2 étapes")).toBeVisible();
  await page.getByRole("button", { name: "Vérifier mon vote" }).click();
  await expect(page.getByText("Pas encore compté — il reste 1 étape")).toBeVisible();
  await page.getByLabel("Le code de votre lettre").fill(code);
  await page.getByRole("button", { name: "Voter maintenant" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Votre bulletin est dans l’urne");
  // The receipt stands at the ballot's own address: no log of addresses knows whose it is.
  expect(new URL(page.url()).pathname).toBe("/voter/goutte-d-or");
  return (await page.locator(".receipt .tracker").textContent()) ?? "";
}

async function find(page: Page, tracker: string) {
  await page.goto("/voter/recepisses");
  await page.getByLabel("Mon récépissé y est-il ?").fill(tracker);
  await page.getByRole("button", { name: "Chercher" }).click();
  return page.locator(".notice");
}

for (const javaScriptEnabled of [true, false])
  test.describe(javaScriptEnabled ? "with script" : "without script", () => {
    test.use({ javaScriptEnabled, viewport: { width: 360, height: 740 } });

    test("Binta votes, changes her mind, and finds both receipts on the public list", async ({ page }) => {
      await page.goto("/voter");
      await page.getByRole("link", { name: "Voter : Goutte d’Or" }).click();
      // Nothing leads away by accident while somebody votes.
      await expect(page.getByRole("navigation", { name: "Ce que vous pouvez faire" })).toBeHidden();
      const code = await letterOf(page, "Binta Diop");
      const first = await vote(page, code, ["Le jardin du pied de l’immeuble"]);

      await page.goto("/voter/goutte-d-or");
      const second = await vote(page, code.toLowerCase(), ["Une radio faite par les jeunes"]);
      await expect(page.locator(".receipt")).toContainText("Ce bulletin remplace le précédent.");
      await expect(page.locator(".receipt")).not.toContainText("radio");

      await expect(await find(page, first)).toContainText("l’a remplacé");
      await expect(await find(page, second)).toContainText("est dans l’urne et compte");
      await expect(await find(page, "0000 0000 0000 0000")).toContainText("Aucun bulletin");
    });

    test("a wrong code and too long a list are told in words, and nothing chosen is lost", async ({
      page,
    }) => {
      await page.goto("/voter/goutte-d-or");
      const garden = page.getByRole("checkbox", { name: "Le jardin du pied de l’immeuble" });
      await garden.check();
      await page.getByRole("button", { name: "Vérifier mon vote" }).click();
      await page.getByLabel("Le code de votre lettre").fill("K7Q4 8ZTM");
      await page.getByRole("button", { name: "Voter maintenant" }).click();
      await expect(page.locator(".problem")).toContainText("Ce code ne se lit pas");
      await page.getByLabel("Le code de votre lettre").fill("0000 0000 0000 0000 0");
      await page.getByRole("button", { name: "Voter maintenant" }).click();
      await expect(page.locator(".problem")).toContainText("pas sur la liste");
      await page.getByRole("button", { name: "Changer mon choix" }).click();
      await expect(garden).toBeChecked();
    });
  });

test("a resident with another territory's letter is told so; a blank ballot counts", async ({ page }) => {
  await page.goto("/voter/croix-blanche");
  const code = await letterOf(page, "Jamila Rahmani");
  await page.goto("/voter/goutte-d-or");
  await page.getByRole("checkbox", { name: "Le jardin du pied de l’immeuble" }).check();
  await page.getByRole("button", { name: "Vérifier mon vote" }).click();
  await page.getByLabel("Le code de votre lettre").fill(code);
  await page.getByRole("button", { name: "Voter maintenant" }).click();
  await expect(page.getByText("toutes du territoire écrit sur votre lettre")).toBeVisible();
  await page.goto("/voter/croix-blanche");
  await page.getByRole("button", { name: "Vérifier mon vote" }).click();
  await expect(page.getByText("Vous votez blanc")).toBeVisible();
  await page.getByLabel("Le code de votre lettre").fill(code);
  await page.getByRole("button", { name: "Voter maintenant" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Votre bulletin est dans l’urne");
});

test("the manifest's bytes have the hash that every page shows", async ({ page, request }) => {
  await page.goto("/voter");
  const shown = (await page.locator(".hash").textContent())?.trim();
  const bytes = await (await request.get("/voter/manifeste")).body();
  const digest = await crypto.subtle.digest("SHA-256", new Uint8Array(bytes));
  expect(Buffer.from(digest).toString("hex")).toBe(shown);
});
