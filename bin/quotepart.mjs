#!/usr/bin/env node
// Hands over to the Node that the project pins, which runs TypeScript by itself.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { node, root } from "./house.mjs";

if (!existsSync(node)) {
  console.error("Les bibliothèques ne sont pas installées : lancez d’abord « npm ci » ou « npm start ».");
  process.exit(2);
}
const { status } = spawnSync(node, [join(root, "bin", "quotepart.ts"), ...process.argv.slice(2)], {
  stdio: "inherit",
});
process.exit(status ?? 1);
