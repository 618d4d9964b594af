import { expect, type Locator, type Page } from "@playwright/test";

/** What the page is about, without its frame. */
export const main = (page: Page) => page.getByRole("main");
/** The summary of what is wrong with a form. */
export const alert = (page: Page) => main(page).getByRole("alert");

/** Presses the button of a form and waits for the fund's answer, so that nothing is left half-sent when the person goes on. */
export async function press(page: Page, name: string | RegExp): Promise<void> {
  const answered = page.waitForResponse((answer) => answer.request().method() === "POST");
  await Promise.all([answered, main(page).getByRole("button", { name }).click()]);
}

/** What the pattern finds in the words of that part of the page; the journey stops when nothing matches. */
export async function found(part: Locator, pattern: RegExp): Promise<string> {
  await expect(part).toContainText(pattern);
  return pattern.exec((await part.textContent()) ?? "")?.[0] ?? "";
}

/** Founds a collective and starts its file; the address of the file. */
export async function startFile(page: Page, collective: string): Promise<string> {
  await page.goto("/collectif/nouveau");
  await page.getByLabel("Comment s’appelle votre collectif ?").fill(collective);
  await page.getByLabel("Goutte d’Or").check();
  await press(page, "Créer le collectif");
  await page.goto("/deposer");
  await press(page, /^Commencer un dossier/);
  await page.waitForURL(/\/collectif\/dossiers\/ini_[^/]+$/);
  return new URL(page.url()).pathname;
}
