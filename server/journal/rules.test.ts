import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";

const read = (path: string) => readFileSync(new URL(path, import.meta.url), "utf8");
const rules = [...read("./RULES.md").matchAll(/^\| (JOU-\d+) \|/gm)].map(([, id]) => id ?? "");

test("every rule of the journal has its sentence in three languages and a test that bears its name", () => {
  assert.ok(rules.length >= 3);
  const tests = readdirSync(import.meta.dirname)
    .filter((file) => file.endsWith(".test.ts"))
    .map((file) => read(`./${file}`))
    .join();
  for (const locale of ["fr", "en", "ar"]) {
    const messages = JSON.parse(read(`../../messages/${locale}/journal.json`)).rules;
    assert.deepEqual(Object.keys(messages), rules, locale);
    for (const id of rules) assert.ok(messages[id].sentence && messages[id].refusal, `${id} in ${locale}`);
  }
  for (const id of rules) assert.match(tests, new RegExp(`test\\("${id} |test\\(\`${id} `), id);
});
