import { existsSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { allocateAmong } from "#server/allocation/allocate.ts";
import { type Electorate, groupBallots } from "#server/allocation/electorate.ts";
import { DEFAULT_TIE_ORDER, type Election } from "#server/allocation/model.ts";
import { readPb } from "#server/allocation/pb.ts";
import { prepareEqualShares } from "#server/allocation/rules/equal-shares.ts";
import { rankProjects } from "#server/allocation/ties.ts";
import { fraction } from "#server/kernel/fraction.ts";

const SHARED =
  process.env.QUOTEPART_SHARED_DATA ?? fileURLToPath(new URL("../../shared/data", import.meta.url));
const FOLDER = `${SHARED}/pabulib/open`;
const ROUNDS = 5;

/** One election: how long each part takes, in milliseconds, and over its yardstick. */
export type AllocationRow = {
  readonly election: string;
  readonly voters: number;
  readonly entries: number;
  readonly groups: number;
  readonly scanMs: number;
  /** Reading a .pb over reading the file and counting its separators; null for generated elections. */
  readonly read: number | null;
  /** Equal shares without completion, grouping included, over a scan. */
  readonly whole: number;
  /** The same after grouping. */
  readonly rule: number;
  /** One increment of add1 over a scan; null where it was not run. */
  readonly increment: number | null;
  readonly add1Ms: number | null;
  readonly increments: number | null;
  readonly exactDecisions: number | null;
};

/**
 * Ratios of `docs/benchmarks.md`, medians of five in one run: real elections, then generated ones up to a million voters. Given
 * the name of one real election, that one alone.
 */
export function benchAllocation(
  print: (line: string) => void = console.log,
  only: string | null = null,
): AllocationRow[] {
  const rows: AllocationRow[] = [];
  const show = (row: AllocationRow) => {
    rows.push(row);
    print(line(row));
  };
  print(HEADER);
  if (existsSync(FOLDER)) {
    const names = readdirSync(FOLDER).sort();
    for (const name of only === null ? names : names.filter((each) => each === `${only}.pb`)) {
      const bytes = readFileSync(`${FOLDER}/${name}`);
      const file = readPb(bytes);
      if (file.kind === "pb-error") throw new Error(`${name}: line ${file.line}, ${file.reason}`);
      const counted = median(() => countSeparators(readFileSync(`${FOLDER}/${name}`)));
      const read = median(() => readPb(readFileSync(`${FOLDER}/${name}`)));
      show({ ...measure(name.replace(".pb", ""), file.election, true), read: read / counted });
    }
  } else print(`no elections at ${FOLDER} (set QUOTEPART_SHARED_DATA)`);
  if (only !== null) return rows;
  const real = rows.slice();
  if (real.length > 0) {
    const middle = (pick: (row: AllocationRow) => number | null) =>
      medianOf(real.map(pick).filter((value) => value !== null)).toFixed(1);
    print(
      `median of ${real.length}: read ${middle((r) => r.read)} (at most 4), whole ${middle((r) => r.whole)} (60), rule ${middle((r) => r.rule)} (20), increment ${middle((r) => r.increment)} (10)`,
    );
  }
  for (const [voters, projects] of [
    [100_000, 2000],
    [1_000_000, 2000],
  ] as const) {
    show(measure(`generated ${voters} x ${projects}`, generate(voters, projects), false));
  }
  const [small, large] = rows.slice(-2);
  if (small !== undefined && large !== undefined) {
    const each = (row: AllocationRow) => (row.whole * row.scanMs) / row.voters;
    print(
      `time per voter at 1 000 000 over 100 000: ${(each(large) / each(small)).toFixed(2)} (at most 2); memory in use ${Math.round(process.memoryUsage().rss / 2 ** 20)} MiB (under 1024)`,
    );
  }
  return rows;
}

function measure(name: string, election: Election, withAdd1: boolean): AllocationRow {
  const accumulator = new Float64Array(election.projects.length);
  const scanMs = median(() => scan(election, accumulator));
  let electorate: Electorate = groupBallots(election);
  const groupMs = median(() => {
    electorate = groupBallots(election);
  });
  const ranking = rankProjects(election, electorate, DEFAULT_TIE_ORDER);
  const run = prepareEqualShares(election, electorate, "cost", ranking);
  const endowment = fraction(BigInt(election.budget), BigInt(electorate.voters));
  const ruleMs = median(() => run(endowment, election.budget));
  let add1Ms: number | null = null;
  let increments: number | null = null;
  let exactDecisions: number | null = null;
  if (withAdd1) {
    const once = () =>
      allocateAmong(election, electorate, {
        rule: "equal-shares",
        utility: "cost",
        completion: "add1",
        increment: election.currency === "HUF" ? "100" : "1",
      });
    const found = once();
    if ("refused" in found) throw new Error(found.refused);
    increments = found.increments;
    exactDecisions = found.exactDecisions;
    add1Ms = median(once);
  }
  return {
    election: name,
    voters: electorate.voters,
    entries: election.ballots.projects.length,
    groups: electorate.people.length,
    scanMs,
    read: null,
    whole: (groupMs + ruleMs) / scanMs,
    rule: ruleMs / scanMs,
    add1Ms,
    increment: add1Ms === null || increments === null ? null : add1Ms / (increments + 2) / scanMs,
    increments,
    exactDecisions,
  };
}

/** One pass over all ballots in memory, adding into a typed array: the yardstick. */
function scan({ ballots: { projects, points } }: Election, into: Float64Array): void {
  if (points === null) {
    for (let k = 0; k < projects.length; k++) {
      const c = projects[k] as number;
      into[c] = (into[c] as number) + 1;
    }
  } else {
    for (let k = 0; k < projects.length; k++) {
      const c = projects[k] as number;
      into[c] = (into[c] as number) + (points[k] as number);
    }
  }
}

function countSeparators(bytes: Uint8Array): number {
  let count = 0;
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at];
    if (byte === 44 || byte === 59 || byte === 10) count++;
  }
  return count;
}

/** Ballots of 1 to 9 approvals, popular projects more often, costs over two magnitudes; the same on every machine. */
function generate(voters: number, projectCount: number): Election {
  let state = 20_261_123;
  const chance = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) | 0;
    return (state >>> 8) / 2 ** 24;
  };
  const projects = Array.from({ length: projectCount }, (_, c) => ({
    id: String(c + 1),
    cost: Math.round(500_000 * 100 ** chance()),
    name: null,
  }));
  const starts = new Uint32Array(voters + 1);
  const named = new Int32Array(voters * 9);
  let entries = 0;
  for (let i = 0; i < voters; i++) {
    const first = entries;
    for (let wanted = 1 + Math.floor(9 * chance()); wanted > 0; wanted--) {
      const c = Math.floor(projectCount * chance() ** 2);
      let known = first;
      while (known < entries && named[known] !== c) known++;
      if (known === entries) named[entries++] = c;
    }
    starts[i + 1] = entries;
  }
  const all = projects.reduce((sum, { cost }) => sum + cost, 0);
  return {
    voteType: "approval",
    projects,
    budget: Math.floor(all / 8),
    minorPerUnit: 100,
    pointsPerUnit: 1,
    currency: "EUR",
    ballots: { starts, projects: named.slice(0, entries), points: null },
  };
}

/**
 * Median of five timings in milliseconds, warmed up. The clock is the processor time of this thread, because on a shared
 * machine the wall clock measures the neighbours; it ticks in milliseconds, so each timing lasts some thirty of them.
 */
function median(work: () => unknown): number {
  const clock = () => {
    const { user, system } = process.threadCpuUsage();
    return (user + system) / 1000;
  };
  const warm = performance.now();
  let warmed = 0;
  do {
    work();
    warmed++;
  } while (performance.now() - warm < 20);
  const chunk = Math.ceil(warmed / 20);
  const times = Array.from({ length: ROUNDS }, () => {
    const from = clock();
    let calls = 0;
    do {
      for (let k = 0; k < chunk; k++) work();
      calls += chunk;
    } while (clock() - from < 30);
    return (clock() - from) / calls;
  });
  return medianOf(times);
}

function medianOf(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

const HEADER = [
  "election".padEnd(44),
  "voters",
  "entries",
  "groups",
  "scan ms",
  "read",
  "whole",
  "rule",
  "per inc",
  "add1 ms",
  "incs",
  "exact",
].join("\t");

function line(row: AllocationRow): string {
  const short = (value: number | null, digits = 1) => (value === null ? "-" : value.toFixed(digits));
  return [
    row.election.slice(0, 44).padEnd(44),
    row.voters,
    row.entries,
    row.groups,
    short(row.scanMs, 4),
    short(row.read),
    short(row.whole),
    short(row.rule),
    short(row.increment),
    short(row.add1Ms),
    short(row.increments, 0),
    short(row.exactDecisions, 0),
  ].join("\t");
}

if (import.meta.main) benchAllocation();
