// `npm start`: installs, builds, migrates, fills the demo fund when the database is new, serves.
import { build, environment, install, requireNode, run, stay } from "./house.mjs";

requireNode();
install();
const dev = process.argv.includes("--dev");
const env = { ...environment(), NODE_ENV: dev ? "development" : "production" };
if (!dev) build(env);
const prepared = run("bin/prepare.ts", [], env);
if (prepared !== 0) process.exit(prepared);
stay("bin/serve.ts", dev ? ["--dev"] : [], env);
