import { spawn } from "node:child_process";
import { globSync } from "node:fs";
import { startTestServer } from "./testing-server.ts";

/**
 * Runs every unit and procedure test on the engine of TEST_ENGINE. PostgreSQL is started once for all test files, each of
 * which copies the migrated template for each of its tests.
 */
const patterns = process.argv.slice(2);
const files = globSync(
  patterns.length > 0
    ? patterns
    : ["*.test.ts", "{server,db,components,messages,bin,bench,docs}/**/*.test.ts"],
);
const server = process.env.TEST_ENGINE === "postgres" ? await startTestServer() : null;
const tests = spawn(process.execPath, ["--test", "--test-reporter=spec", ...files], {
  stdio: "inherit",
  env: { ...process.env, ...(server ? { TEST_POSTGRES_URL: server.url } : {}) },
});
tests.on("exit", async (code) => {
  await server?.stop();
  process.exit(code ?? 1);
});
