import assert from "node:assert/strict";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { temporaryFolder } from "#db/testing.ts";
import { LOCALES } from "#messages/locales.ts";
import { type Chapter, type Rule, readChapter, readRulebook } from "./rulebook.ts";

const ROOT = join(import.meta.dirname, "../..");

type Messages = { rules?: { [id: string]: { sentence?: string; refusal?: string } | undefined } };

function messagesOf(root: string, locale: string, chapter: string): Messages {
  const file = join(root, "messages", locale, `${chapter}.json`);
  return existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as Messages) : {};
}

/** What a rule lacks of all that a reader, a tester or an auditor looks for. */
function gapsOf(root: string, rule: Rule): string[] {
  const gaps = LOCALES.flatMap(({ code }) => {
    const texts = messagesOf(root, code, rule.chapter).rules?.[rule.id];
    return [
      ...(texts?.sentence ? [] : [`${rule.id}: no sentence in ${code}`]),
      ...(texts?.refusal ? [] : [`${rule.id}: no refusal in ${code}`]),
    ];
  });
  if (rule.sentence === "") gaps.push(`${rule.id}: no sentence in its chapter`);
  if (rule.code.length === 0) gaps.push(`${rule.id}: no code`);
  if (rule.tests.length === 0) gaps.push(`${rule.id}: no test`);
  return gaps;
}

const rulesOf = (chapters: readonly Chapter[]) => chapters.flatMap(({ rules }) => rules);

test("every published rule has its sentence in each language, its code and its test", () => {
  const rules = rulesOf(readRulebook(ROOT));
  assert.ok(rules.length >= 20, "the rulebook was found");
  assert.deepEqual(
    rules.flatMap((rule) => gapsOf(ROOT, rule)),
    [],
  );
});

test("every rule that a message can refuse by is published, under one identifier", () => {
  const chapters = readRulebook(ROOT);
  const ids = rulesOf(chapters).map(({ id }) => id);
  assert.deepEqual(ids, [...new Set(ids)]);
  for (const { key } of chapters)
    for (const { code } of LOCALES)
      for (const id of Object.keys(messagesOf(ROOT, code, key).rules ?? {}))
        assert.ok(ids.includes(id as Rule["id"]), `${id} of messages/${code}/${key}.json is in no RULES.md`);
});

test("every rule has its page, in a chapter with a name in each language", () => {
  assert.ok(existsSync(join(ROOT, "app/(portail)/regles/[rule]/page.tsx")));
  const chapters = readRulebook(ROOT);
  for (const { code } of LOCALES) {
    const { chapters: names } = JSON.parse(
      readFileSync(join(ROOT, "messages", code, "transparency.json"), "utf8"),
    ) as { chapters: Record<string, string> };
    for (const { key, rules } of chapters) {
      assert.ok(names[key], `${key} has no name in ${code}`);
      for (const rule of rules)
        assert.equal(rule.chapter, key, `${rule.id} is in the messages of its chapter`);
    }
  }
});

test("a rule that lacks its sentence, its code or its test is found out", (t) => {
  const root = temporaryFolder(t);
  const write = (path: string, text: string) => {
    mkdirSync(join(root, path, ".."), { recursive: true });
    writeFileSync(join(root, path), text);
  };
  mkdirSync(join(root, "db"));
  write(
    "server/treasury/RULES.md",
    "# Essai\n\n| ID | a | b | c |\n|---|---|---|---|\n| TRE-1 | Dit. | D’où. | Ainsi. |\n",
  );
  const gaps = () => rulesOf(readRulebook(root)).flatMap((rule) => gapsOf(root, rule));
  const messages = LOCALES.flatMap(({ code }) => [
    `TRE-1: no sentence in ${code}`,
    `TRE-1: no refusal in ${code}`,
  ]);
  assert.deepEqual(gaps(), [...messages, "TRE-1: no code", "TRE-1: no test"]);
  write("server/treasury/rules.ts", 'export const R = { "TRE-12": () => true };');
  assert.ok(gaps().includes("TRE-1: no code"), "TRE-12 is not TRE-1");
  write("server/treasury/rules.ts", 'export const R = { "TRE-1": () => true };');
  write("server/treasury/rules.test.ts", 'test("TRE-1 holds", () => {});');
  for (const { code } of LOCALES)
    write(`messages/${code}/treasury.json`, '{"rules":{"TRE-1":{"sentence":"a","refusal":"b"}}}');
  assert.deepEqual(gaps(), []);
});

test("chapters may write rules as rows, headings or sentences in bold", () => {
  const read = (text: string) => readChapter(text.split("\n"));
  const whole = { sentence: "Une phrase.", detail: "", source: "Loi.", example: "Ainsi." };
  assert.deepEqual(read("| LED-1 | Une phrase. | Loi. | Ainsi. |"), [{ id: "LED-1", ...whole }]);
  assert.deepEqual(
    read(
      "## LED-1 Une phrase.\n\nDu détail\nencore.\n\nSource : Loi.\n\nExemple : Ainsi.\n\n## Autre\n\nRien.",
    ),
    [{ id: "LED-1", ...whole, detail: "Du détail encore." }],
  );
  assert.deepEqual(read("**LED-1. Une phrase.** Source : Loi. Exemple : Ainsi.\n\n**LED-2. Deux.**"), [
    { id: "LED-1", ...whole },
    { id: "LED-2", sentence: "Deux.", detail: "", source: "", example: "" },
  ]);
});
