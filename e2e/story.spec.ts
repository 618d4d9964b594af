import type { Browser, BrowserContextOptions, Page } from "@playwright/test";
import { IDEAS, type Idea } from "../db/demo/story.ts";
import { cents, enterAs, expect, type Fund, fillDate, goToDay, test } from "./support/fund.ts";

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
  const [endowment, available, committed, ordered, paid] = (
    await foot.getByRole("cell").allTextContents()
  ).map(cents);
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
  await expect(shares.getByRole("row", { name: /Croix Blanche/ })).toContainText(
    "8 333,34".replace(" ", "\u202f"),
  );
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
  await main(nadia)
    .getByLabel(/J’ai relu/)
    .check();
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

const PLACES = { "goutte-d-or": "Goutte d’Or", "croix-blanche": "Croix Blanche", europe: "Europe" };
const QUESTIONS = {
  presentation: "Qui êtes-vous ?",
  participants: "Combien de personnes portent l’initiative ?",
  title: "Comment s’appelle votre initiative ?",
  summary: "Qu’allez-vous faire ?",
  period: "Quand aura-t-elle lieu ?",
  place: "Où aura-t-elle lieu ?",
} as const;
const AUDIENCES: Record<string, string> = {
  everyone: "Tout le quartier",
  children: "Les enfants",
  young: "Les jeunes",
  families: "Les familles",
  elders: "Les personnes âgées",
};

/** Founds the collective, starts its file and answers every question; the address of the file. */
async function writeFile(page: Page, idea: Idea): Promise<string> {
  await page.goto("/collectif/nouveau");
  await page.getByLabel("Comment s’appelle votre collectif ?").fill(idea.collective);
  await page.getByLabel(PLACES[idea.territory]).check();
  await press(page, "Créer le collectif");
  await page.goto("/deposer");
  await press(page, /^Commencer un dossier/);
  await page.waitForURL(/\/collectif\/dossiers\/ini_[^/]+$/);
  const file = new URL(page.url()).pathname;
  for (const [key, label] of Object.entries(QUESTIONS) as [keyof typeof QUESTIONS, string][]) {
    await page.goto(`${file}/questions/${key}`);
    await page.getByLabel(label).fill(idea.answers[key]);
    await press(page, "Enregistrer et continuer");
    await expect(alert(page)).toHaveCount(0);
  }
  await page.goto(`${file}/questions/audience`);
  for (const choice of idea.answers.audience) await page.getByLabel(AUDIENCES[choice] ?? choice).check();
  await press(page, "Enregistrer et continuer");
  await page.goto(`${file}/questions/commitment`);
  await page.getByLabel(/J’accepte le contrat d’engagement/).check();
  await press(page, "Enregistrer et continuer");
  return file;
}

async function writeBudget(page: Page, file: string, lines: Idea["forecast"]): Promise<void> {
  for (const { account, label, euros } of lines) {
    await page.goto(`${file}/budget`);
    await main(page)
      .getByRole("link", { name: /^6|^86/.test(account) ? "Ajouter une dépense" : "Ajouter une ressource" })
      .click();
    await page.getByLabel(/À quoi sert cette ligne|D’où vient cet argent/).fill(label);
    await page.getByLabel("Montant").fill(euros);
    await page.getByLabel("Compte du formulaire officiel").selectOption(account);
    await press(page, "Enregistrer la ligne");
    await expect(alert(page)).toHaveCount(0);
  }
}

let gardenFile = "";
let gardenNumber = "";

test("2. Fatou and Mehdi write their file, without script for her, and send it", async ({
  browser,
  fund,
}) => {
  const plain = { javaScriptEnabled: false };
  const fatou = await windowOf(browser, fund, garden.referent.name, plain);
  await goToDay(fatou, ["5", "3", "2026"]);
  gardenFile = await writeFile(fatou, garden);

  // Mehdi comes in with a code and his own log-in.
  await fatou.goto("/collectif");
  await main(fatou).getByRole("link", { name: "Membres et invitations" }).click();
  await press(fatou, "Créer un code");
  const code = /[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}/.exec(await main(fatou).innerText())?.[0] ?? "";
  const mehdi = await windowOf(browser, fund, garden.member.name);
  await mehdi.goto("/collectif/rejoindre");
  await mehdi.getByLabel("Votre code d’invitation").fill(code.toLowerCase());
  await press(mehdi, "Entrer dans le collectif");
  await expect(main(mehdi)).toContainText(garden.collective);
  await mehdi.goto("/collectif/rejoindre");
  await mehdi.getByLabel("Votre code d’invitation").fill("ABCD-EFGH-JKMN");
  await press(mehdi, "Entrer dans le collectif");
  await expect(alert(mehdi)).toBeVisible();

  // The budget does not balance yet: every broken rule at once, each with the way to mend it.
  await writeBudget(mehdi, gardenFile, garden.forecast.slice(0, 3));
  await fatou.goto(`${gardenFile}/verifier`);
  await press(fatou, "Envoyer le dossier");
  await expect(alert(fatou)).toContainText("5 730,50".replace(" ", "\u202f"));
  await expect(alert(fatou).getByRole("listitem")).not.toHaveCount(0);
  await expect(main(fatou)).toContainText("Le jardin du pied de l’immeuble");

  await writeBudget(mehdi, gardenFile, garden.forecast.slice(3));
  await fatou.goto(`${gardenFile}/verifier`);
  await press(fatou, "Envoyer le dossier");
  await expect(fatou.getByRole("heading", { level: 1 })).toHaveText("Votre dossier est envoyé");
  gardenNumber = /2026-[0-9A-Z]{4}/.exec(await main(fatou).innerText())?.[0] ?? "";
  expect(gardenNumber).not.toBe("");

  // A stranger to the collective learns nothing of the file.
  const patrick = await windowOf(browser, fund, shop.referent.name);
  expect((await patrick.goto(gardenFile))?.status()).toBe(404);
  expect((await patrick.goto(`/initiatives/${gardenNumber}`))?.status()).toBe(404);
});

test("3. Thomas asks for a missing piece, then admits; another file is found inadmissible", async ({
  browser,
  fund,
}) => {
  for (const idea of [radio, shop]) {
    const referent = await windowOf(browser, fund, idea.referent.name);
    const file = await writeFile(referent, idea);
    await referent.goto("/collectif");
    await main(referent).getByRole("link", { name: "Membres et invitations" }).click();
    await press(referent, "Créer un code");
    await expect(main(referent)).toContainText("Voici le code.");
    const code = /[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}/.exec(await main(referent).innerText())?.[0] ?? "";
    const member = await windowOf(browser, fund, idea.member.name);
    await member.goto("/collectif/rejoindre");
    await member.getByLabel("Votre code d’invitation").fill(code);
    await press(member, "Entrer dans le collectif");
    await writeBudget(member, file, idea.forecast);
    await referent.goto(`${file}/verifier`);
    await press(referent, "Envoyer le dossier");
    await expect(referent.getByRole("heading", { level: 1 })).toHaveText("Votre dossier est envoyé");
  }

  const thomas = await windowOf(browser, fund, "Thomas Leroy");
  await goToDay(thomas, ["14", "4", "2026"]);
  const open = async (title: string) => {
    await thomas.goto("/instruction");
    await main(thomas).getByRole("link", { name: title }).click();
    await thomas.waitForURL(/\/instruction\/ini_/);
  };
  await open(garden.answers.title);
  await main(thomas).getByRole("link", { name: "Demander un complément" }).click();
  await thomas.getByLabel(/^INS-4/).check();
  await thomas.getByLabel("Votre question").fill("Qui ouvrira la cour le samedi ?");
  await press(thomas, "Envoyer la question");

  const fatou = await windowOf(browser, fund, garden.referent.name, { javaScriptEnabled: false });
  await fatou.goto(gardenFile);
  await expect(main(fatou)).toContainText("Le fonds attend votre réponse.");
  await main(fatou).getByRole("link", { name: "Lire et répondre" }).click();
  await expect(main(fatou)).toContainText("Qui ouvrira la cour le samedi ?");
  await fatou.getByLabel("Votre réponse").fill("Fatou a la clé, et le gardien en garde une seconde.");
  await press(fatou, "Enregistrer cette réponse");
  await press(fatou, "Renvoyer le dossier");

  for (const idea of [garden, radio]) {
    await open(idea.answers.title);
    await main(thomas).getByRole("link", { name: "Déclarer recevable" }).click();
    for (const box of await thomas.getByRole("checkbox").all()) await box.check();
    await press(thomas, "Déclarer recevable");
  }
  await open(shop.answers.title);
  await main(thomas).getByRole("link", { name: "Déclarer non recevable" }).click();
  await thomas.getByLabel(/^INS-5/).check();
  await thomas.getByLabel("La raison").fill("La dépense profite à un commerce privé.");
  await press(thomas, "Déclarer non recevable");

  const visitor = await windowOf(browser, fund, null);
  await visitor.goto("/initiatives");
  await main(visitor).getByRole("link", { name: shop.answers.title }).click();
  await expect(main(visitor)).toContainText("INS-5");
  await expect(main(visitor)).not.toContainText(shop.referent.name);
});
