import type { SQLiteTable } from "drizzle-orm/sqlite-core";

/** (The PostgreSQL twins follow in the next commit.) */
export function twinOf<Table extends SQLiteTable>(written: Table): Table {
  return written;
}
