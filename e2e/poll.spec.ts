import { enterAs, expect, goToDay, test } from "./support/fund.ts";

test.use({ stage: "review" });

test("Nadia opens the vote, it freezes; after its hour she closes it and counts, once", async ({
  browser,
  fund,
}) => {
  const window = async () => (await browser.newContext({ baseURL: fund.url })).newPage();
  const nadia = await window();
  const resident = await window();
  await enterAs(nadia, "Nadia Benali");
  const desk = () => nadia.goto("/administration/vote");

  // While the jury scores, its marks are sealed and the vote does not open.
  await desk();
  await expect(nadia.locator("main")).toContainText("scellée");
  await nadia.getByLabel("J’ai relu").check();
  await nadia.getByRole("button", { name: "Ouvrir le vote" }).click();
  await expect(nadia.getByText("l’examen n’est pas fini").first()).toBeVisible();

  await goToDay(nadia, ["28", "5", "2026"]);
  await desk();
  await nadia.getByLabel("Liste d’émargement").fill("ceci n’est pas une clé;QN07511M");
  await nadia.getByLabel("J’ai relu").check();
  await nadia.getByRole("button", { name: "Ouvrir le vote" }).click();
  await expect(nadia.getByText("La ligne 1 de la liste ne convient pas").first()).toBeVisible();
  await desk();
  await nadia.getByLabel("J’ai relu").check();
  await nadia.getByRole("button", { name: "Ouvrir le vote" }).click();
  await expect(nadia.locator(".receipt")).toContainText("Pas encore ouvert");
  const hash = await nadia.locator(".receipt .hash").textContent();

  await resident.goto("/voter/goutte-d-or");
  await expect(resident.getByRole("heading", { level: 1 })).toHaveText("Le vote n’est pas encore ouvert");
  await goToDay(nadia, ["2", "6", "2026"]);
  await resident.goto("/voter/goutte-d-or");
  await expect(resident.locator(".hash").first()).toHaveText(hash ?? "");
  const letter = resident.locator("li", { hasText: "Adama Cissé" }).locator(".tracker");
  const code = (await letter.textContent()) ?? "";
  await resident.getByRole("checkbox").first().check();
  await resident.getByRole("button", { name: "Vérifier mon vote" }).click();
  await resident.getByLabel("Le code de votre lettre").fill(code);
  await resident.getByRole("button", { name: "Voter maintenant" }).click();
  await expect(resident.getByRole("heading", { level: 1 })).toHaveText("Votre bulletin est dans l’urne");
  await resident.goto("/voter");
  await expect(resident.getByText("Moins de 20 personnes ont voté")).toBeVisible();

  await desk();
  await expect(nadia.getByRole("button", { name: "Clore le vote" })).toHaveCount(0);
  await goToDay(nadia, ["15", "6", "2026"]);
  await desk();
  await nadia.getByRole("button", { name: "Clore le vote" }).click();
  await nadia.getByRole("button", { name: "Ouvrir les urnes et compter" }).click();
  await expect(nadia.locator("main")).toContainText("Le vote est dépouillé");
  await expect(nadia.getByRole("button")).toHaveCount(0);
  await resident.goto("/voter");
  await expect(resident.getByText("1 bulletin a été compté")).toBeVisible();
});
