import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import type { RuleId } from "#server/kernel/rulebook.ts";
import { CHAPTERS, chapterOf } from "#server/rulebook.ts";

/** Where something stands in the sources: `server/treasury/rules.ts`, line 62. */
export type Place = { path: string; line: number };

/** A rule as it is published: its text is French, the language that binds; where it is kept and tested. */
export type Rule = {
  id: RuleId;
  chapter: string;
  sentence: string;
  source: string;
  example: string;
  code: Place[];
  tests: Place[];
};

export type Chapter = { key: string; title: string; rules: Rule[] };

/** Where the sources are kept: rules run in the software, the text and the migrations beside it. */
const SOURCES = ["server", "db"];
const ROW = /^\|\s*([A-Z]{3}-\d+)\s*\|(.*)\|\s*$/;
const CODE = /\.tsx?$/;
const TEST = /\.test\.tsx?$/;

type Source = { path: string; lines: string[] };

function sourcesUnder(root: string): Source[] {
  return SOURCES.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && (CODE.test(entry.name) || entry.name === "RULES.md"))
      .map((entry) => join(entry.parentPath, entry.name))
      .sort()
      .map((file) => ({ path: relative(root, file), lines: readFileSync(file, "utf8").split("\n") })),
  );
}

/** The cells of a row of a table in Markdown; a bar inside a cell is written `\|`. */
function cellsOf(row: string): string[] {
  return row.split(/(?<!\\)\|/).map((cell) => cell.trim().replaceAll("\\|", "|"));
}

/** The rule as its own word: `DOT-1` is not in `DOT-12`. */
const mentions = (line: string, id: string) => new RegExp(`\\b${id}\\b`).test(line);

function placesOf(sources: readonly Source[], found: (line: string) => boolean): Place[] {
  return sources.flatMap(({ path, lines }) => {
    const line = lines.findIndex(found);
    return line === -1 ? [] : [{ path, line: line + 1 }];
  });
}

/** Where a chapter starts in the life of an edition. */
const ORDER: string[] = [...new Set(Object.values(CHAPTERS))];

/**
 * Reads the rulebook from the sources: the table of each `RULES.md`, the first place in each file where the code keeps the
 * rule, the first test of each file whose title names it. What is published is what runs.
 */
export function readRulebook(root: string): Chapter[] {
  const sources = sourcesUnder(root);
  const code = sources.filter(({ path }) => CODE.test(path) && !TEST.test(path));
  const tests = sources.filter(({ path }) => TEST.test(path));
  const chapters = sources
    .filter(({ path }) => path.endsWith("RULES.md"))
    .map(({ path, lines }) => {
      const rules = lines.flatMap((line): Rule[] => {
        const [, written, rest] = ROW.exec(line) ?? [];
        if (written === undefined || rest === undefined) return [];
        const id = written as RuleId;
        const [sentence = "", source = "", example = ""] = cellsOf(rest);
        return [
          {
            id,
            chapter: chapterOf(id),
            sentence,
            source,
            example,
            code: placesOf(code, (text) => mentions(text, id)),
            tests: placesOf(tests, (text) => /\btest\(/.test(text) && mentions(text, id)),
          },
        ];
      });
      const title = lines.find((line) => line.startsWith("# "))?.slice(2) ?? path;
      return { key: path.split("/").at(-2) ?? path, title: title.replace(/ \([A-Z, ]+\)$/, ""), rules };
    });
  return chapters
    .filter(({ rules }) => rules.length > 0)
    .sort((a, b) => ORDER.indexOf(a.key) - ORDER.indexOf(b.key));
}

let published: Chapter[] | null = null;

/** The rulebook of the running software, read once. */
export function rulebook(): Chapter[] {
  published ??= readRulebook(process.cwd());
  return published;
}

/** The rule of that identifier with its chapter, or null. */
export function findRule(id: string): { rule: Rule; chapter: Chapter } | null {
  for (const chapter of rulebook()) {
    const rule = chapter.rules.find((one) => one.id === id);
    if (rule) return { rule, chapter };
  }
  return null;
}
