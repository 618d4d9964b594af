/** Tables whose rows are never changed nor deleted: a trigger on both engines says so, not a promise. A correction is a new row. */
export const APPEND_ONLY: readonly string[] = [
  // JOU-2: what the fund did is not rewritten.
  "journal_lines",
  "journal_leaves",
  "journal_checkpoints",
  "polls",
  "poll_closings",
  "poll_counts",
  "poll_choices",
  "roll_keys",
  "ballots",
  "opened_ballots",
  // LED-2: a line of the ledger is never changed nor deleted.
  "ledger_entries",
];

/**
 * Tables that SQLite keeps in the order of their key alone: a hidden row number would tell who came first, and a key beside
 * it would be written twice.
 */
export const WITHOUT_ROWID: readonly string[] = [
  "journal_lines",
  "journal_unsealed",
  "commands",
  "roll_keys",
  "ballots",
  "opened_ballots",
  "command_answers",
];

/** What makes a table append-only on SQLite, in statements that may be run again. */
export function sqliteGuards(table: string): string[] {
  return (["update", "delete"] as const).flatMap((act) => [
    `DROP TRIGGER IF EXISTS "${table}_no_${act}"`,
    `CREATE TRIGGER "${table}_no_${act}" BEFORE ${act.toUpperCase()} ON "${table}" BEGIN SELECT RAISE(ABORT, '${table} is append-only'); END`,
  ]);
}

/** What makes a table append-only on PostgreSQL, `TRUNCATE` included. */
export function postgresGuards(table: string): string[] {
  return [
    `CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$`,
    `DROP TRIGGER IF EXISTS "${table}_append_only" ON "${table}"`,
    `CREATE TRIGGER "${table}_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "${table}" FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()`,
  ];
}
