/**
 * The words that tables are written with, once for both engines:
 *
 *   export const tranches = table("tranches", {
 *     id: id<"trn">().primaryKey(), awardId: id<"awd">().notNull().references(() => awards.id), amountCents: cents().notNull(),
 *     state: choice(["due", "paid"]).notNull(), paidOn: civilDate() }, (t) => [check("tranches_amount", sql`${t.amountCents} > 0`)]);
 *
 * `amountCents` becomes `amount_cents` in SQL. Also understood: `primaryKey({ columns: [t.a, t.b] })`, `uniqueIndex(name).on(…)`,
 * `index(name).on(…)` with `.where(…)`, `foreignKey({ columns, foreignColumns })`, `.unique()`, `.default(…)`, `.$defaultFn(…)`.
 * Checks must be SQL that both engines read (no boolean compared with 0 or 1). No cascade: what the fund did is not undone by a delete.
 */
import type { BuildColumns } from "drizzle-orm";
import { is, SQL, sql } from "drizzle-orm";
import {
  type AnySQLiteColumn,
  check,
  type SQLiteColumnBuilderBase,
  type SQLiteTableExtraConfigValue,
  type SQLiteTableWithColumns,
  integer as sqliteInteger,
  sqliteTable,
  text as sqliteText,
} from "drizzle-orm/sqlite-core";
import type { CivilDate } from "#server/kernel/dates.ts";
import type { Id } from "#server/kernel/ids.ts";
import { twinOf } from "./twins.ts";

export { sql } from "drizzle-orm";
export {
  type AnySQLiteColumn,
  check,
  foreignKey,
  index,
  primaryKey,
  uniqueIndex,
} from "drizzle-orm/sqlite-core";

/** A prefixed random id: `id<"ini">()` holds `ini_4K7…`. */
export const id = <Prefix extends string>() => sqliteText().$type<Id<Prefix>>();

/** Unicode text, compared byte by byte on both engines. */
export const text = () => sqliteText();

/** Text out of a closed list; the table refuses any other. */
export const choice = <const Values extends readonly [string, ...string[]]>(values: Values) =>
  sqliteText({ enum: values as unknown as [Values[number], ...Values[number][]] });

/** An amount in euro cents, a whole number; name the field `…Cents`. */
export const cents = () => sqliteInteger();

/** A whole number within ±2⁵³. */
export const integer = () => sqliteInteger();

/** Yes or no; prefer a date (`paidOn`) wherever there is one. */
export const boolean = () => sqliteInteger({ mode: "boolean" });

/** Milliseconds since 1970 in UTC; name the field `…At`. */
export const instant = () => sqliteInteger();

/** A day in Paris, `YYYY-MM-DD`; name the field `…On`. */
export const civilDate = () => sqliteText().$type<CivilDate>();

/** Bytes as lower-case hexadecimal: hashes, keys, signatures. */
export const hex = () => sqliteText();

/** A JSON value of the given shape; its key order stays as written. */
export const json = <Shape>() => sqliteText({ mode: "json" }).$type<Shape>();

const snakeCase = (key: string) => key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** A closed list is promised by the table itself, not only by the code in front of it. */
function choiceChecks(name: string, columns: Record<string, AnySQLiteColumn>) {
  return Object.values(columns)
    .filter((column) => column.enumValues !== undefined)
    .map((column) => {
      const values = (column.enumValues ?? []).map((value) => `'${value.replaceAll("'", "''")}'`);
      return check(`${name}_${column.name}_choice`, sql`${column} in (${sql.raw(values.join(", "))})`);
    });
}

/** A check or a partial index is part of the table's definition, where values stand as they are: `sql`${t.n} < ${MAX}`` may be written. */
function withoutParameters(extra: SQLiteTableExtraConfigValue): SQLiteTableExtraConfigValue {
  const { value, config } = extra as { value?: unknown; config?: { where?: unknown } };
  for (const expression of [value, config?.where]) if (is(expression, SQL)) expression.inlineParams();
  return extra;
}

/** A table, written once; what is returned is the table of this process's engine, typed as the SQLite one. */
export function table<Name extends string, Columns extends Record<string, SQLiteColumnBuilderBase>>(
  name: Name,
  columns: Columns,
  extras: (columns: BuildColumns<Name, Columns, "sqlite">) => SQLiteTableExtraConfigValue[] = () => [],
): SQLiteTableWithColumns<{
  name: Name;
  schema: undefined;
  columns: BuildColumns<Name, Columns, "sqlite">;
  dialect: "sqlite";
}> {
  for (const [key, builder] of Object.entries(columns)) {
    // drizzle names a column in its first argument; the key says it already.
    (builder as unknown as { config: { name: string } }).config.name = snakeCase(key);
  }
  const written = sqliteTable(name, columns, (t) => [
    ...extras(t).map(withoutParameters),
    ...choiceChecks(name, t as unknown as Record<string, AnySQLiteColumn>),
  ]);
  return twinOf(written);
}
