import type { Page } from "@playwright/test";
import { fillDate } from "./fund.ts";
import { main, press } from "./hands.ts";

/** The administrator opens the reference base of 2026. */
export async function openBase(page: Page): Promise<void> {
  await page.goto("/administration");
  await main(page).getByRole("link", { name: "Ouvrir la base de référence" }).click();
  await page.getByLabel(/^2026/).check();
  await press(page, "Ouvrir cette base");
}

/** A second person has compared each line with its source. */
export async function verifyBase(page: Page): Promise<void> {
  await page.goto("/administration/verification");
  for (const box of await page.getByRole("checkbox").all()) await box.check();
  await press(page, "Ces lignes sont exactes");
}

/** Calculates the envelopes of three territories in equal parts; leaves on the page that shows them, nothing adopted. */
export async function trySplit(page: Page): Promise<void> {
  await page.goto("/administration/enveloppes");
  await page.getByLabel("Fonctionnement").fill("1 500 000");
  await page.getByLabel("Territoires ouverts cette année").fill("25 000");
  await page.getByLabel("À parts égales").check();
  await press(page, "Calculer sans adopter");
  await page.waitForURL(/\/apercu\?/);
}

const MOMENTS = [
  ["Ouverture des dépôts", "2", "3", "2026", "9:00"],
  ["Fin des dépôts", "12", "4", "2026", "20:00"],
  ["Fin de l’instruction et du jury", "24", "5", "2026", "20:00"],
  ["Ouverture du vote", "1", "6", "2026", "9:00"],
  ["Fin du vote", "14", "6", "2026", "20:00"],
] as const;

/** Types the calendar and the rules of the call; leaves on the page that reads them back, nothing opened. */
export async function typeCall(page: Page): Promise<void> {
  await page.goto("/administration/appel");
  for (const [moment, day, month, year, hour] of MOMENTS) {
    await fillDate(page, moment, day, month, year);
    await page.getByLabel(new RegExp(`Heure : ${moment}`, "i")).fill(hour);
  }
  await page.getByLabel("Plafond par initiative").fill("8 000");
  await page.getByLabel(/Part du coût payée par le fonds/).fill("90");
  await page.getByLabel(/Personnes dans un collectif/).fill("2");
  await page.getByLabel(/Choix par bulletin/).fill("2");
  await press(page, "Relire avant d’ouvrir");
  await page.waitForURL(/\/recapitulatif\?/);
}
