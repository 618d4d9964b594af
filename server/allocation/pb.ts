import { parseDecimal, wholeToDecimal } from "#server/kernel/fraction.ts";
import { type Ballots, type Election, type Project, VOTE_TYPES } from "./model.ts";

/**
 * The `.pb` format of Pabulib, in which elections are published and exchanged: three sections (META, PROJECTS, VOTES), each a
 * header line and rows of fields separated by `;`. What is read is sound or refused with line and reason, never in part.
 */
export type PbFile = {
  readonly kind: "pb";
  readonly election: Election;
  /** All keys of META in order, known or not. */
  readonly meta: readonly (readonly [key: string, value: string])[];
  /** All columns of PROJECTS, known or not, and the rows beside `election.projects`. */
  readonly projectColumns: readonly string[];
  readonly projectRows: readonly (readonly string[])[];
  readonly voterColumns: readonly string[];
  /** Rows of VOTES beside the ballots, when `keepVoters` was asked for; else null. */
  readonly voterRows: readonly (readonly string[])[] | null;
  /** What is odd but harmless: a declared count that differs from the rows, a project twice in a ballot. */
  readonly warnings: readonly PbWarning[];
};

export type PbReason =
  | "sectionExpected"
  | "headerExpected"
  | "columnMissing"
  | "columnTwice"
  | "fieldMissing"
  | "fieldsTooMany"
  | "quoteOpen"
  | "keyTwice"
  | "keyMissing"
  | "budgetInvalid"
  | "voteTypeUnknown"
  | "numberInvalid"
  | "idInvalid"
  | "idTwice"
  | "costInvalid"
  | "costNotPositive"
  | "amountsTooLarge"
  | "noProject"
  | "voterTwice"
  | "projectUnknown"
  | "tooManyProjects"
  | "pointsMismatch"
  | "pointsInvalid"
  | "pointsNegative"
  | "pointsOutOfRange"
  | "cutShort";

/** Why a file is refused: the line (from 1; 0 when the file as a whole is meant), the reason, and the text that is wrong. */
export type PbError = {
  readonly kind: "pb-error";
  readonly line: number;
  readonly reason: PbReason;
  readonly text: string;
};

export type PbWarning = {
  readonly reason: "declaredVotes" | "declaredProjects" | "projectTwiceInBallot" | "sumOfPoints";
  /** How many times, or the number declared. */
  readonly count: number;
  /** Line of the first. */
  readonly line: number;
};

export type PbReader = {
  /** Takes the next bytes of the file; a row may be cut anywhere between two chunks. */
  push(chunk: Uint8Array): void;
  /** Ends the file and answers. */
  finish(): PbFile | PbError;
};

export type PbOptions = {
  /** Keep every column of VOTES (age, district…), for a later `writePb`. Costs memory. */
  readonly keepVoters?: boolean;
};

/** Reads a whole file. */
export function readPb(bytes: Uint8Array, options: PbOptions = {}): PbFile | PbError {
  const reader = openPb(options);
  reader.push(bytes);
  return reader.finish();
}

const UTF_8 = new TextDecoder("utf-8", { ignoreBOM: true });

const LINE_FEED = 10;
const RETURN = 13;
const SPACE = 32;
const QUOTE = 34;
const COMMA = 44;
const ZERO = 48;
const SEMICOLON = 59;

/** Bytes that end a plain list item; quotes and blanks end it too, and send the row to the careful reader. */
const ENDS_ITEM = new Uint8Array(256);
for (const byte of [LINE_FEED, RETURN, SPACE, QUOTE, COMMA, SEMICOLON, 9]) ENDS_ITEM[byte] = 1;

/** No amount, and no sum of all amounts, reaches this: arithmetic on them stays exact in a double. */
const AMOUNTS_LIMIT = 2 ** 50;
const POINTS_LIMIT = 2 ** 31 - 1;

/**
 * Reads a file as it comes, in memory bounded by what is kept: a column of ballots and one of voter ids. Rows of VOTES
 * are read straight from the bytes; a row with quotes, blanks or decimals takes the careful way, which is the definition
 * of what a row means.
 */
export function openPb({ keepVoters = false }: PbOptions = {}): PbReader {
  let error: PbError | null = null;
  let line = 1;
  let carry: Uint8Array<ArrayBufferLike> | null = null;
  let atStart = true;

  const meta: [string, string][] = [];
  const metaLines = new Map<string, number>();
  let projectColumns: string[] = [];
  const projectRows: string[][] = [];
  const projectLines: number[] = [];
  let voterColumns: string[] = [];
  const voterRows: string[][] | null = keepVoters ? [] : null;

  type Stage = "start" | "metaHeader" | "meta" | "projectsHeader" | "projects" | "votesHeader" | "votes";
  let stage: Stage = "start";
  let projects: ProjectTable | null = null;
  let votes: VoteTable | null = null;

  return {
    push(chunk) {
      if (error !== null || chunk.length === 0) return;
      consume(carry === null ? chunk : joined(carry, chunk), false);
    },
    finish() {
      if (error === null && carry !== null) consume(carry, true);
      return error ?? assemble();
    },
  };

  function fail(reason: PbReason, text: string, at = line): void {
    error ??= { kind: "pb-error", line: at, reason, text };
  }

  /** Reads all whole rows of `bytes`; what is left of the last one waits for the next chunk, unless the file ends here. */
  function consume(bytes: Uint8Array, atEnd: boolean): void {
    let at = 0;
    if (atStart) {
      if (bytes.length < 3 && !atEnd) {
        carry = bytes.slice();
        return;
      }
      if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) at = 3;
      atStart = false;
    }
    while (at < bytes.length && error === null) {
      const next: number =
        stage === "votes" && votes !== null
          ? votes.readRow(bytes, at, atEnd)
          : readCarefully(bytes, at, atEnd);
      if (next < 0) break;
      at = next;
    }
    carry = at < bytes.length && error === null ? bytes.slice(at) : null;
  }

  /** One row as text fields; -1 when it is not whole yet. */
  function readCarefully(bytes: Uint8Array, from: number, atEnd: boolean): number {
    const row = splitRow(bytes, from, atEnd);
    if (row === null) return -1;
    const rowLine = line;
    line += row.lines;
    if (row.problem !== null) fail(row.problem, "", rowLine);
    else if (row.fields.length > 1 || row.fields[0] !== "") takeRow(row.fields, rowLine);
    return row.next;
  }

  function takeRow(fields: string[], at: number): void {
    const section = fields.length === 1 ? (fields[0] ?? "").toUpperCase() : "";
    switch (stage) {
      case "start":
        if (section === "META") stage = "metaHeader";
        else fail("sectionExpected", "META", at);
        return;
      case "metaHeader":
        if (fields[0]?.toLowerCase() === "key" && fields[1]?.toLowerCase() === "value") stage = "meta";
        else fail("headerExpected", "key;value", at);
        return;
      case "meta":
        if (section === "PROJECTS") stage = "projectsHeader";
        else takeMeta(fields, at);
        return;
      case "projectsHeader":
        projectColumns = takeHeader(fields, ["project_id", "cost"], at);
        stage = "projects";
        return;
      case "projects":
        if (section === "VOTES") {
          projects = tabulate(at);
          stage = "votesHeader";
        } else takeProject(fields, at);
        return;
      case "votesHeader":
        takeVotesHeader(fields, at);
        stage = "votes";
        return;
      case "votes":
        return;
    }
  }

  function takeHeader(fields: string[], needed: readonly string[], at: number): string[] {
    const columns = fields.map((field) => field.toLowerCase());
    const twice = columns.find((column, place) => columns.indexOf(column) !== place);
    const missing = needed.find((column) => !columns.includes(column));
    if (missing !== undefined) fail("columnMissing", missing, at);
    else if (twice !== undefined) fail("columnTwice", twice, at);
    return columns;
  }

  function takeMeta(fields: string[], at: number): void {
    const [key = "", value = "", ...more] = fields;
    if (fields.length < 2) {
      fail("fieldMissing", key, at);
      return;
    }
    if (more.length > 0) {
      fail("fieldsTooMany", key, at);
      return;
    }
    if (metaLines.has(key.toLowerCase())) {
      fail("keyTwice", key, at);
      return;
    }
    metaLines.set(key.toLowerCase(), at);
    meta.push([key, value]);
  }

  function takeProject(fields: string[], at: number): void {
    if (fields.length > projectColumns.length) {
      fail("fieldsTooMany", fields[0] ?? "", at);
      return;
    }
    projectRows.push(fields);
    projectLines.push(at);
  }

  /** META and PROJECTS are complete: checks them and makes the table in which ballots look up their projects. */
  function tabulate(at: number): ProjectTable | null {
    const value = (key: string) => present(meta.find(([name]) => name.toLowerCase() === key)?.[1]);
    const lineOf = (key: string) => metaLines.get(key) ?? 0;
    const budgetText = value("budget");
    const typeText = value("vote_type")?.toLowerCase();
    if (budgetText === null) fail("keyMissing", "budget", lineOf("budget"));
    if (typeText === undefined) fail("keyMissing", "vote_type", lineOf("vote_type"));
    if (budgetText === null || typeText === undefined) return null;
    const budget = parseDecimal(budgetText);
    if (budget === null || budget.digits <= 0n) fail("budgetInvalid", budgetText, lineOf("budget"));
    const voteType = VOTE_TYPES.find((known) => known === typeText);
    if (voteType === undefined) fail("voteTypeUnknown", typeText, lineOf("vote_type"));
    const decimalOf = (key: string) => {
      const text = value(key);
      const number = text === null ? null : parseDecimal(text);
      if (text !== null && number === null) fail("numberInvalid", text, lineOf(key));
      return number === null ? null : Number(number.digits) / 10 ** number.decimals;
    };
    const limits: PointLimits = {
      least: decimalOf("min_points"),
      most: decimalOf("max_points") ?? (voteType === "cumulative" ? decimalOf("max_sum_points") : null),
      mostTogether: voteType === "cumulative" ? decimalOf("max_sum_points") : null,
      unlisted: voteType === "scoring" ? (value("default_score") ?? "0") : "0",
    };
    if (parseDecimal(limits.unlisted) === null)
      fail("numberInvalid", limits.unlisted, lineOf("default_score"));

    const idColumn = projectColumns.indexOf("project_id");
    const costColumn = projectColumns.indexOf("cost");
    const nameColumn = projectColumns.indexOf("name");
    const seen = new Set<string>();
    const costs = projectRows.map((fields, place) => {
      const here = projectLines[place] ?? 0;
      const id = fields[idColumn] ?? "";
      const costText = fields[costColumn] ?? "";
      if (id === "" || id.includes(",")) fail("idInvalid", id, here);
      if (seen.has(id)) fail("idTwice", id, here);
      seen.add(id);
      const cost = parseDecimal(costText);
      if (cost === null) fail("costInvalid", costText, here);
      else if (cost.digits <= 0n) fail("costNotPositive", costText, here);
      return cost;
    });
    if (projectRows.length === 0) fail("noProject", "", at);
    if (error !== null || budget === null || voteType === undefined) return null;

    const decimals = costs.reduce((most, cost) => Math.max(most, cost?.decimals ?? 0), budget.decimals);
    const minor = (amount: { digits: bigint; decimals: number } | null) =>
      amount === null ? 0 : Number(amount.digits * 10n ** BigInt(decimals - amount.decimals));
    const listed = projectRows.map(
      (fields, place): Project => ({
        id: fields[idColumn] ?? "",
        cost: minor(costs[place] ?? null),
        name: nameColumn < 0 ? null : present(fields[nameColumn]),
      }),
    );
    const together = listed.reduce((sum, { cost }) => sum + cost, minor(budget));
    if (!(together < AMOUNTS_LIMIT) || decimals > 15) {
      fail("amountsTooLarge", budgetText, lineOf("budget"));
      return null;
    }
    return {
      voteType,
      projects: listed,
      budget: minor(budget),
      minorPerUnit: 10 ** decimals,
      currency: value("currency"),
      limits,
      declaredVotes: decimalOf("num_votes"),
      declaredProjects: decimalOf("num_projects"),
    };
  }

  function takeVotesHeader(fields: string[], at: number): void {
    if (projects === null) return;
    const usesPoints = projects.voteType === "cumulative" || projects.voteType === "scoring";
    voterColumns = takeHeader(fields, usesPoints ? ["voter_id", "vote", "points"] : ["voter_id", "vote"], at);
    if (error !== null) return;
    votes = tableOfVotes(projects, voterColumns, voterRows, {
      line: () => line,
      advance: (lines) => {
        line += lines;
      },
      fail,
    });
  }

  function assemble(): PbFile | PbError {
    if (stage !== "votes" || projects === null || votes === null) {
      const missing = { start: "META", metaHeader: "key;value", meta: "PROJECTS", projects: "VOTES" };
      const name = stage in missing ? missing[stage as keyof typeof missing] : stage.replace("Header", "");
      return {
        kind: "pb-error",
        line,
        reason: stage === "start" ? "sectionExpected" : "cutShort",
        text: name,
      };
    }
    const { ballots, pointsPerUnit, warnings } = votes.finish();
    if (error !== null) return error;
    const rows = ballots.starts.length - 1;
    const { declaredVotes, declaredProjects } = projects;
    if (declaredVotes !== null && rows < declaredVotes) {
      return { kind: "pb-error", line, reason: "cutShort", text: `${rows} / ${declaredVotes}` };
    }
    const all = [...warnings];
    if (declaredVotes !== null && rows !== declaredVotes) {
      all.push({ reason: "declaredVotes", count: declaredVotes, line: metaLines.get("num_votes") ?? 0 });
    }
    if (declaredProjects !== null && projects.projects.length !== declaredProjects) {
      all.push({
        reason: "declaredProjects",
        count: declaredProjects,
        line: metaLines.get("num_projects") ?? 0,
      });
    }
    const { voteType, budget, minorPerUnit, currency } = projects;
    return {
      kind: "pb",
      election: {
        voteType,
        projects: projects.projects,
        budget,
        minorPerUnit,
        pointsPerUnit,
        currency,
        ballots,
      },
      meta,
      projectColumns,
      projectRows,
      voterColumns,
      voterRows,
      warnings: all,
    };
  }
}

type PointLimits = {
  readonly least: number | null;
  readonly most: number | null;
  readonly mostTogether: number | null;
  /** Score of a project that a scoring ballot does not list. */
  readonly unlisted: string;
};

type ProjectTable = Pick<Election, "voteType" | "projects" | "budget" | "minorPerUnit" | "currency"> & {
  readonly limits: PointLimits;
  readonly declaredVotes: number | null;
  readonly declaredProjects: number | null;
};

type VoteTable = {
  /** Reads the row that starts at `from`; answers where the next one starts, or -1 when the row is not whole yet. */
  readRow(bytes: Uint8Array, from: number, atEnd: boolean): number;
  finish(): { ballots: Ballots; pointsPerUnit: number; warnings: PbWarning[] };
};

type Place = {
  line(): number;
  advance(lines: number): void;
  fail(reason: PbReason, text: string, at?: number): void;
};

/** The rows of VOTES, into growing columns. */
function tableOfVotes(
  table: ProjectTable,
  columns: readonly string[],
  keptRows: string[][] | null,
  place: Place,
): VoteTable {
  const { voteType, limits } = table;
  const usesPoints = voteType === "cumulative" || voteType === "scoring";
  const voterColumn = columns.indexOf("voter_id");
  const voteColumn = columns.indexOf("vote");
  const pointsColumn = usesPoints ? columns.indexOf("points") : -1;
  const lastNeeded = Math.max(voterColumn, voteColumn, pointsColumn);
  // Points are matched to projects already read; the rare file with points first takes the careful way.
  const alwaysCareful = keptRows !== null || (usesPoints && pointsColumn < voteColumn);
  const lookUp = tableOfIds(table.projects);
  const byId = new Map(table.projects.map(({ id }, c) => [id, c]));
  const voterIds = tableOfVoters(Math.max(16, table.declaredVotes ?? 0));
  const leastWhole = limits.least ?? 0;
  const mostWhole = limits.most ?? Infinity;

  let rows = 0;
  let entries = 0;
  let starts = new Uint32Array(Math.max(16, Math.min(table.declaredVotes ?? 0, 1 << 20) + 1));
  let projects = new Int32Array(1024);
  let points = new Int32Array(usesPoints ? 1024 : 0);
  // How many of the digits in `points` are decimals; kept only once a ballot has some.
  let decimals: Uint8Array | null = null;
  const namedIn = new Int32Array(table.projects.length).fill(-1);
  let itemEntry = new Int32Array(256);
  const warnings = new Map<PbWarning["reason"], PbWarning>();

  return { readRow, finish };

  function readRow(bytes: Uint8Array, from: number, atEnd: boolean): number {
    if (alwaysCareful) return readCarefully(bytes, from, atEnd);
    const limit = bytes.length;
    const firstEntry = entries;
    let at = from;
    let field = 0;
    let items = 0;
    let voterFrom = from;
    let voterTo = from;
    if (bytes[at] === LINE_FEED || (bytes[at] === RETURN && bytes[at + 1] === LINE_FEED)) {
      place.advance(1);
      return at + (bytes[at] === LINE_FEED ? 1 : 2);
    }
    for (;;) {
      if (bytes[at] === QUOTE) return careful();
      if (field === voteColumn) {
        if (entries + table.projects.length > projects.length) makeRoom(entries + table.projects.length);
        let ended = at >= limit || bytes[at] === SEMICOLON || bytes[at] === LINE_FEED || bytes[at] === RETURN;
        while (!ended) {
          const found = lookUp(bytes, at, limit);
          if (found < 0) return careful();
          const item = found >> ID_BITS;
          at += found & LONGEST_ID;
          if (items === itemEntry.length) itemEntry = grown(itemEntry, items + 1);
          if (namedIn[item] === rows) {
            itemEntry[items++] = -1;
            warn("projectTwiceInBallot");
          } else {
            namedIn[item] = rows;
            itemEntry[items++] = entries;
            projects[entries++] = item;
          }
          const byte = bytes[at];
          if (byte === COMMA) at++;
          else if (byte === SPACE || byte === QUOTE || byte === 9) return careful();
          else ended = true;
        }
      } else if (field === pointsColumn) {
        let item = 0;
        let ended = at >= limit || bytes[at] === SEMICOLON || bytes[at] === LINE_FEED || bytes[at] === RETURN;
        while (!ended) {
          let value = 0;
          const digitsFrom = at;
          let digit = (bytes[at] as number) - ZERO;
          while (digit >= 0 && digit <= 9) {
            value = value * 10 + digit;
            at++;
            digit = (bytes[at] as number) - ZERO;
          }
          const byte = bytes[at];
          if (
            at === digitsFrom ||
            item >= items ||
            value < leastWhole ||
            value > mostWhole ||
            value > POINTS_LIMIT
          ) {
            return careful();
          }
          const entry = itemEntry[item++] as number;
          if (entry >= 0) points[entry] = value;
          if (byte === COMMA) at++;
          else if (at < limit && byte !== SEMICOLON && byte !== LINE_FEED && byte !== RETURN)
            return careful();
          else ended = true;
        }
        if (item !== items) return careful();
      } else {
        const fieldFrom = at;
        while (at < limit && bytes[at] !== SEMICOLON && bytes[at] !== LINE_FEED) at++;
        if (field === voterColumn) {
          voterFrom = fieldFrom;
          voterTo = at > fieldFrom && bytes[at] === LINE_FEED && bytes[at - 1] === RETURN ? at - 1 : at;
        }
      }
      if (at >= limit) {
        if (!atEnd) return undo(-1);
        break;
      }
      if (bytes[at] === RETURN) at++;
      if (at >= limit && !atEnd) return undo(-1);
      if (bytes[at] === LINE_FEED) {
        at++;
        break;
      }
      if (bytes[at] !== SEMICOLON) return careful();
      at++;
      field++;
    }
    if (field < lastNeeded || field >= columns.length) return careful();
    if (decimals !== null) decimals.fill(0, firstEntry, entries);
    endRow(items, firstEntry);
    if (!voterIds.add(bytes, voterFrom, voterTo)) place.fail("voterTwice", decode(bytes, voterFrom, voterTo));
    place.advance(1);
    return at;

    function undo(answer: number): number {
      for (let k = firstEntry; k < entries; k++) namedIn[projects[k] as number] = -1;
      entries = firstEntry;
      return answer;
    }
    function careful(): number {
      undo(0);
      return readCarefully(bytes, from, atEnd);
    }
  }

  /** What a row means, without hurry; the quick way above answers the same or gives up. */
  function readCarefully(bytes: Uint8Array, from: number, atEnd: boolean): number {
    const row = splitRow(bytes, from, atEnd);
    if (row === null) return -1;
    if (row.problem !== null) place.fail(row.problem, "");
    else if (row.fields.length > 1 || row.fields[0] !== "") takeFields(row.fields);
    place.advance(row.lines);
    return row.next;
  }

  function takeFields(fields: string[]): void {
    const firstEntry = entries;
    if (fields.length > columns.length) {
      place.fail("fieldsTooMany", fields[voterColumn] ?? "");
      return;
    }
    if (fields.length <= lastNeeded) {
      place.fail("fieldMissing", columns[fields.length] ?? "");
      return;
    }
    const named = listItems(fields[voteColumn] ?? "");
    const given = usesPoints ? listItems(fields[pointsColumn] ?? "") : [];
    if (usesPoints && given.length !== named.length) {
      place.fail("pointsMismatch", `${named.length} / ${given.length}`);
      return;
    }
    makeRoom(entries + named.length);
    for (const [item, id] of named.entries()) {
      const c = byId.get(id);
      if (c === undefined) {
        place.fail("projectUnknown", id);
        return;
      }
      const value = usesPoints ? readPoints(given[item] ?? "") : null;
      if (usesPoints && value === null) return;
      if (namedIn[c] === rows) {
        warn("projectTwiceInBallot");
        continue;
      }
      namedIn[c] = rows;
      projects[entries] = c;
      if (value !== null) {
        points[entries] = value.digits;
        if (value.decimals > 0) decimals ??= new Uint8Array(projects.length);
        if (decimals !== null) decimals[entries] = value.decimals;
      }
      entries++;
    }
    const voter = new TextEncoder().encode(fields[voterColumn] ?? "");
    if (!voterIds.add(voter, 0, voter.length)) {
      place.fail("voterTwice", fields[voterColumn] ?? "");
      return;
    }
    keptRows?.push(fields);
    endRow(named.length, firstEntry);
  }

  function readPoints(text: string): { digits: number; decimals: number } | null {
    const read = parseDecimal(text);
    const value = read === null ? 0 : Number(read.digits) / 10 ** read.decimals;
    if (read === null) place.fail("pointsInvalid", text);
    else if (value < 0) place.fail("pointsNegative", text);
    else if (value !== 0 && (value < (limits.least ?? 0) || value > (limits.most ?? Infinity))) {
      place.fail("pointsOutOfRange", text);
    } else if (read.digits > POINTS_LIMIT || read.decimals > 9) place.fail("pointsInvalid", text);
    else return { digits: Number(read.digits), decimals: read.decimals };
    return null;
  }

  function endRow(items: number, firstEntry: number): void {
    const named = entries - firstEntry;
    if (voteType === "choose-1" && named > 1) place.fail("tooManyProjects", String(items));
    if (limits.mostTogether !== null && decimals === null) {
      let sum = 0;
      for (let k = firstEntry; k < entries; k++) sum += points[k] as number;
      if (sum > limits.mostTogether) warn("sumOfPoints");
    }
    rows++;
    if (rows >= starts.length) starts = grown(starts, rows + 1);
    starts[rows] = entries;
  }

  function makeRoom(needed: number): void {
    if (needed <= projects.length) return;
    projects = grown(projects, needed);
    if (usesPoints) points = grown(points, needed);
    if (decimals !== null) decimals = grown(decimals, needed);
  }

  function warn(reason: PbWarning["reason"]): void {
    const known = warnings.get(reason);
    warnings.set(reason, { reason, count: (known?.count ?? 0) + 1, line: known?.line ?? place.line() });
  }

  function finish() {
    const ballots: Ballots = {
      starts: starts.slice(0, rows + 1),
      projects: projects.slice(0, entries),
      points: usesPoints ? points.slice(0, entries) : voteType === "ordinal" ? ranks() : null,
    };
    const { scaled, pointsPerUnit } = scaledPoints(ballots);
    return { ballots: scaled, pointsPerUnit, warnings: [...warnings.values()] };
  }

  /** An ordinal ballot of k projects gives k points to the first, 1 to the last. */
  function ranks(): Int32Array {
    const given = new Int32Array(entries);
    for (let i = 0; i < rows; i++) {
      const to = starts[i + 1] as number;
      for (let k = starts[i] as number; k < to; k++) given[k] = to - k;
    }
    return given;
  }

  /** All points over one power of ten, unlisted projects written out where a score is stated for them. */
  function scaledPoints(ballots: Ballots): { scaled: Ballots; pointsPerUnit: number } {
    const unlisted = parseDecimal(limits.unlisted) ?? { digits: 0n, decimals: 0 };
    const most = (decimals ?? new Uint8Array(0))
      .subarray(0, entries)
      .reduce((sum, d) => Math.max(sum, d), unlisted.decimals);
    const pointsPerUnit = 10 ** most;
    if (ballots.points === null) return { scaled: ballots, pointsPerUnit: 1 };
    if (most > 0) {
      for (let k = 0; k < entries; k++) {
        const value = (ballots.points[k] as number) * 10 ** (most - (decimals?.[k] ?? 0));
        if (value > POINTS_LIMIT) place.fail("pointsInvalid", String(value));
        ballots.points[k] = value;
      }
    }
    const base = Number(unlisted.digits) * 10 ** (most - unlisted.decimals);
    if (base < 0) place.fail("pointsNegative", limits.unlisted, 0);
    return { scaled: base > 0 ? withUnlisted(ballots, table.projects.length, base) : ballots, pointsPerUnit };
  }
}

/** Scoring ballots where a project that is not listed has a score all the same. */
function withUnlisted(ballots: Ballots, projectCount: number, score: number): Ballots {
  const rows = ballots.starts.length - 1;
  const starts = Uint32Array.from({ length: rows + 1 }, (_, i) => i * projectCount);
  const projects = new Int32Array(rows * projectCount);
  const points = new Int32Array(rows * projectCount).fill(score);
  for (let i = 0; i < rows; i++) {
    for (let c = 0; c < projectCount; c++) projects[i * projectCount + c] = c;
    for (let k = ballots.starts[i] as number; k < (ballots.starts[i + 1] as number); k++) {
      points[i * projectCount + (ballots.projects[k] as number)] = ballots.points?.[k] ?? 0;
    }
  }
  return { starts, projects, points };
}

/**
 * The project whose id stands at `from` and the length of the id, as `project << ID_BITS | length`; -1 when no plain id of
 * a project stands there.
 */
type LookUp = (bytes: Uint8Array, from: number, limit: number) => number;
const ID_BITS = 8;
const LONGEST_ID = 255;

/** Finds projects by the bytes of their id: small numbers in a direct table, other ids in a hash table. */
function tableOfIds(projects: readonly Project[]): LookUp {
  const numbers = projects.map(({ id }) => (/^(0|[1-9]\d{0,5})$/.test(id) ? Number(id) : Infinity));
  const largest = numbers.reduce((most, number) => Math.max(most, number), 0);
  // Sparse numbers would make a table larger than the ballots it serves.
  if (largest < 64 * projects.length + 4096) {
    const byNumber = new Int32Array(largest + 1).fill(-1);
    numbers.forEach((number, c) => {
      byNumber[number] = c;
    });
    return (bytes, from, limit) => {
      let at = from;
      let value = 0;
      while (at < limit) {
        const digit = (bytes[at] as number) - ZERO;
        if (digit < 0 || digit > 9) break;
        value = value * 10 + digit;
        at++;
      }
      if (at === from || at - from > 6 || (at - from > 1 && bytes[from] === ZERO)) return -1;
      if (at < limit && ENDS_ITEM[bytes[at] as number] === 0) return -1;
      const c = value > largest ? -1 : (byNumber[value] as number);
      return c < 0 ? -1 : (c << ID_BITS) | (at - from);
    };
  }
  const encoder = new TextEncoder();
  const ids = projects.map(({ id }) => encoder.encode(id));
  const idStarts = new Int32Array(ids.length + 1);
  ids.forEach((id, c) => {
    idStarts[c + 1] = (idStarts[c] as number) + id.length;
  });
  const idBytes = new Uint8Array(idStarts[ids.length] as number);
  ids.forEach((id, c) => {
    idBytes.set(id, idStarts[c]);
  });
  let size = 16;
  while (size < ids.length * 4) size *= 2;
  const mask = size - 1;
  const slots = new Int32Array(size).fill(-1);
  const slotOf = (hash: number) => (hash ^ (hash >>> 15)) & mask;
  ids.forEach((id, c) => {
    let hash = 0;
    for (const byte of id) hash = (Math.imul(hash, 31) + byte) | 0;
    let slot = slotOf(hash);
    while ((slots[slot] as number) >= 0) slot = (slot + 1) & mask;
    slots[slot] = c;
  });
  return (bytes, from, limit) => {
    let at = from;
    let hash = 0;
    while (at < limit) {
      const byte = bytes[at] as number;
      if (ENDS_ITEM[byte] === 1) break;
      hash = (Math.imul(hash, 31) + byte) | 0;
      at++;
    }
    const length = at - from;
    if (length > LONGEST_ID) return -1;
    for (let slot = slotOf(hash); ; slot = (slot + 1) & mask) {
      const c = slots[slot] as number;
      if (c < 0) return -1;
      const idFrom = idStarts[c] as number;
      if ((idStarts[c + 1] as number) - idFrom !== length) continue;
      let same = 0;
      while (same < length && idBytes[idFrom + same] === bytes[from + same]) same++;
      if (same === length) return (c << ID_BITS) | length;
    }
  };
}

/**
 * The ids of voters met so far, to refuse a second ballot under the same id. As long as ids are rising numbers no two can
 * be equal, and nothing is looked up. Voters without an id are not compared.
 */
function tableOfVoters(expected: number) {
  let room = 64;
  while (room < Math.min(expected, 1 << 20)) room *= 2;
  let ends = new Uint32Array(room);
  let ids = new Uint8Array(room * 8);
  let slots = new Int32Array(0);
  let hashes = new Int32Array(0);
  let count = 0;
  let used = 0;
  let highest = -1;
  let areRising = true;
  return {
    /** False when the id was met before. */
    add(bytes: Uint8Array, from: number, to: number): boolean {
      const length = to - from;
      if (length === 0) return true;
      if (used + length > ids.length) ids = grown(ids, used + length);
      if (count === ends.length) ends = grown(ends, count + 1);
      let value = 0;
      let isNumber = length < 16;
      for (let k = 0; k < length; k++) {
        const byte = bytes[from + k] as number;
        ids[used + k] = byte;
        if (byte < ZERO || byte > ZERO + 9) isNumber = false;
        value = value * 10 + (byte - ZERO);
      }
      if (areRising && !(isNumber && value > highest)) {
        areRising = false;
        slots = new Int32Array(Math.max(128, ends.length * 2)).fill(-1);
        hashes = new Int32Array(slots.length / 2);
        for (let voter = 0; voter < count; voter++) place(voter);
      }
      highest = value;
      used += length;
      ends[count] = used;
      if (!areRising && !place(count)) return false;
      count++;
      return true;
    },
  };

  /** Puts a voter into the table; false when an equal id is there. */
  function place(voter: number): boolean {
    if (voter * 2 >= slots.length) {
      slots = new Int32Array(slots.length * 2).fill(-1);
      hashes = grown(hashes, slots.length / 2);
      for (let known = 0; known < voter; known++) slots[freeSlot(hashes[known] as number)] = known;
    }
    const from = voter === 0 ? 0 : (ends[voter - 1] as number);
    const to = ends[voter] as number;
    let hash = 0;
    for (let k = from; k < to; k++) hash = (Math.imul(hash, 0x01000193) ^ (ids[k] as number)) | 0;
    hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
    hash ^= hash >>> 13;
    const mask = slots.length - 1;
    let slot = hash & mask;
    for (let known = slots[slot] as number; known >= 0; known = slots[slot] as number) {
      if (hashes[known] === hash) {
        const start = known === 0 ? 0 : (ends[known - 1] as number);
        const length = to - from;
        let same = (ends[known] as number) - start === length ? 0 : -1;
        while (same >= 0 && same < length && ids[start + same] === ids[from + same]) same++;
        if (same === length) return false;
      }
      slot = (slot + 1) & mask;
    }
    slots[slot] = voter;
    hashes[voter] = hash;
    return true;
  }

  function freeSlot(hash: number): number {
    const mask = slots.length - 1;
    let slot = hash & mask;
    while ((slots[slot] as number) >= 0) slot = (slot + 1) & mask;
    return slot;
  }
}

/** The fields of the row at `from`, trimmed, quotes resolved; null when the row is not whole and the file goes on. */
function splitRow(
  bytes: Uint8Array,
  from: number,
  atEnd: boolean,
): { fields: string[]; next: number; lines: number; problem: PbReason | null } | null {
  let at = from;
  let lines = 1;
  let inQuotes = false;
  let fieldStart = true;
  for (; at < bytes.length; at++) {
    const byte = bytes[at];
    if (inQuotes) {
      if (byte === LINE_FEED) lines++;
      if (byte === QUOTE) {
        if (bytes[at + 1] === QUOTE) at++;
        else inQuotes = false;
      }
    } else if (byte === LINE_FEED) break;
    else if (byte === QUOTE && fieldStart) inQuotes = true;
    fieldStart = byte === SEMICOLON;
  }
  if (at >= bytes.length && !atEnd) return null;
  const next = Math.min(at + 1, bytes.length);
  if (inQuotes) return { fields: [], next, lines, problem: "quoteOpen" };
  let to = at;
  if (to > from && bytes[to - 1] === RETURN) to--;
  return { fields: fieldsOf(decode(bytes, from, to)), next, lines, problem: null };
}

/** `a;"b;""c""";d` is `a`, `b;"c"`, `d`. */
function fieldsOf(text: string): string[] {
  const fields: string[] = [];
  let at = 0;
  for (;;) {
    let value = "";
    if (text[at] === '"') {
      at++;
      for (;;) {
        const close = text.indexOf('"', at);
        value += text.slice(at, close);
        at = close + 1;
        if (text[at] !== '"') break;
        value += '"';
        at++;
      }
      const end = text.indexOf(";", at);
      value += text.slice(at, end < 0 ? text.length : end);
      at = end;
    } else {
      const end = text.indexOf(";", at);
      value = text.slice(at, end < 0 ? text.length : end);
      at = end;
    }
    fields.push(value.trim());
    if (at < 0) return fields;
    at++;
  }
}

/** The text of some bytes; what is not UTF-8 becomes U+FFFD, which harms no name and equals no id written otherwise. */
function decode(bytes: Uint8Array, from: number, to: number): string {
  return UTF_8.decode(bytes.subarray(from, to));
}

function listItems(text: string): string[] {
  return present(text) === null ? [] : text.split(",").map((item) => item.trim());
}

/** `None` in any case, or nothing at all, means absent. */
function present(text: string | undefined): string | null {
  return text === undefined || text === "" || text.toLowerCase() === "none" ? null : text;
}

function joined(a: Uint8Array, b: Uint8Array): Uint8Array {
  const whole = new Uint8Array(a.length + b.length);
  whole.set(a);
  whole.set(b, a.length);
  return whole;
}

/** A longer copy of a column, with room to grow on. */
function grown<Column extends Int32Array | Uint32Array | Uint8Array>(column: Column, needed: number): Column {
  const longer = new (column.constructor as new (length: number) => Column)(
    Math.max(needed, column.length * 2),
  );
  longer.set(column);
  return longer;
}

/** Writes a file: what `readPb` reads from it is the same election, with all keys and columns that `file` holds. */
export function writePb(file: Omit<PbFile, "kind" | "warnings">): string {
  const { election } = file;
  const moneyDecimals = Math.round(Math.log10(election.minorPerUnit));
  const pointDecimals = Math.round(Math.log10(election.pointsPerUnit));
  const money = (minor: number) => wholeToDecimal(BigInt(minor), moneyDecimals);
  const lines = ["META", "key;value"];
  const counted: Record<string, string> = {
    num_projects: String(election.projects.length),
    num_votes: String(election.ballots.starts.length - 1),
    budget: money(election.budget),
    vote_type: election.voteType,
  };
  for (const [key, value] of file.meta) lines.push(row([key, counted[key.toLowerCase()] ?? value]));
  const known = new Set(file.meta.map(([key]) => key.toLowerCase()));
  for (const [key, value] of Object.entries(counted)) if (!known.has(key)) lines.push(row([key, value]));

  lines.push("PROJECTS", row(file.projectColumns));
  for (const [c, project] of election.projects.entries()) {
    lines.push(
      row(
        file.projectColumns.map((column, place) =>
          column === "project_id"
            ? project.id
            : column === "cost"
              ? money(project.cost)
              : (file.projectRows[c]?.[place] ?? ""),
        ),
      ),
    );
  }
  lines.push("VOTES", row(file.voterColumns));
  const { starts, projects, points } = election.ballots;
  for (let i = 0; i + 1 < starts.length; i++) {
    const from = starts[i] as number;
    const to = starts[i + 1] as number;
    const vote = Array.from(projects.subarray(from, to), (c) => election.projects[c]?.id ?? "").join(",");
    const given = Array.from(points?.subarray(from, to) ?? [], (p) =>
      wholeToDecimal(BigInt(p), pointDecimals),
    ).join(",");
    lines.push(
      row(
        file.voterColumns.map((column, place) =>
          column === "vote"
            ? vote
            : column === "points"
              ? given
              : (file.voterRows?.[i]?.[place] ?? (column === "voter_id" ? String(i + 1) : "")),
        ),
      ),
    );
  }
  return `${lines.join("\n")}\n`;
}

/** A field holds `;`, quotes or a line break only between quotes. */
function row(fields: readonly string[]): string {
  return fields
    .map((field) => (/[;"\r\n]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field))
    .join(";");
}

/** What a file of our own says about an election beyond its projects and ballots. */
export type PbDescription = Readonly<Record<string, string>>;

/** The file of an election of our own; `description` gives further keys of META (description, country, unit, rule, date_begin…). */
export function pbOf(election: Election, description: PbDescription): Omit<PbFile, "kind" | "warnings"> {
  const usesPoints = election.voteType === "cumulative" || election.voteType === "scoring";
  return {
    election,
    meta: [
      ...Object.entries(description),
      ["num_projects", ""],
      ["num_votes", ""],
      ["budget", ""],
      ["vote_type", ""],
      ...(election.currency === null || "currency" in description
        ? []
        : [["currency", election.currency] as const]),
    ],
    projectColumns: ["project_id", "cost", "name"],
    projectRows: election.projects.map(({ id, name }) => [id, "", name ?? ""]),
    voterColumns: usesPoints ? ["voter_id", "vote", "points"] : ["voter_id", "vote"],
    voterRows: null,
  };
}
