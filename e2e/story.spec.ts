import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { demoStatement } from "../db/demo/statement.ts";
import { IDEAS, type Idea, OFFICERS } from "../db/demo/story.ts";
import { cents, expect, type Fund, goToDay, test, windowOf } from "./support/fund.ts";
import { alert, found, main, press } from "./support/hands.ts";
import { openBase, trySplit, typeCall, verifyBase } from "./support/opening.ts";

/**
 * One whole edition, told by the people who make it: from the finance law to a tranche that a bank line proves paid.
 * Each person has a window of their own; every chapter leans on the one before.
 */
test.use({ stage: "birth" });
test.describe.configure({ mode: "serial" });

const [garden, radio, , , , , , , shop] = IDEAS as [Idea, Idea, Idea, Idea, Idea, Idea, Idea, Idea, Idea];

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
  await openBase(nadia);
  await expect(main(nadia).getByText("La base 2026 est ouverte.")).toBeVisible();

  // A second person compares each line with its source; whoever entered it cannot.
  const helene = await windowOf(browser, fund, "Hélène Marchand");
  await verifyBase(helene);
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

  await trySplit(nadia);
  await expect(main(nadia)).toContainText("Rien n’est encore adopté.");
  const shares = nadia.getByRole("table", { name: /Partage de/ });
  await expect(shares.getByRole("row", { name: /Croix Blanche/ })).toContainText(
    "8 333,34".replace(" ", "\u202f"),
  );
  await press(nadia, "Adopter ces enveloppes");

  await typeCall(nadia);
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
    await page
      .getByRole("region", { name: /^6|^86/.test(account) ? "Ajouter une dépense" : "Ajouter une ressource" })
      .getByRole("link", { name: "Une autre ligne" })
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

  // Alone, with expenses only: every broken rule at once, each with what would satisfy it, and nothing typed is lost.
  await writeBudget(fatou, gardenFile, garden.forecast.slice(0, 3));
  await fatou.goto(`${gardenFile}/verifier`);
  await press(fatou, "Envoyer le dossier");
  await expect(alert(fatou)).toContainText("il manque 5\u202f730,50");
  await expect(alert(fatou)).toContainText("Votre budget ne demande rien au fonds");
  await expect(alert(fatou)).toContainText("Invitez une personne de plus");
  await expect(alert(fatou).getByRole("listitem")).toHaveCount(3);
  await expect(main(fatou)).toContainText(garden.answers.title);

  // Mehdi comes in with a code and his own log-in.
  await fatou.goto("/collectif");
  await main(fatou).getByRole("link", { name: "Membres et invitations" }).click();
  await press(fatou, "Créer un code");
  const code = await found(main(fatou), /[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}/);
  const mehdi = await windowOf(browser, fund, garden.member.name);
  await mehdi.goto("/collectif/rejoindre");
  await mehdi.getByLabel("Votre code d’invitation").fill(code.toLowerCase());
  await press(mehdi, "Entrer dans le collectif");
  await expect(main(mehdi)).toContainText(garden.collective);
  await mehdi.goto("/collectif/rejoindre");
  await mehdi.getByLabel("Votre code d’invitation").fill("ABCD-EFGH-JKMN");
  await press(mehdi, "Entrer dans le collectif");
  await expect(alert(mehdi)).toBeVisible();

  await writeBudget(mehdi, gardenFile, garden.forecast.slice(3));
  await fatou.goto(`${gardenFile}/verifier`);
  await press(fatou, "Envoyer le dossier");
  await expect(fatou.getByRole("heading", { level: 1 })).toHaveText("Votre dossier est envoyé");
  gardenNumber = await found(main(fatou), /2026-[0-9A-Z]{4}/);

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
    const code = await found(main(referent), /[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}/);
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

const JURY = [
  { name: "Awa Traoré", interest: null },
  { name: "Julien Petit", interest: "Oui : je suis voisine ou voisin direct" },
  { name: "Samira Haddad", interest: null },
] as const;

test("4. Three jurors declare, one is recused, two score without seeing each other", async ({
  browser,
  fund,
}) => {
  const awa = await windowOf(browser, fund, JURY[0].name);
  await goToDay(awa, ["4", "5", "2026"]);
  for (const { name, interest } of JURY) {
    const juror = name === JURY[0].name ? awa : await windowOf(browser, fund, name);
    await juror.goto("/jury");
    await main(juror).getByRole("link", { name: garden.answers.title }).click();
    await expect(main(juror), "nothing of the file before the question").not.toContainText(
      garden.answers.summary,
    );
    await juror.getByLabel(interest ?? "Non, aucun lien").check();
    await press(juror, "Répondre");
    if (interest) {
      await expect(main(juror)).toContainText("ce dossier n’est plus sur votre liste");
      expect((await juror.goto(`/jury/${gardenNumber}`))?.status()).toBe(404);
      continue;
    }
    await expect(main(juror)).toContainText(garden.answers.summary);
    for (const criterion of await juror
      .getByRole("group", { name: /./ })
      .filter({ has: juror.getByRole("radio") })
      .all())
      await criterion
        .getByRole("radio")
        .nth(name === "Awa Traoré" ? 3 : 2)
        .check();
    await juror.getByLabel("Mes raisons").fill(`Raisons de ${name}`);
    await press(juror, "Enregistrer, puis relire avant de verrouiller");
    if (name !== "Awa Traoré")
      await expect(main(juror), "others are sealed until one's own is locked").not.toContainText(
        "Raisons de Awa",
      );
    await juror.getByLabel(/J’ai relu/).check();
    await press(juror, "Verrouiller ma note");
    await expect(juror.getByRole("heading", { level: 1 })).toContainText("verrouillée");
    if (name !== "Awa Traoré") await expect(main(juror)).toContainText("Raisons de Awa");
  }
});

/** What the authority of the codes keeps: one code a letter, and the locks' secret keys. The fund's machine has neither. */
type Authority = { codes: string[]; roll: string; keys: { publicKey: string; privateKey: string }[] };

/** Off line: three locks, and five letters for the Goutte d'Or. */
function authority(fund: Fund, editionId: string): Authority {
  const out = join(fund.dataDir, "autorite");
  const made = fund.quotepart("codes", "--edition", editionId, "--territory", "QN07511M=5", "--out", out);
  expect(made.status, made.stderr).toBe(0);
  const lines = (name: string) => readFileSync(join(out, name), "utf8").trim().split("\n");
  const codes = lines("codes.csv")
    .slice(1)
    .map((line) => line.split(";")[0] ?? "");
  const keys = [1, 2, 3].map(() => JSON.parse(fund.quotepart("codes", "--keygen", "--json").stdout));
  return { codes, roll: lines("cles.csv").join("\n"), keys };
}

/** Casts a ballot with the code of a letter and answers the number of the receipt. */
async function vote(page: Page, code: string, titles: readonly string[]): Promise<string> {
  await page.goto("/voter/goutte-d-or");
  for (const title of titles) await main(page).getByRole("checkbox", { name: title }).check();
  await press(page, "Vérifier mon vote");
  await expect(main(page)).toContainText("Pas encore compté — il reste 1 étape");
  await page.getByLabel("Le code de votre lettre").fill(code);
  await press(page, "Voter maintenant");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Votre bulletin est dans l’urne");
  for (const title of titles)
    await expect(main(page), "the receipt never shows the choice").not.toContainText(title);
  return (await page.locator(".receipt .tracker").textContent()) ?? "";
}

let bureau: Authority = { codes: [], roll: "", keys: [] };

test("5. Residents vote with a code, change their mind, and find their receipts", async ({
  browser,
  fund,
}) => {
  const nadia = await windowOf(browser, fund, "Nadia Benali");
  await goToDay(nadia, ["28", "5", "2026"]);
  await nadia.goto("/administration/vote");
  bureau = authority(fund, (await main(nadia).locator(".hash").textContent()) ?? "");
  const [adama = "", agnes = "", ali = ""] = bureau.codes;
  await nadia
    .getByLabel("Clés publiques des serrures")
    .fill(bureau.keys.map(({ publicKey }) => publicKey).join("\n"));
  await nadia.getByLabel("Liste d’émargement").fill(bureau.roll);
  await nadia.getByLabel("J’ai relu").check();
  await press(nadia, "Ouvrir le vote");
  await expect(main(nadia)).toContainText("Pas encore ouvert");
  await goToDay(nadia, ["2", "6", "2026"]);

  const resident = await windowOf(browser, fund, null);
  const first = await vote(resident, adama, [radio.answers.title]);
  const second = await vote(resident, adama, [garden.answers.title]);
  expect(first).not.toBe("");
  expect(second).not.toBe(first);
  for (const [receipt, verdict] of [
    [second, "est dans l’urne et compte"],
    [first, "l’a remplacé"],
  ] as const) {
    await resident.goto("/voter/recepisses");
    await resident.getByLabel("Mon récépissé y est-il ?").fill(receipt);
    await main(resident).getByRole("button", { name: "Chercher" }).click();
    await expect(main(resident)).toContainText(verdict);
  }

  // On a small window, without script.
  const plain = await windowOf(browser, fund, null, {
    javaScriptEnabled: false,
    viewport: { width: 320, height: 700 },
  });
  await vote(plain, agnes, [garden.answers.title, radio.answers.title]);
  await vote(plain, ali, [garden.answers.title]);

  // A code that nobody was given is refused with a sentence, and what was chosen stays.
  await resident.goto("/voter/goutte-d-or");
  await main(resident).getByRole("checkbox", { name: garden.answers.title }).check();
  await press(resident, "Vérifier mon vote");
  await resident.getByLabel("Le code de votre lettre").fill("0000 0000 0000 0000 0");
  await press(resident, "Voter maintenant");
  await expect(resident.locator(".problem")).toContainText("pas sur la liste");
  await expect(main(resident)).toContainText(garden.answers.title);
});

test("6. Nadia closes and counts; the rule shares the money; Hélène adopts; everybody reads why", async ({
  browser,
  fund,
}) => {
  const nadia = await windowOf(browser, fund, "Nadia Benali");
  await goToDay(nadia, ["15", "6", "2026"]);
  await nadia.goto("/administration/vote");
  await press(nadia, "Clore le vote");
  await expect(main(nadia).getByRole("button", { name: "Ouvrir les urnes et compter" })).toBeVisible();
  await nadia
    .getByLabel("Clés secrètes des serrures")
    .fill(bureau.keys.map(({ privateKey }) => privateKey).join("\n"));
  await press(nadia, "Ouvrir les urnes et compter");
  await expect(main(nadia)).toContainText("Le vote est dépouillé");
  const counted = (label: string) => nadia.locator(".receipt-rows div", { hasText: label }).locator("dd");
  await expect(counted("Bulletins comptés"), "three people voted").toHaveText("3");
  await expect(counted("Bulletins remplacés"), "one of them twice").toHaveText("1");
  await nadia.goto("/administration/attribution");
  await press(nadia, "Lancer le calcul");
  await expect(main(nadia)).toContainText("Calcul fait");
  await main(nadia)
    .getByRole("link", { name: /Recommencer le calcul/ })
    .first()
    .click();
  await expect(main(nadia)).toContainText("Identique, octet pour octet.");

  const helene = await windowOf(browser, fund, "Hélène Marchand");
  await helene.goto("/administration/attribution");
  await helene.getByLabel(/j’adopte ce résultat/).check();
  await press(helene, "Adopter le résultat");
  await helene.waitForURL("**/resultats/2026");
  await expect(main(helene)).toContainText("Adopté le 15 juin 2026");

  const visitor = await windowOf(browser, fund, null);
  await visitor.goto("/resultats/2026");
  await expect(main(visitor)).toContainText(garden.answers.title);
  for (const { answers } of [garden, radio]) {
    await visitor.goto("/resultats/2026");
    const row = visitor.locator("li", { has: visitor.getByRole("heading", { name: answers.title }) });
    await row.getByText("Pourquoi ?").click();
    await expect(row.getByRole("list").getByRole("listitem"), "four sentences").toHaveCount(4);
    await row.getByRole("link", { name: /Page de cette explication/ }).click();
    await expect(visitor.getByRole("heading", { level: 1 })).toContainText(answers.title);
    await expect(main(visitor).getByRole("list").getByRole("listitem")).toHaveCount(4);
  }
  const committed = await accounts(visitor);
  expect(committed.committed).toBe(4_980_50);
  expect(fund.quotepart("verify").status, "the journal, the ledger and the allocation recompute").toBe(0);
});

/** Nadia gives a second office to somebody who holds one already. */
async function giveOffice(nadia: Page, name: string, email: string, office: string): Promise<void> {
  await nadia.goto("/administration/equipe");
  await nadia.getByLabel("Nom", { exact: true }).fill(name);
  await nadia.getByLabel("Adresse mail").fill(email);
  await nadia.getByLabel("Office", { exact: true }).selectOption(office);
  await press(nadia, "Donner cet office");
  await expect(alert(nadia)).toHaveCount(0);
}

test("7. Three people certify, order and pay; nobody does two of the three", async ({ browser, fund }) => {
  const helene = await windowOf(browser, fund, "Hélène Marchand");
  await goToDay(helene, ["22", "6", "2026"]);
  await helene.goto("/tresorerie");
  await main(helene).getByRole("link", { name: "Préparer la convention" }).first().click();
  await press(helene, "Écrire la convention");

  const fatou = await windowOf(browser, fund, garden.referent.name, { javaScriptEnabled: false });
  await fatou.goto("/collectif/conventions");
  await main(fatou)
    .getByRole("link", { name: /CONV|C-2026|Convention/ })
    .first()
    .click();
  await fatou.getByLabel("J’ai lu la convention et je la signe").check();
  await press(fatou, "Signer la convention");
  expect(await accounts(helene)).toMatchObject({ committed: 4_980_50, ordered: 0, paid: 0 });

  await helene.goto("/tresorerie");
  await main(helene).getByRole("link", { name: "Lire et signer la convention" }).first().click();
  await helene.getByLabel("J’ai lu la convention et je la signe").check();
  await press(helene, "Signer la convention");

  const thomas = await windowOf(browser, fund, "Thomas Leroy");
  await thomas.goto("/tresorerie");
  await main(thomas)
    .getByRole("link", { name: /Avance/ })
    .first()
    .click();
  const tranche = new URL(thomas.url()).pathname;
  await expect(main(thomas)).toContainText("Les trois actes");
  await thomas
    .getByLabel(/Qu’est-ce qui montre/)
    .fill("Convention signée, coordonnées vérifiées au téléphone.");
  await press(thomas, "Certifier cette tranche");
  expect(await accounts(thomas)).toMatchObject({ committed: 4_980_50, ordered: 0, paid: 0 });

  // Even with two offices nobody does two of the three acts: who certified does not order, who ordered does not pay.
  const nadia = await windowOf(browser, fund, "Nadia Benali");
  await giveOffice(nadia, "Thomas Leroy", "thomas.leroy@fonds.test", "authorising_officer");
  await thomas.goto(tranche);
  await expect(main(thomas)).toContainText("TRE-4");
  await expect(main(thomas).getByRole("button")).toHaveCount(0);

  await helene.goto(tranche);
  await helene.getByLabel(/J’ordonne le paiement/).check();
  await press(helene, "Ordonner le paiement");
  expect(await accounts(helene)).toMatchObject({ committed: 1_494_15, ordered: 3_486_35, paid: 0 });
  await giveOffice(nadia, "Hélène Marchand", "helene.marchand@fonds.test", "treasurer");
  await helene.goto(tranche);
  await expect(main(helene)).toContainText("TRE-4");
  await expect(main(helene).getByRole("button")).toHaveCount(0);

  const karim = await windowOf(browser, fund, "Karim Diallo");
  await goToDay(karim, ["1", "7", "2026"]);
  await karim.goto(tranche);
  const reference = await found(main(karim), /A-2026-[0-9A-Z]+-T1/);
  const transfer = { endToEndId: reference, amountCents: 3_486_35, name: garden.collective };
  await karim.goto("/tresorerie/releves");
  const upload = async (xml: string) => {
    await karim
      .getByLabel("Le fichier du relevé")
      .setInputFiles({ name: "releve.xml", mimeType: "application/xml", buffer: Buffer.from(xml) });
    await press(karim, "Importer ce relevé");
  };
  const statement = demoStatement("RELEVE-1", "2026-07-01", 5_000_000, [transfer]);
  await upload(
    statement.replace(
      "3486.35</Amt><CdtDbtInd>DBIT</CdtDbtInd><Sts>",
      "3486.36</Amt><CdtDbtInd>DBIT</CdtDbtInd><Sts>",
    ),
  );
  await expect(alert(karim), "opening + movements must be closing").toBeVisible();
  await karim.goto("/tresorerie/releves");
  await upload(statement);
  await expect(alert(karim)).toHaveCount(0);
  await karim.goto("/tresorerie/releves");
  await upload(statement);
  await expect(alert(karim), "the same statement is refused twice").toBeVisible();

  await karim.goto(tranche);
  await karim.getByRole("radio").first().check();
  await press(karim, "Noter payée");
  await expect(alert(karim), "nothing is paid without a word").toBeVisible();
  await karim.getByLabel(/Je note ce paiement/).check();
  await press(karim, "Noter payée");
  await expect(main(karim)).toContainText("Cette tranche est payée.");
  expect(await accounts(karim)).toEqual({
    endowment: 72_054_961_05,
    available: 72_054_961_05 - 4_980_50,
    committed: 1_494_15,
    ordered: 0,
    paid: 3_486_35,
  });
});

test("8. Anybody reads the whole of it, from the portal to one page per rule", async ({ browser, fund }) => {
  const visitor = await windowOf(browser, fund, null);
  await visitor.goto("/");
  await expect(main(visitor)).toContainText("Cinq pour cent pour nos idées.");
  await visitor.goto(`/initiatives/${gardenNumber}`);
  await expect(main(visitor)).toContainText("Payé");
  await visitor.goto("/territoires/goutte-d-or");
  await expect(main(visitor)).toContainText(garden.answers.title);
  await visitor.goto("/journal");
  await expect(main(visitor)).toContainText("payée");
  const people = [...OFFICERS, ...IDEAS.flatMap(({ referent, member }) => [referent, member])];
  for (const { name } of people) await expect(main(visitor)).not.toContainText(name);

  // Every rule of the rulebook has its page.
  await visitor.goto("/regles");
  const rules = main(visitor).getByRole("link", { name: /^[A-Z]{3}-\d+$/ });
  const ids = await rules.allTextContents();
  expect(ids.length).toBeGreaterThan(50);
  for (const id of ids) {
    const answer = await visitor.request.get(`/regles/${id}`);
    expect(answer.status(), id).toBe(200);
    expect(await answer.text(), id).toMatch(new RegExp(`<h1[^>]*>(?:(?!</h1>).)*${id}\\b`));
  }
  await main(visitor).getByRole("link", { name: "DOT-1", exact: true }).click();
  await expect(visitor.getByRole("heading", { level: 1 })).toContainText("DOT-1");
  expect((await visitor.goto("/regles/DOT-99"))?.status()).toBe(404);
  const verified = fund.quotepart("verify", "--json");
  expect(verified.status, verified.stdout).toBe(0);
});
