import type { Database, Reader } from "#db/database.ts";
import { publishedResult } from "#server/allocation/published.ts";
import { getRun, listRunIds } from "#server/allocation/store.ts";
import { type Finding as JournalFinding, verifyJournal } from "#server/journal/verify.ts";
import { sha256 } from "#server/kernel/hash.ts";
import type { Id } from "#server/kernel/ids.ts";
import { ACCOUNTS } from "#server/ledger/model.ts";
import { gapCents, onAccount, statementOf } from "#server/ledger/rules.ts";
import { listAllBalances, listAllEntries } from "#server/ledger/store.ts";

/** Something that a recomputation did not find as it is written, and where. */
export type Finding =
  | { part: "journal"; finding: JournalFinding }
  | { part: "ledger"; kind: "belowZero" | "equation"; envelopeId: string; position: number }
  | { part: "ledger"; kind: "rank" | "balance"; envelopeId: string }
  | { part: "results"; kind: "input" | "result"; runId: string };

export type Verification = {
  journal: { size: number; rootHash: string; heads: number; waiting: number };
  ledger: { entries: number; envelopes: number };
  results: { runs: number };
  findings: Finding[];
};

/** Runs every line of the ledger again: ranks without a gap, no account below zero, the equation at every line, stored balances. */
export async function verifyLedger(read: Reader) {
  const entries = await listAllEntries(read);
  const stored = new Map((await listAllBalances(read)).map((balance) => [balance.envelopeId, balance]));
  const byEnvelope = Map.groupBy(entries, ({ envelopeId }) => envelopeId);
  const findings: Finding[] = [];
  for (const [envelopeId, lines] of byEnvelope) {
    if (lines.some(({ position }, index) => position !== index + 1))
      findings.push({ part: "ledger", kind: "rank", envelopeId });
    const statement = statementOf(lines);
    for (const { entry, after } of statement.lines) {
      const at = { part: "ledger", envelopeId, position: entry.position } as const;
      if (gapCents(after) !== 0) findings.push({ ...at, kind: "equation" });
      if (ACCOUNTS.some((account) => onAccount(after, account) < 0))
        findings.push({ ...at, kind: "belowZero" });
    }
    const balance = stored.get(envelopeId);
    const isSame =
      balance !== undefined &&
      balance.entries === lines.length &&
      ACCOUNTS.every((account) => onAccount(balance, account) === onAccount(statement.closing, account));
    if (!isSame) findings.push({ part: "ledger", kind: "balance", envelopeId });
  }
  for (const envelopeId of stored.keys())
    if (!byEnvelope.has(envelopeId)) findings.push({ part: "ledger", kind: "balance", envelopeId });
  return { entries: entries.length, envelopes: byEnvelope.size, findings };
}

/** Runs one stored allocation again on its frozen inputs and compares it byte for byte with what is stored. */
export async function verifyRun(read: Reader, runId: Id<"run">): Promise<Finding[]> {
  const run = await getRun(read, runId);
  if (sha256(run.inputPb) !== run.inputHash) return [{ part: "results", kind: "input", runId }];
  const again = recomputed(run);
  return again === run.result && sha256(run.result) === run.resultHash
    ? []
    : [{ part: "results", kind: "result", runId }];
}

/** The text of the result, or null when the stored inputs can no longer be run at all: somebody has changed them. */
function recomputed({ inputPb, options }: Awaited<ReturnType<typeof getRun>>): string | null {
  try {
    return publishedResult(inputPb, options as Parameters<typeof publishedResult>[1]);
  } catch {
    return null;
  }
}

/**
 * Recomputes what the fund publishes: the Merkle log with its signed heads (and those `kept` elsewhere), the ledger line by
 * line, every allocation. It reads only, and says what differs.
 */
export async function verifyFund(
  database: Database,
  verifierKey: string,
  kept: readonly string[] = [],
): Promise<Verification> {
  const { findings: journalFindings, ...journal } = await verifyJournal(database, verifierKey, kept);
  const { findings: ledgerFindings, ...ledger } = await database.snapshot(verifyLedger);
  const runIds = await listRunIds(database.read);
  const runFindings: Finding[] = [];
  for (const runId of runIds) runFindings.push(...(await verifyRun(database.read, runId)));
  return {
    journal,
    ledger,
    results: { runs: runIds.length },
    findings: [
      ...journalFindings.map((finding) => ({ part: "journal", finding }) as const),
      ...ledgerFindings,
      ...runFindings,
    ],
  };
}
