import assert from "node:assert/strict";
import { existsSync, globSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { test } from "node:test";
import { readRulebook } from "#server/transparency/rulebook.ts";

const ROOT = join(import.meta.dirname, "..");
const DOCUMENTS = globSync(["*.md", "components/*.md", "docs/**/*.md"], { cwd: ROOT }).sort();
const CODE = globSync("{app,bench,bin,components,db,e2e,messages,server}/**/*.{ts,tsx,mjs,css,json}", {
  cwd: ROOT,
  exclude: ["db/migrations/**"],
}).concat(globSync("*.{ts,mjs,json}", { cwd: ROOT }));
const read = (path: string) => readFileSync(join(ROOT, path), "utf8");
const SOURCES = CODE.map(read).join("\n");
const ARCHITECTURE = "docs/architecture.md";

/** Every word written as code in a document, those of its blocks too, with the line it stands on. */
function codeWords(text: string): { word: string; line: number }[] {
  let isBlock = false;
  return text.split("\n").flatMap((content, index) => {
    if (content.trimStart().startsWith("```")) {
      isBlock = !isBlock;
      return [];
    }
    const spans = isBlock ? [content] : [...content.matchAll(/`([^`]+)`/g)].map(([, span = ""]) => span);
    return spans
      .flatMap((span) => span.split(/[\s;"]+|,(?![^{]*\})/))
      .filter((word) => word !== "")
      .map((word) => ({ word, line: index + 1 }));
  });
}

/** What a document says that `isTrue` denies: `docs/x.md:12 server/nowhere.ts`. */
function liesIn(
  path: string,
  claims: (word: string) => boolean,
  isTrue: (word: string) => boolean,
): string[] {
  return codeWords(read(path))
    .filter(({ word }) => claims(word) && !isTrue(word))
    .map(({ word, line }) => `${path}:${line} ${word}`);
}

const TOP = new Set(readdirSync(ROOT).filter((name) => !["node_modules", ".git"].includes(name)));

/** A path from the root of the repository: `server/fund`, `proxy.ts`, `.ci/run`; `<domain>` and `*` stand for any name. */
const isPath = (word: string) => {
  const [first = ""] = word.split("/");
  return word.includes("/") ? TOP.has(first) : /^[\w.-]+\.(ts|tsx|mjs|json|md)$/.test(word) && TOP.has(word);
};

const exists = (word: string) => {
  const path = word
    .replace(/[.:]$/, "")
    .replaceAll("…", "*")
    .replace(/<[^>]+>/g, "*");
  if (!/[*{]/.test(path)) return existsSync(join(ROOT, path));
  return globSync(path.replace(/\/$/, "").replace(/[[\]()]/g, "?"), { cwd: ROOT }).length > 0;
};

test("every path that a document names is there", () => {
  assert.ok(DOCUMENTS.includes(ARCHITECTURE) && DOCUMENTS.includes("README.md"));
  assert.deepEqual(
    DOCUMENTS.flatMap((path) => liesIn(path, isPath, exists)),
    [],
  );
});

test("every link of a document leads to a file", () => {
  const dead = DOCUMENTS.flatMap((path) =>
    [...read(path).matchAll(/\]\(([^)#\s]+)/g)]
      .map(([, link = ""]) => link)
      .filter((link) => !/^[a-z]+:/.test(link) && !existsSync(join(ROOT, dirname(path), link)))
      .map((link) => `${path} ${link}`),
  );
  assert.deepEqual(dead, []);
});

test("every rule that a document cites is in the rulebook", () => {
  const known = new Set(readRulebook(ROOT).flatMap(({ rules }) => rules.map(({ id }): string => id)));
  const named = DOCUMENTS.flatMap((path) =>
    [...read(path).matchAll(/\b(?!SHA|AES)[A-Z]{3}-[1-9]\d*\b/g)].map(([id]) => ({ path, id })),
  );
  assert.ok(named.length > 10);
  assert.deepEqual(
    named.filter(({ id }) => !known.has(id)),
    [],
  );
});

test("every address that a document gives is a page or a route", () => {
  const addresses = globSync("app/**/{page,route}.ts{,x}", { cwd: ROOT }).map((file) => {
    const segments = dirname(relative("app", file))
      .split(/[\\/]/)
      .filter((segment) => segment !== "." && !segment.startsWith("("));
    const pattern = segments.map((segment) =>
      segment.startsWith("[") ? "[^/]+" : segment.replace(/[.+]/g, "\\$&"),
    );
    return new RegExp(`^/${pattern.join("/")}$`);
  });
  const isAddress = (word: string) => /^\/[a-z][\w/<>…-]*$/i.test(word) && !/^\/(en|ar|_next)\b/.test(word);
  const answers = (word: string) =>
    addresses.some((address) => address.test(word)) ||
    // `/collectif/…`: something below it answers.
    (word.endsWith("/…") &&
      addresses.some(({ source }) =>
        source.startsWith(`^\\${word.slice(0, -1).replaceAll("/", "\\/").slice(1)}`),
      ));
  assert.deepEqual(
    DOCUMENTS.flatMap((path) => liesIn(path, isAddress, answers)),
    [],
  );
});

test("every name of our code that a document uses is in the code", () => {
  const isName = (word: string) =>
    /^[a-z]+[A-Z]\w*(\(\))?$/.test(word) || /^[a-z]+(_[a-z]+)+$/.test(word) || /^\w+\(\)$/.test(word);
  const isUsed = (word: string) => new RegExp(`\\b${word.replace("()", "")}\\b`).test(SOURCES);
  assert.deepEqual(
    DOCUMENTS.flatMap((path) => liesIn(path, isName, isUsed)),
    [],
  );
});

test("every domain of the server is in the architecture, and every script and setting in a document", () => {
  const architecture = read(ARCHITECTURE);
  const all = DOCUMENTS.map(read).join("\n");
  const domains = readdirSync(join(ROOT, "server"), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name);
  assert.ok(domains.length >= 12);
  assert.deepEqual(
    domains.filter((name) => !architecture.includes(`\`server/${name}\``)),
    [],
  );

  const { scripts } = JSON.parse(read("package.json")) as { scripts: Record<string, string> };
  const asked = [...all.matchAll(/npm run ([a-z0-9]+)/g)].map(([, name = ""]) => name);
  assert.deepEqual(
    asked.filter((name) => scripts[name] === undefined),
    [],
  );

  const OF_OTHERS = ["NODE_ENV", "NEXT_RUNTIME"];
  const settings = new Set([...SOURCES.matchAll(/process\.env\.([A-Z_]+)/g)].map(([, name = ""]) => name));
  assert.deepEqual(
    [...settings].filter((name) => !OF_OTHERS.includes(name) && !all.includes(`\`${name}\``)),
    [],
  );
  // The publisher's settings are read by the part of their name that differs.
  const isRead = (name: string) =>
    SOURCES.includes(name) || SOURCES.includes(`read("${name.replace("QUOTEPART_", "")}")`);
  const promised = [...read("README.md").matchAll(/^\| (`.*?) \|/gm)].flatMap(([, cell = ""]) =>
    [...cell.matchAll(/`([A-Z_]+)`/g)].map(([, name = ""]) => name),
  );
  assert.ok(promised.length > 10);
  assert.deepEqual(
    promised.filter((name) => !isRead(name)),
    [],
  );
});

test("imports between domains go one way, in the order that the README gives", () => {
  const [chain = ""] = /kernel <[\s\S]*?transparency/.exec(read("README.md")) ?? [];
  const order = chain.split(/[\s<,]+/);
  const domainsOf = (file: string) =>
    [...read(file).matchAll(/from "#server\/([a-z]+)\//g)].map(([, name = ""]) => name);
  const backwards = globSync("server/*/**/*.ts", { cwd: ROOT })
    .filter((file) => !/\.(test|test-helper|child)\.ts$|testing\.ts$/.test(file))
    .flatMap((file) => {
      const own = order.indexOf(file.split(/[\\/]/)[1] ?? "");
      assert.ok(own >= 0, `${file} is in no domain of the README`);
      return domainsOf(file)
        .filter((name) => order.indexOf(name) > own)
        .map((name) => `${file} imports ${name}`);
    });
  assert.deepEqual(backwards, []);
});

test("decisions are numbered without a gap, in their names and in their titles", () => {
  const files = readdirSync(join(ROOT, "docs/decisions")).sort();
  for (const [index, file] of files.entries()) {
    const number = index + 1;
    assert.match(file, new RegExp(`^${String(number).padStart(4, "0")}-[a-z0-9-]+\\.md$`));
    assert.ok(read(`docs/decisions/${file}`).startsWith(`# ${number}. `), file);
  }
});
