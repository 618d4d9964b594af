import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Bundle, publishedResult } from "../server/allocation/published.ts";
import { enterAs, expect, test } from "./support/fund.ts";

/** What anybody may check of a result: why, the files, the calculation made again at home, other rules on the same ballots. */
test.use({ stage: "results" });

/** A published election of thirty projects and four hundred ballots, always the same. */
function publishedElection(): string {
  const projects = Array.from(
    { length: 30 },
    (_, at) => `${at + 1};${(at % 7) * 900 + 1_000};Idée numéro ${at + 1}`,
  );
  const ballots = Array.from({ length: 400 }, (_, at) => {
    const choices = [at % 30, (at * 7 + 3) % 30, (at * at + 5) % 30].map((place) => place + 1);
    return `${at + 1};${[...new Set(choices)].join(",")}`;
  });
  return [
    "META",
    "key;value",
    "unit;Beauvoir",
    "instance;2024",
    "num_projects;30",
    "num_votes;400",
    "budget;30000",
    "vote_type;approval",
    "rule;greedy",
    "currency;EUR",
    "PROJECTS",
    "project_id;cost;name",
    ...projects,
    "VOTES",
    "voter_id;vote",
    ...ballots,
    "",
  ].join("\n");
}

test("a neighbour reads why, in four sentences, and recalculates the fund's result on her own device", async ({
  page,
}) => {
  const complaints: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error") complaints.push(message.text());
  });
  await page.goto("/resultats/2026");
  const reasons = page.locator("details", { hasText: "Pourquoi ?" }).first();
  await reasons.locator("summary").click();
  await expect(reasons.getByRole("listitem")).toHaveCount(4);

  const proof = page.locator("details", { hasText: "Vérifier vous-même" }).first();
  await proof.locator("summary").click();
  await proof.getByRole("button", { name: "Recalculer sur cet appareil" }).click();
  await expect(proof.locator("[data-verdict]")).toHaveAttribute("data-verdict", "same");
  expect(complaints, "nothing of it is refused by the page’s policy").toEqual([]);

  // The same again, outside the browser, on the file that the page hands out.
  const href = await proof.getByRole("link", { name: /Le dossier complet/ }).getAttribute("href");
  const bundle: Bundle = await (await page.request.get(href ?? "")).json();
  expect(publishedResult(bundle.pb, bundle.options)).toBe(bundle.result);
});

test("a result that was altered is seen by whoever recalculates it", async ({ page }) => {
  await page.route("**/donnees/*.json", async (route) => {
    const answer = await route.fetch();
    const bundle: Bundle = await answer.json();
    await route.fulfill({ json: { ...bundle, result: bundle.result.replace(/"place":1\b/, '"place":2') } });
  });
  await page.goto("/resultats/2026");
  const proof = page.locator("details", { hasText: "Vérifier vous-même" }).first();
  await proof.locator("summary").click();
  await proof.getByRole("button", { name: "Recalculer sur cet appareil" }).click();
  await expect(proof.locator("[data-verdict]")).toHaveAttribute("data-verdict", "different");
});

test("a published election becomes pages: searched on a phone, without script, and compared under every rule", async ({
  browser,
  fund,
}) => {
  const file = join(fund.dataDir, "beauvoir.pb");
  writeFileSync(file, publishedElection());
  expect(fund.quotepart("import", "election", file, "--rule", "equal-shares").status).toBe(0);
  expect(fund.quotepart("import", "election", file).status, "twice is refused").toBe(1);
  writeFileSync(file, readFileSync(file, "utf8").replace("\n2;2,", "\n2;99,"));
  const broken = fund.quotepart("import", "election", file);
  expect([broken.status, broken.stderr]).toEqual([2, expect.stringContaining("ligne 46")]);

  const context = await browser.newContext({
    baseURL: fund.url,
    javaScriptEnabled: false,
    viewport: { width: 360, height: 780 },
  });
  const page = await context.newPage();
  await page.goto("/resultats/beauvoir-2024");
  await page.getByLabel("Mots du titre ou numéro").fill("NUMERO 17");
  await page.getByRole("button", { name: "Chercher" }).click();
  await expect(page.getByRole("heading", { level: 4 })).toHaveText(["Idée numéro 17"]);
  await page.locator("details", { hasText: "Pourquoi ?" }).first().locator("summary").click();
  await page.getByRole("link", { name: /Page de cette explication/ }).click();
  await expect(page.getByRole("main").getByRole("listitem")).toHaveCount(4);
  await page.getByRole("link", { name: "Comparer les règles sur les mêmes bulletins" }).click();
  await expect(page.getByRole("row").filter({ hasText: "en vigueur" })).toContainText("Parts égales", {
    ignoreCase: true,
  });
  await context.close();
});

test("Nadia makes the calculation again and compares; nothing is left to adopt twice", async ({ page }) => {
  await enterAs(page, "Nadia Benali");
  await page.goto("/administration/attribution");
  await expect(page.getByText("Résultat adopté.")).toBeVisible();
  await expect(page.getByRole("button", { name: /calcul/ })).toHaveCount(0);
  await page
    .getByRole("link", { name: /Recommencer le calcul et comparer/ })
    .first()
    .click();
  await expect(page.getByText("Identique, octet pour octet.")).toBeVisible();
});
