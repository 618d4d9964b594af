import { Column, getTableColumns, getTableName, is, SQL } from "drizzle-orm";
import {
  type AnyPgColumn,
  bigint,
  boolean,
  check,
  customType,
  foreignKey,
  index,
  json,
  PgTable,
  pgTable,
  primaryKey,
  uniqueIndex,
} from "drizzle-orm/pg-core";
import { getTableConfig, type SQLiteTable } from "drizzle-orm/sqlite-core";
import { ENGINE } from "./engine.ts";

/** Text compared byte by byte, as SQLite does: the server's own collation would sort results differently from machine to machine. */
const bytewiseText = customType<{ data: string }>({ dataType: () => 'text COLLATE "C"' });

/** One column's twin: what PostgreSQL calls it, with the same key, default and constraints. */
function columnTwin(column: Column) {
  const builder = (() => {
    switch (column.columnType) {
      case "SQLiteText":
        return bytewiseText(column.name);
      case "SQLiteTextJson":
        return json(column.name);
      case "SQLiteInteger":
        return bigint(column.name, { mode: "number" });
      case "SQLiteBoolean":
        return boolean(column.name);
      default:
        throw new Error(`no PostgreSQL twin for ${column.columnType} (${column.name})`);
    }
  })();
  if (column.notNull) builder.notNull();
  if (column.primary) builder.primaryKey();
  if (column.isUnique) builder.unique(column.uniqueName);
  if (column.default !== undefined) builder.default(column.default as never);
  if (column.defaultFn) builder.$defaultFn(column.defaultFn as () => never);
  if (column.onUpdateFn) builder.$onUpdateFn(column.onUpdateFn as () => never);
  return builder;
}

const twins = new WeakMap<SQLiteTable, PgTable>();

/** The PostgreSQL table with the same columns, keys, checks, indexes and foreign keys as the written one. */
export function postgresTwin(written: SQLiteTable): PgTable {
  const known = twins.get(written);
  if (known) return known;

  const builders = Object.fromEntries(
    Object.entries(getTableColumns(written)).map(([key, column]) => [key, columnTwin(column)]),
  );
  const twin: PgTable = pgTable(getTableName(written), builders, (t) => {
    // Asked for late, when every table of the schema exists: tables may refer to each other in any order.
    const config = getTableConfig(written);
    const own = Object.fromEntries(Object.values(t).map((column) => [column.name, column as AnyPgColumn]));
    const named = (list: readonly { name: string }[]) => list.map((column) => inTable(own, column)) as never;
    const inTwin = (expression: SQL) => rewritten(expression, own);
    return [
      ...config.primaryKeys.map((key) => primaryKey({ name: key.getName(), columns: named(key.columns) })),
      ...config.checks.map((rule) => check(rule.name, inTwin(rule.value))),
      ...config.indexes.map(({ config: { name, columns, unique, where } }) => {
        const on = columns.map((column) => (is(column, SQL) ? inTwin(column) : inTable(own, column)));
        const made = (unique ? uniqueIndex : index)(name).on(...(on as [AnyPgColumn]));
        return where ? made.where(inTwin(where)) : made;
      }),
      ...config.foreignKeys.map((key) => {
        if (key.onDelete || key.onUpdate) throw new Error(`${key.getName()}: no cascade anywhere`);
        const { columns, foreignColumns, foreignTable } = key.reference();
        const there = is(foreignTable, PgTable) ? foreignTable : postgresTwin(foreignTable);
        const theirs = Object.fromEntries(Object.values(there).map((column) => [column?.name, column]));
        const foreign = foreignColumns.map((column) => inTable(theirs, column)) as never;
        return foreignKey({ name: key.getName(), columns: named(columns), foreignColumns: foreign });
      }),
    ];
  });
  twins.set(written, twin);
  return twin;
}

function inTable(columns: Record<string, AnyPgColumn>, { name }: { name: string }): AnyPgColumn {
  const column = columns[name];
  if (!column) throw new Error(`no column ${name}`);
  return column;
}

/** The same expression about the twin's columns. */
function rewritten(expression: SQL, columns: Record<string, AnyPgColumn>): SQL {
  const chunks = expression.queryChunks.map((chunk) => {
    if (is(chunk, SQL)) return rewritten(chunk, columns);
    return is(chunk, Column) ? inTable(columns, chunk) : chunk;
  });
  // As part of a definition, its values stand in it as they are.
  return new SQL(chunks).inlineParams();
}

/** The table of this process's engine. Both answer to the query builder alike, so the type stays the written one's. */
export function twinOf<Table extends SQLiteTable>(written: Table): Table {
  return ENGINE === "postgres" ? (postgresTwin(written) as unknown as Table) : written;
}
