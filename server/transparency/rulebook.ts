import { readdirSync, readFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import type { RuleId } from "#server/kernel/rulebook.ts";
import { CHAPTERS, chapterOf } from "#server/rulebook.ts";

/** Where something stands in the sources: `server/treasury/rules.ts`, line 62. */
export type Place = { path: string; line: number };

/** A rule as it is published: its text is French, the language that binds; where it is kept and tested. */
export type Rule = {
  id: RuleId;
  chapter: string;
  sentence: string;
  /** What the chapter says besides: definitions, reasons; empty when the sentence says all. */
  detail: string;
  /** Both may be empty: not every rule comes from a text or needs an example. */
  source: string;
  example: string;
  code: Place[];
  tests: Place[];
};

export type Chapter = { key: string; title: string; rules: Rule[] };

/** Where the sources are kept: rules run in the software, the text and the migrations beside it. */
const SOURCES = ["server", "db"];
/** The three ways in which a chapter writes a rule: a row of a table, a heading, a sentence in bold. */
const ROW = /^\|\s*([A-Z]{3}-\d+)\s*\|(.*)\|\s*$/;
const HEADING = /^#{2,6} ([A-Z]{3}-\d+)[. :–]*(.*)$/;
const BOLD = /^\*\*([A-Z]{3}-\d+)[. :–]*(.*?)\*\*\s*(.*)$/;
const CODE = /\.tsx?$/;
const TEST = /\.test\.tsx?$/;
/** What speaks of rules in general keeps none. */
const KEEPS_NONE = /^server\/(kernel|transparency)\//;

type Source = { path: string; lines: string[] };

function sourcesUnder(root: string): Source[] {
  return SOURCES.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && (CODE.test(entry.name) || entry.name === "RULES.md"))
      .map((entry) => join(entry.parentPath, entry.name))
      .sort()
      .map((file) => ({
        path: relative(root, file).replaceAll(sep, "/"),
        lines: readFileSync(file, "utf8").split("\n"),
      })),
  );
}

/** The cells of a row of a table in Markdown; a bar inside a cell is written `\|`. */
function cellsOf(row: string): string[] {
  return row.split(/(?<!\\)\|/).map((cell) => cell.trim().replaceAll("\\|", "|"));
}

type Written = Pick<Rule, "id" | "sentence" | "detail" | "source" | "example">;

/** What follows a rule in prose: its source and its example are told by their words, the rest is detail. */
function proseOf(text: string): Pick<Rule, "detail" | "source" | "example"> {
  const parts = text.split(/(?=\b(?:Source|Exemple) ?: )/).map((one) => one.trim());
  const isLabelled = (one: string) => /^(Source|Exemple) ?: /.test(one);
  const part = (label: string) =>
    parts
      .filter((one) => isLabelled(one) && one.startsWith(label))
      .map((one) => one.replace(/^\w+ ?: (.)/, (_, first: string) => first.toUpperCase()))
      .join(" ");
  const detail = parts.filter((one) => !isLabelled(one)).join(" ");
  return { detail, source: part("Source"), example: part("Exemple") };
}

/** The rules of a chapter, in its order. */
export function readChapter(lines: readonly string[]): Written[] {
  const rules: Written[] = [];
  let open: { id: RuleId; sentence: string; text: string[] } | null = null;
  const close = () => {
    if (open) rules.push({ id: open.id, sentence: open.sentence, ...proseOf(open.text.join(" ")) });
    open = null;
  };
  for (const line of lines) {
    const [, id, sentence, more = ""] = HEADING.exec(line) ?? BOLD.exec(line) ?? [];
    const [, rowId, cells] = ROW.exec(line) ?? [];
    if (id !== undefined || rowId !== undefined || line.startsWith("#")) close();
    if (rowId !== undefined) {
      const [rowSentence = "", source = "", example = ""] = cellsOf(cells ?? "");
      rules.push({ id: rowId as RuleId, sentence: rowSentence, detail: "", source, example });
    } else if (id !== undefined) open = { id: id as RuleId, sentence: sentence ?? "", text: [more] };
    else if (open) (open as { text: string[] }).text.push(line.trim());
  }
  close();
  return rules;
}

type Mention = Place & { text: string; before: string };

/** Every line that names each rule, as its own word: `DOT-1` is not in `DOT-12`. */
function mentionsIn(sources: readonly Source[]): Map<string, Mention[]> {
  const mentions = sources.flatMap(({ path, lines }) =>
    lines.flatMap((text, index) =>
      [...new Set(text.match(/\b[A-Z]{3}-\d+\b/g))].map((id) => ({
        id: id as string,
        mention: { path, line: index + 1, text, before: lines[index - 1] ?? "" },
      })),
    ),
  );
  const byRule = new Map<string, Mention[]>();
  for (const { id, mention } of mentions) byRule.set(id, [...(byRule.get(id) ?? []), mention]);
  return byRule;
}

/** The first place in each file. */
function placesOf(mentions: readonly Mention[]): Place[] {
  return mentions
    .filter(({ path }, index) => mentions.findIndex((other) => other.path === path) === index)
    .map(({ path, line }) => ({ path, line }));
}

/** Where the rule is kept: first where it is written as a rule, then wherever the code names it. */
function codeOf(mentions: readonly Mention[], id: string): Place[] {
  const isKept = ({ text }: Mention) => text.includes(`"${id}":`);
  return placesOf([...mentions.filter(isKept), ...mentions.filter((one) => !isKept(one))]);
}

/**
 * Tests whose title names the rule: on the line of `test(`, on the next when the title is long, or in a row of cases
 * (`["INS-5", …]`) that a title starts with.
 */
function testsOf(mentions: readonly Mention[], id: string): Place[] {
  return placesOf(
    mentions.filter(
      ({ text, before }) =>
        /\btest\(/.test(text) ||
        /\btest\($/.test(before.trimEnd()) ||
        text.trimStart().startsWith(`["${id}",`),
    ),
  );
}

/** Where a chapter starts in the life of an edition. */
const ORDER: string[] = [...new Set(Object.values(CHAPTERS))];

/**
 * Reads the rulebook from the sources: the table of each `RULES.md`, the first place in each file where the code keeps the
 * rule, the first test of each file whose title names it. What is published is what runs.
 */
export function readRulebook(root: string): Chapter[] {
  const sources = sourcesUnder(root);
  const code = mentionsIn(
    sources.filter(({ path }) => CODE.test(path) && !TEST.test(path) && !KEEPS_NONE.test(path)),
  );
  const tests = mentionsIn(sources.filter(({ path }) => TEST.test(path)));
  const chapters = sources
    .filter(({ path }) => path.endsWith("RULES.md"))
    .map(({ path, lines }) => {
      const rules = readChapter(lines).map((written) => ({
        ...written,
        chapter: chapterOf(written.id),
        code: codeOf(code.get(written.id) ?? [], written.id),
        tests: testsOf(tests.get(written.id) ?? [], written.id),
      }));
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
