import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { type MessageFormatElement, parse, TYPE } from "@formatjs/icu-messageformat-parser";
import { LOCALES } from "./locales.ts";
import { NAMESPACES } from "./namespaces.ts";

const file = (code: string, name: string) => new URL(`./${code}/${name}.json`, import.meta.url);

/** Every sentence of a file under its path: `form.errorWord`. */
function sentences(node: unknown, path = ""): Map<string, string> {
  if (typeof node === "string") return new Map([[path, node]]);
  assert.ok(typeof node === "object" && node !== null, `${path} is neither words nor a group of words`);
  return new Map(
    Object.entries(node).flatMap(([key, value]) => [...sentences(value, path ? `${path}.${key}` : key)]),
  );
}

const read = (code: string, name: string) => sentences(JSON.parse(readFileSync(file(code, name), "utf8")));

/** The names that a sentence is filled with, and its plurals with the categories each provides. */
function parts(elements: MessageFormatElement[]): { names: Set<string>; plurals: Set<string>[] } {
  const names = new Set<string>();
  const plurals: Set<string>[] = [];
  for (const element of elements) {
    if (element.type === TYPE.literal || element.type === TYPE.pound) continue;
    names.add(element.value);
    if (element.type === TYPE.plural) plurals.push(new Set(Object.keys(element.options)));
    const inner =
      element.type === TYPE.plural || element.type === TYPE.select
        ? Object.values(element.options).map((option) => option.value)
        : element.type === TYPE.tag
          ? [element.children]
          : [];
    for (const deeper of inner.map(parts)) {
      for (const name of deeper.names) names.add(name);
      plurals.push(...deeper.plurals);
    }
  }
  return { names, plurals };
}

test("every message file is listed, and every listed file is there in every language", () => {
  for (const { code } of LOCALES) {
    for (const name of NAMESPACES) assert.ok(existsSync(file(code, name)), `messages/${code}/${name}.json`);
    const found = readdirSync(new URL(`./${code}/`, import.meta.url)).map((name) =>
      name.replace(".json", ""),
    );
    assert.deepEqual(found.sort(), [...NAMESPACES].sort(), `messages/${code}`);
  }
});

for (const name of NAMESPACES) {
  test(`${name}: every language says the same things, with the same facts`, () => {
    const french = read("fr", name);
    for (const { code } of LOCALES) {
      const own = read(code, name);
      assert.deepEqual([...own.keys()].sort(), [...french.keys()].sort(), code);
      for (const [key, words] of own) {
        assert.notEqual(words.trim(), "", `${code} ${key}`);
        assert.deepEqual(
          [...parts(parse(words)).names].sort(),
          [...parts(parse(french.get(key) ?? "")).names].sort(),
          `${code} ${key}`,
        );
      }
    }
  });

  test(`${name}: plurals know the categories of their language`, () => {
    for (const { code, lang } of LOCALES) {
      // "many" is for millions in French: only needed where the count is followed by a noun, and never of ours.
      const wanted = new Intl.PluralRules(lang)
        .resolvedOptions()
        .pluralCategories.filter((category) => !(lang.startsWith("fr") && category === "many"));
      for (const [key, words] of read(code, name)) {
        for (const given of parts(parse(words)).plurals) {
          for (const category of wanted) assert.ok(given.has(category), `${code} ${key} lacks «${category}»`);
        }
      }
    }
  });
}

test("French is written for everybody: no middle dot, no straight apostrophe, no sentence of more than 25 words", () => {
  for (const name of NAMESPACES) {
    for (const [key, words] of read("fr", name)) {
      assert.doesNotMatch(words, /\p{L}·\p{L}/u, `${name}.${key}: middle dot`);
      assert.doesNotMatch(words, /\p{L}'\p{L}/u, `${name}.${key}: write ’`);
      for (const sentence of words.split(/[.!?:;]\s/)) {
        const count = sentence.split(/\s+/).filter((word) => /\p{L}/u.test(word)).length;
        assert.ok(count <= 25, `${name}.${key}: ${count} words`);
      }
    }
  }
});
