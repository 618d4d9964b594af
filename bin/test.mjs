// `npm test`: every check, each printed as it runs, and a last line that counts them.
import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { environment, install, node, requireNode, root } from "./house.mjs";

requireNode();
install();

const scratch = mkdtempSync(join(tmpdir(), "quotepart-test-"));
const env = { ...environment(), FORCE_COLOR: "0", NODE_ENV: "test" };
const bin = (name) => join(root, "node_modules", ".bin", name);
const totals = { passed: 0, failed: 0 };

/** Runs a program, showing what it says as it says it; its own count is read from its closing lines, or it counts as one check. */
async function check(title, file, args, { extra = {}, counts } = {}) {
  console.log(`\n── ${title} : ${[file, ...args].join(" ").replaceAll(`${root}/`, "")}`);
  const started = Date.now();
  const { status, output } = await run(file, args, { ...env, ...extra });
  const passed = counts ? number(output, counts.passed) : status === 0 ? 1 : 0;
  let failed = counts ? number(output, counts.failed) : status === 0 ? 0 : 1;
  // A run that fails without counting, or that counts nothing, has failed.
  if ((status !== 0 && failed === 0) || (status === 0 && passed === 0)) failed += 1;
  totals.passed += passed;
  totals.failed += failed;
  const seconds = Math.round((Date.now() - started) / 1000);
  console.log(`── ${title} : ${failed === 0 ? "bon" : "EN ÉCHEC"} en ${seconds} s`);
}

function run(file, args, environment) {
  return new Promise((resolve) => {
    const child = spawn(file, args, { cwd: root, env: environment, stdio: ["ignore", "pipe", "inherit"] });
    let output = "";
    child.stdout.setEncoding("utf8").on("data", (text) => {
      output += text;
      process.stdout.write(text);
    });
    child.on("error", () => resolve({ status: 1, output }));
    child.on("close", (status) => resolve({ status: status ?? 1, output }));
  });
}

const number = (text, pattern) => Number([...text.matchAll(pattern)].at(-1)?.[1] ?? 0);

const NODE_TEST = { passed: /^. pass (\d+)$/gm, failed: /^. fail (\d+)$/gm };
const PLAYWRIGHT = { passed: /^\s*(\d+) passed/gm, failed: /^\s*(\d+) failed/gm };

const stages = {
  types: async () => {
    await check("adresses typées", node, [join(root, "node_modules/next/dist/bin/next"), "typegen"]);
    await check("types", bin("tsc"), ["--noEmit"]);
  },
  lint: () => check("style", bin("biome"), ["check", "."]),
  unit: async () => {
    for (const engine of ["sqlite", "postgres"])
      await check(`règles et procédures sur ${engine}`, node, ["db/testing-run.ts"], {
        extra: { TEST_ENGINE: engine, DATA_DIR: join(scratch, engine) },
        counts: NODE_TEST,
      });
  },
  build: () =>
    check("construction", node, [join(root, "node_modules/next/dist/bin/next"), "build"], {
      extra: { NODE_ENV: "production" },
    }),
  e2e: async () => {
    const chromium = findChromium();
    if (!chromium) {
      console.log(
        "\nAucun Chromium ici : installez-le (Debian : apt-get install chromium) ou donnez CHROMIUM_PATH.",
      );
      totals.failed += 1;
      return;
    }
    await check(
      "parcours dans Chromium",
      node,
      [join(root, "node_modules/@playwright/test/cli.js"), "test", "--config", "e2e/playwright.config.ts"],
      {
        extra: { CHROMIUM_PATH: chromium, NODE_ENV: "production" },
        counts: PLAYWRIGHT,
      },
    );
  },
};

function findChromium() {
  const known = [
    process.env.CHROMIUM_PATH,
    "/usr/bin/chromium",
    "/usr/bin/chromium-browser",
    "/usr/bin/google-chrome",
  ];
  const found = known.find((path) => path && existsSync(path));
  if (found) return found;
  const cli = join(root, "node_modules/@playwright/test/cli.js");
  spawnSync(node, [cli, "install", "chromium"], { cwd: root, stdio: "inherit" });
  const asked = spawnSync(
    node,
    ["-e", "console.log(require('@playwright/test').chromium.executablePath())"],
    { cwd: root, encoding: "utf8" },
  );
  const path = asked.stdout.trim();
  return path && existsSync(path) ? path : null;
}

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !(name in stages));
if (unknown.length > 0) {
  console.error(`Étape inconnue : ${unknown.join(", ")}. Les étapes : ${Object.keys(stages).join(", ")}.`);
  process.exit(2);
}
for (const name of asked.length > 0 ? asked : Object.keys(stages)) await stages[name]();
rmSync(scratch, { recursive: true, force: true });
console.log(`\n${totals.passed} passed, ${totals.failed} failed`);
process.exit(totals.failed === 0 ? 0 : 1);
