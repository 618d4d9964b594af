// What the two commands share. Plain JavaScript for any Node >= 20.19: it runs before anything is installed.
import { spawn, spawnSync } from "node:child_process";
import { createHash, randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

export const root = dirname(dirname(fileURLToPath(import.meta.url)));
export const node = join(root, "node_modules", ".bin", "node");
const next = join(root, "node_modules", "next", "dist", "bin", "next");

export const dataDir = resolve(root, process.env.DATA_DIR ?? "data");

/** Stops with a sentence when this Node is too old to go on. */
export function requireNode() {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  console.error(`Quote-part demande Node 20.19 ou plus récent ; celui-ci est ${process.versions.node}.`);
  process.exit(1);
}

/** Installs what the lock file names, when it is not there yet or was installed from another lock. */
export function install() {
  const lock = createHash("sha256")
    .update(readFileSync(join(root, "package-lock.json")))
    .digest("hex");
  const mark = join(root, "node_modules", ".installed-from");
  if (existsSync(node) && existsSync(mark) && readFileSync(mark, "utf8") === lock) return;
  console.log("Installation des bibliothèques (quelques minutes la première fois)…");
  must(
    spawnSync("npm", ["ci", "--no-audit", "--no-fund"], {
      cwd: root,
      stdio: "inherit",
      shell: process.platform === "win32",
    }),
  );
  writeFileSync(mark, lock);
}

/**
 * A form opened before a redeploy must still post after it: the key that signs the addresses of forms is made once and
 * kept beside the data, for the build and for the server alike.
 */
export function environment() {
  const file = join(dataDir, "keys", "forms.key");
  if (!existsSync(file)) {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    writeFileSync(file, randomBytes(32).toString("base64"), { mode: 0o600 });
  }
  return {
    ...process.env,
    DATA_DIR: dataDir,
    NEXT_TELEMETRY_DISABLED: "1",
    NEXT_SERVER_ACTIONS_ENCRYPTION_KEY:
      process.env.NEXT_SERVER_ACTIONS_ENCRYPTION_KEY ?? readFileSync(file, "utf8"),
  };
}

/** Builds the site when it was never built or when a source changed since. */
export function build(env) {
  const mark = join(root, ".next", "built-from");
  const sources = fingerprint(env);
  if (existsSync(mark) && readFileSync(mark, "utf8") === sources) return;
  console.log("Construction du site (une minute environ)…");
  must(
    spawnSync(node, [next, "build"], {
      cwd: root,
      stdio: "inherit",
      env: { ...env, NODE_ENV: "production" },
    }),
  );
  writeFileSync(mark, sources);
}

/** Runs a script on the Node that the project pins; answers its exit code. */
export function run(script, args, env) {
  return spawnSync(node, [join(root, script), ...args], { cwd: root, stdio: "inherit", env }).status ?? 1;
}

/** Runs a script that stays; signals are passed on so that it closes its database itself. */
export function stay(script, args, env) {
  const child = spawn(node, [join(root, script), ...args], { cwd: root, stdio: "inherit", env });
  for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => child.kill(signal));
  child.on("exit", (code, signal) => process.exit(signal ? 0 : (code ?? 0)));
}

function must(result) {
  if (result.status !== 0) process.exit(result.status ?? 1);
}

function fingerprint(env) {
  const hash = createHash("sha256").update(env.NEXT_SERVER_ACTIONS_ENCRYPTION_KEY);
  const walk = (path) => {
    const stat = statSync(path);
    if (stat.isDirectory()) for (const name of readdirSync(path).sort()) walk(join(path, name));
    else hash.update(path.slice(root.length)).update(readFileSync(path));
  };
  for (const name of [
    "app",
    "components",
    "db",
    "messages",
    "server",
    "next.config.ts",
    "package-lock.json",
    "postcss.config.mjs",
    "proxy.ts",
    "instrumentation.ts",
    "tsconfig.json",
  ])
    if (existsSync(join(root, name))) walk(join(root, name));
  return hash.digest("hex");
}
