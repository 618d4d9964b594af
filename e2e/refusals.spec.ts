import { join } from "node:path";
import type { Page } from "@playwright/test";
import Sqlite from "better-sqlite3";
import { expect, goToDay, openFund, test, windowOf } from "./support/fund.ts";
import { alert, found, main, press, startFile } from "./support/hands.ts";

/** Wrong persons, wrong moments and bad input: each meets a clear sentence, and nothing typed is lost. */
test.use({ stage: "call" });

const button = (page: Page, name: string | RegExp) => main(page).getByRole("button", { name });

const status = async (page: Page, path: string) => (await page.goto(path))?.status();

const UNKNOWN = [
  "/initiatives/2026-ZZZZ",
  "/initiatives/%00",
  "/territoires/nulle-part",
  "/fonds/1789",
  "/fonds/deux-mille",
  "/resultats/1789",
  "/resultats/2026/2026-ZZZZ",
  "/comptes/1789",
  "/comptes/2026/ecritures/led_AAAAAAAAAAAAAAAAAAAA",
  "/journal/2026/999999",
  "/regles/DOT-99",
  "/voter/nulle-part",
  "/nulle-part",
  "/en/nulle-part",
];

const DESKS = [
  "/collectif",
  "/administration",
  "/administration/dotation",
  "/instruction",
  "/jury",
  "/tresorerie",
];

test("what does not exist is one and the same page, whoever asks", async ({ page }) => {
  for (const path of UNKNOWN) expect(await status(page, path), path).toBe(404);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("This page does not exist");
});

test("a visitor is led to the sign-in page; a person without the office finds nothing", async ({
  browser,
  fund,
}) => {
  const visitor = await windowOf(browser, fund, null);
  for (const path of [...DESKS, "/compte"]) {
    await visitor.goto(path);
    expect(new URL(visitor.url()).pathname, path).toBe("/connexion");
  }
  const fatou = await windowOf(browser, fund, "Fatou Camara");
  for (const path of DESKS.slice(1)) expect(await status(fatou, path), `Fatou at ${path}`).toBe(404);
  const thomas = await windowOf(browser, fund, "Thomas Leroy");
  for (const path of ["/administration/dotation", "/administration/equipe", "/jury"])
    expect(await status(thomas, path), `Thomas at ${path}`).toBe(404);
  const awa = await windowOf(browser, fund, "Awa Traoré");
  for (const path of ["/administration", "/instruction", "/tresorerie"])
    expect(await status(awa, path), `Awa at ${path}`).toBe(404);
});

test("another's file, the right office with an unknown id: not found, and never whose it is", async ({
  browser,
  fund,
}) => {
  const yanis = await windowOf(browser, fund, "Yanis Morel");
  const file = await startFile(yanis, "Croix Blanche en selle");
  const fatou = await windowOf(browser, fund, "Fatou Camara");
  for (const part of ["", "/budget", "/questions/title", "/verifier", "/retirer", "/recu", "/reponses"]) {
    expect(await status(fatou, file + part), `a stranger at ${part}`).toBe(404);
    await expect(main(fatou)).not.toContainText("Croix Blanche en selle");
  }
  for (const path of ["/collectif/dossiers/ini_AAAAAAAAAAAAAAAAAAAA", "/collectif/col_AAAAAAAAAAAAAAAAAAAA"])
    expect(await status(fatou, path), path).toBe(404);
  expect(await status(yanis, `${file}/questions/nothing`)).toBe(404);
  expect(await status(yanis, `${file}/budget/ligne?ligne=fcl_AAAAAAAAAAAAAAAAAAAA`)).toBe(404);
  const thomas = await windowOf(browser, fund, "Thomas Leroy");
  expect(await status(thomas, "/instruction/ini_AAAAAAAAAAAAAAAAAAAA")).toBe(404);
  expect(await status(thomas, "/tresorerie/tranches/trn_AAAAAAAAAAAAAAAAAAAA")).toBe(404);
});

const AMOUNTS = [
  ["1e3", "Ce montant ne se lit pas. Écrivez-le en chiffres, sans point entre les milliers, comme 1 500,50."],
  ["", "Écrivez un montant en euros, comme 1 500,50."],
  ["-5", "Un montant est positif : retirez le signe moins."],
  ["12,345", "Un euro a cent centimes : écrivez deux chiffres au plus après la virgule."],
  ["99999999999999999999", "Ce montant est trop grand : moins d’un milliard d’euros."],
] as const;

for (const javaScriptEnabled of [true, false])
  test(`amounts as people type them, ${javaScriptEnabled ? "with" : "without"} script`, async ({
    browser,
    fund,
  }) => {
    const name = javaScriptEnabled ? "Lamine Keita" : "Aminata Sow";
    const page = await windowOf(browser, fund, name, { javaScriptEnabled });
    const file = await startFile(page, `Le collectif de ${name}`);
    await page.goto(`${file}/budget/ligne?cote=charge`);
    for (const [typed, sentence] of AMOUNTS) {
      await page.getByLabel("À quoi sert cette ligne ?").fill("Des vélos");
      await page.getByLabel("Compte du formulaire officiel").selectOption("60");
      await page.getByLabel("Montant").fill(typed);
      await press(page, "Enregistrer la ligne");
      await expect(alert(page), typed).toContainText(sentence);
      await expect(page, "the title tells it too").toHaveTitle(/^Erreur/);
      await expect(page.getByLabel("Montant")).toHaveValue(typed);
      await expect(page.getByLabel("À quoi sert cette ligne ?")).toHaveValue("Des vélos");
      await expect(page.getByLabel("Compte du formulaire officiel")).toHaveValue("60");
    }
    await page.getByLabel("Montant").fill("1 500,50");
    await press(page, "Enregistrer la ligne");
    await expect(main(page).getByRole("row", { name: /Des vélos/ })).toContainText("1\u202f500,50");
  });

test("a second press on the button makes no second file", async ({ browser, fund }) => {
  const rosa = await windowOf(browser, fund, "Rosa Fernandes");
  await rosa.goto("/collectif/nouveau");
  await rosa.getByLabel("Comment s’appelle votre collectif ?").fill("Les mamans de la rue Léon");
  await rosa.getByLabel("Goutte d’Or").check();
  await button(rosa, "Créer le collectif").dblclick();
  await rosa.waitForURL((url) => url.pathname !== "/collectif/nouveau");
  await rosa.goto("/deposer");
  await button(rosa, /^Commencer un dossier/).dblclick();
  await rosa.waitForURL(/\/collectif\/dossiers\/ini_[^/]+$/);
  await rosa.goto("/collectif");
  await expect(main(rosa).getByRole("link", { name: "Membres et invitations" })).toHaveCount(1);
  await rosa.goto("/deposer");
  await expect(main(rosa).getByRole("link", { name: "Reprendre" })).toHaveCount(1);
});

test("outside its moment an act is refused with the moment, and what was written stays", async ({
  browser,
  fund,
}) => {
  const mehdi = await windowOf(browser, fund, "Mehdi Slimani");
  const file = await startFile(mehdi, "Les jardins");
  await mehdi.goto(`${file}/questions/title`);
  await mehdi.getByLabel("Comment s’appelle votre initiative ?").fill("Un jardin");
  await press(mehdi, "Enregistrer et continuer");
  const nadia = await windowOf(browser, fund, "Nadia Benali");
  await goToDay(nadia, ["13", "4", "2026"]);
  await mehdi.goto(`${file}/verifier`);
  await press(mehdi, "Envoyer le dossier");
  await expect(alert(mehdi)).toContainText("L’appel est clos depuis le 12 avril 2026");
  await expect(main(mehdi)).toContainText("Un jardin");
  await mehdi.goto(`${file}/questions/title`);
  await expect(mehdi.getByLabel("Comment s’appelle votre initiative ?")).toHaveValue("Un jardin");
  await mehdi.goto("/voter");
  await expect(main(mehdi).getByRole("link", { name: /^Voter :/ })).toHaveCount(0);
  expect(await status(mehdi, "/voter/goutte-d-or")).toBe(404);
  await goToDay(nadia, ["5", "3", "2026"]);
});

test("an invitation serves once", async ({ browser, fund }) => {
  const ines = await windowOf(browser, fund, "Chloé Robert");
  await startFile(ines, "Ondes du quartier");
  await ines.goto("/collectif");
  await main(ines).getByRole("link", { name: "Membres et invitations" }).click();
  await press(ines, "Créer un code");
  await expect(main(ines)).toContainText("Voici le code.");
  const code = await found(main(ines), /[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}/);
  const join = async (name: string) => {
    const page = await windowOf(browser, fund, name);
    await page.goto("/collectif/rejoindre");
    await page.getByLabel("Votre code d’invitation").fill(code);
    await press(page, "Entrer dans le collectif");
    return page;
  };
  const first = await join("Mehdi Slimani");
  await expect(main(first)).toContainText("Ondes du quartier");
  const second = await join("Fatou Camara");
  await expect(alert(second)).toContainText("Ce code a déjà servi.");
  await expect(second.getByLabel("Votre code d’invitation")).toHaveValue(code);
  expect(await second.goto("/collectif").then((answer) => answer?.status())).toBe(200);
  await expect(main(second)).not.toContainText("Ondes du quartier");
});

/** Asks for a sign-in code and reads it in the demo's mail. */
async function askCode(page: Page, mail: Page, email: string): Promise<string> {
  await page.goto("/connexion");
  await page.getByLabel("Votre adresse mail").fill(email);
  await press(page, "Recevoir un code");
  await page.waitForURL(/\/connexion\/code/);
  const letter = mail
    .locator("article, section")
    .filter({ hasText: email })
    .filter({ hasText: /\d{6}/ })
    .first();
  await expect(async () => {
    await mail.goto("/demonstration/courrier");
    await expect(letter).toBeVisible({ timeout: 500 });
  }).toPass();
  return /\b\d{6}\b/.exec((await letter.textContent()) ?? "")?.[0] ?? "";
}

test("a sign-in code serves once, for ten minutes, and the cookie is locked down", async ({
  browser,
  fund,
}) => {
  const mail = await windowOf(browser, fund, null);
  const email = "ines.belkacem@collectif.test";
  const page = await windowOf(browser, fund, null);
  await page.goto("/");
  await page.goto("/initiatives");
  expect(await page.context().cookies(), "no cookie before sign-in").toEqual([]);

  await page.goto("/connexion");
  await page.getByLabel("Votre adresse mail").fill("pas une adresse");
  await press(page, "Recevoir un code");
  await expect(alert(page)).toContainText("Écrivez une adresse mail");
  await expect(page.getByLabel("Votre adresse mail")).toHaveValue("pas une adresse");

  const code = await askCode(page, mail, email);
  const enter = async (typed: string) => {
    await page.getByLabel("Code reçu").fill(typed);
    await press(page, /^Entrer$/);
  };
  await enter(code === "000000" ? "000001" : "000000");
  await expect(alert(page)).toContainText("Ce code ne convient pas");
  await enter(code);
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Inès Belkacem");
  const cookies = await page.context().cookies();
  expect(cookies).toHaveLength(1);
  expect(cookies[0]).toMatchObject({ httpOnly: true, secure: true, sameSite: "Lax", path: "/" });
  expect(cookies[0]?.name).toMatch(/^__Host-/);

  const second = await windowOf(browser, fund, null);
  await second.goto(`/connexion/code?adresse=${encodeURIComponent(email)}`);
  await second.getByLabel("Code reçu").fill(code);
  await press(second, /^Entrer$/);
  await expect(alert(second), "used").toContainText("déjà utilisé");

  const late = await askCode(second, mail, "ali@voisin.test");
  const database = new Sqlite(join(fund.dataDir, "quotepart.db"));
  database.prepare("update verifications set expires_at = expires_at - 660000").run();
  database.close();
  await second.getByLabel("Code reçu").fill(late);
  await press(second, /^Entrer$/);
  await expect(alert(second), "ten minutes are over").toContainText("vieux de plus de dix minutes");
  expect(await second.context().cookies()).toEqual([]);
});

test("a real fund has no door of the demonstration", async ({ browser }) => {
  test.setTimeout(60_000);
  const fund = await openFund("real");
  const page = await windowOf(browser, fund, null);
  for (const path of ["/demonstration", "/demonstration/courrier"])
    expect(await status(page, path), path).toBe(404);
  for (const path of ["/", "/connexion", "/voter", "/initiatives"]) {
    await page.goto(path);
    await expect(page.locator("body"), path).not.toContainText("émonstration");
    await expect(page.getByRole("button", { name: /^Entrer comme/ })).toHaveCount(0);
  }
  await page.context().close();
  await fund.close();
});

test("every answer is locked down: one nonce an answer, no frame, no foreign host; health says how it is", async ({
  page,
  request,
  fund,
}) => {
  const nonces = new Set<string>();
  for (let answers = 0; answers < 5; answers++) {
    const answer = await request.get("/");
    const policy = answer.headers()["content-security-policy"] ?? "";
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toContain("unsafe-inline");
    const nonce = /'nonce-([^']{16,})'/.exec(policy)?.[1] ?? "";
    expect(await answer.text()).toContain(`nonce="${nonce}"`);
    nonces.add(nonce);
    expect(answer.headers()["set-cookie"]).toBeUndefined();
    expect(answer.headers()["x-content-type-options"]).toBe("nosniff");
  }
  expect(nonces.size).toBe(5);
  expect(nonces.has("")).toBe(false);

  const foreign: string[] = [];
  page.on("request", (one) => {
    if (!one.url().startsWith(fund.url) && !one.url().startsWith("data:")) foreign.push(one.url());
  });
  for (const path of ["/", "/fonds/2026", "/journal"]) await page.goto(path);
  expect(foreign).toEqual([]);

  const health = await request.get("/api/health");
  expect(health.status()).toBe(200);
  expect(await health.json()).toEqual({ status: "ok", engine: "sqlite" });
});

test("entering through a door never follows an address of another house", async ({ page, fund }) => {
  await page.goto("/demonstration");
  const form = page
    .locator("form")
    .filter({ has: page.getByRole("button", { name: "Entrer comme Nadia Benali" }) });
  await form.evaluate((element) => {
    const then = document.createElement("input");
    Object.assign(then, { type: "hidden", name: "then", value: "//evil.example/" });
    element.append(then);
  });
  await form.getByRole("button", { name: "Entrer comme Nadia Benali" }).click();
  await page.waitForURL((url) => url.pathname !== "/demonstration");
  expect(page.url()).toBe(`${fund.url}/compte`);
});
