/**
 * `npm run bench [-- commit|allocation|pages]`: the ratios of docs/benchmarks.md, each over its yardstick in the same run. All of
 * it takes less than four minutes; `allocation` alone measures every election of the shared data, and generated ones.
 */
import { loadavg } from "node:os";
import { benchAllocation } from "./allocation.ts";
import { benchCommit, printRates } from "./commit.ts";
import { benchPages, printPages } from "./pages.ts";

const EXAMPLE = "France_Toulouse_2019";

const parts: Record<string, { title: string; run: (isAlone: boolean) => Promise<void> }> = {
  commit: {
    title: "Durable commits per second, over a bare insert of better-sqlite3 with the same settings",
    run: async () => printRates(await benchCommit()),
  },
  allocation: {
    title: "Allocation by equal shares, in scans of the ballots in memory",
    run: async (isAlone) => void benchAllocation(console.log, isAlone ? null : EXAMPLE),
  },
  pages: {
    title: "Answers per second, and how many times dearer than a bare node http server with the same bytes",
    run: async () => printPages(await benchPages()),
  },
};

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !parts[name]);
if (unknown.length > 0) {
  console.error(`npm run bench [-- ${Object.keys(parts).join("|")}] (not ${unknown.join(", ")})`);
  process.exit(2);
}
for (const [name, { title, run }] of Object.entries(parts)) {
  if (asked.length > 0 && !asked.includes(name)) continue;
  const started = Date.now();
  console.log(`\n── ${title}`);
  await run(asked.length > 0);
  const load = loadavg()[0]?.toFixed(1);
  console.log(`── ${name}: ${Math.round((Date.now() - started) / 1_000)} s, load ${load} at its end`);
}
