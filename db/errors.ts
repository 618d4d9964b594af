/** The error and what caused it, outermost first. */
function* causes(error: unknown): Generator<{ code?: unknown; message?: unknown }> {
  for (let at = error; at instanceof Error; at = at.cause) yield at as Error & { code?: unknown };
}

/** PostgreSQL's five-character code of an error, wherever drizzle wrapped it; null when the error is not the server's. */
export function sqlState(error: unknown): string | null {
  for (const { code } of causes(error))
    if (typeof code === "string" && /^[0-9A-Z]{5}$/.test(code)) return code;
  return null;
}

/** Whether a primary key or unique index refused the row, on either engine. */
export function isUniqueViolation(error: unknown): boolean {
  if (sqlState(error) === "23505") return true;
  for (const { code } of causes(error))
    if (code === "SQLITE_CONSTRAINT_UNIQUE" || code === "SQLITE_CONSTRAINT_PRIMARYKEY") return true;
  return false;
}

/**
 * What may be written to a log about a failed query: drizzle's own message lists the values, which may be anybody's name,
 * code or address; the database's names only what broke.
 */
export function loggable(error: unknown): string {
  const innermost = [...causes(error)].at(-1);
  return innermost ? String((innermost as Error).stack ?? innermost.message) : String(error);
}
