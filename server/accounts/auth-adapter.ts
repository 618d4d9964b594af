import { type CleanedWhere, createAdapterFactory } from "@better-auth/core/db/adapter";
import { and, asc, count, desc, eq, gt, gte, inArray, lt, lte, ne, or, type SQL } from "drizzle-orm";
import type { SQLiteColumn, SQLiteTable } from "drizzle-orm/sqlite-core";
import type { Database } from "#db/database.ts";
import { externalIdentities, persons, sessions, verifications } from "#db/schema/accounts.ts";
import { EVENTS } from "#server/events.ts";
import { commit } from "#server/journal/commit.ts";
import { newId } from "#server/kernel/ids.ts";
import { fundNow } from "./clock.ts";

type Row = Record<string, unknown>;
type Columns = Record<string, SQLiteColumn>;

const TABLES: Record<string, { table: SQLiteTable; prefix: string }> = {
  user: { table: persons, prefix: "per" },
  session: { table: sessions, prefix: "ses" },
  account: { table: externalIdentities, prefix: "ext" },
  verification: { table: verifications, prefix: "ver" },
};

/**
 * Lets the sign-in library keep its rows in our tables through our one writer. Its own drizzle adapter would write on a
 * second connection, beside the queue that makes commits durable, and could wait for a lock that this process holds itself.
 */
export function authAdapter(database: Database) {
  return createAdapterFactory({
    config: {
      adapterId: "quotepart",
      adapterName: "Quote-part",
      supportsDates: true,
      supportsBooleans: true,
      supportsJSON: false,
      transaction: false,
      customIdGenerator: ({ model }) => newId(TABLES[model]?.prefix ?? "row"),
    },
    adapter: () => ({
      create: async ({ model, data }) => {
        const { table } = known(model);
        if (model !== "user") {
          await database.write(async (tx) => void (await tx.insert(table).values(toRow(data))));
          return data;
        }
        // A first sign-in makes somebody known to the fund: an act like any other, through the one door.
        const personId = String(data.id);
        const act = {
          events: EVENTS,
          event: "person.registered",
          actor: null,
          command: null,
          now: await fundNow(database.read),
        } as const;
        await commit(database, act, async (tx) => {
          await tx.insert(table).values(toRow(data));
          return { subjectId: "person", editionId: null, public: {}, sealed: { personId }, answer: null };
        });
        return data;
      },
      findOne: async ({ model, where }) => {
        const { table } = known(model);
        const [row] = await database.read.select().from(table).where(condition(table, where)).limit(1);
        return (row ? fromRow(row) : null) as never;
      },
      findMany: async ({ model, where, limit, sortBy, offset }) => {
        const { table } = known(model);
        const direction = sortBy?.direction === "desc" ? desc : asc;
        const rows = await database.read
          .select()
          .from(table)
          .where(condition(table, where))
          .orderBy(direction(column(table, sortBy?.field ?? "id")))
          .limit(limit)
          .offset(offset ?? 0);
        return rows.map(fromRow) as never;
      },
      update: ({ model, where, update }) =>
        database.write(async (tx) => {
          const { table } = known(model);
          const [row] = await tx
            .update(table)
            .set(toRow(update as Row))
            .where(condition(table, where))
            .returning();
          return (row ? fromRow(row) : null) as never;
        }),
      updateMany: ({ model, where, update }) =>
        database.write(async (tx) => {
          const { table } = known(model);
          return (await tx.update(table).set(toRow(update)).where(condition(table, where)).returning())
            .length;
        }),
      delete: ({ model, where }) =>
        database.write(async (tx) => {
          const { table } = known(model);
          await tx.delete(table).where(condition(table, where));
        }),
      deleteMany: ({ model, where }) =>
        database.write(async (tx) => {
          const { table } = known(model);
          return (await tx.delete(table).where(condition(table, where)).returning()).length;
        }),
      // One statement, so that a code typed twice at once opens one door only.
      consumeOne: ({ model, where }) =>
        database.write(async (tx) => {
          const { table } = known(model);
          const [found] = await tx.select().from(table).where(condition(table, where)).limit(1);
          if (!found) return null as never;
          const [row] = await tx
            .delete(table)
            .where(eq(column(table, "id"), (found as Row).id))
            .returning();
          return (row ? fromRow(row) : null) as never;
        }),
      count: async ({ model, where }) => {
        const { table } = known(model);
        const [row] = await database.read
          .select({ rows: count() })
          .from(table)
          .where(condition(table, where));
        return Number(row?.rows ?? 0);
      },
    }),
  });
}

function known(model: string): { table: SQLiteTable } {
  const entry = TABLES[model];
  if (!entry) throw new Error(`the sign-in library asked for a table we do not keep: ${model}`);
  return entry;
}

function column(table: SQLiteTable, field: string): SQLiteColumn {
  const found = (table as unknown as Columns)[field];
  if (!found) throw new Error(`no such column: ${field}`);
  return found;
}

function condition(table: SQLiteTable, where: CleanedWhere[] | undefined): SQL | undefined {
  if (!where || where.length === 0) return undefined;
  const clauses = where.map((clause) => {
    const field = column(table, clause.field);
    const value = clause.value instanceof Date ? clause.value.getTime() : clause.value;
    switch (clause.operator) {
      case "eq":
        return eq(field, value);
      case "ne":
        return ne(field, value);
      case "lt":
        return lt(field, value);
      case "lte":
        return lte(field, value);
      case "gt":
        return gt(field, value);
      case "gte":
        return gte(field, value);
      case "in":
        return inArray(field, value as unknown[]);
      default:
        throw new Error(`the sign-in library asked for a comparison we do not offer: ${clause.operator}`);
    }
  });
  return where.some((clause) => clause.connector === "OR") ? or(...clauses) : and(...clauses);
}

function toRow(data: Row): Row {
  return Object.fromEntries(
    Object.entries(data).map(([key, value]) => [key, value instanceof Date ? value.getTime() : value]),
  );
}

function fromRow(row: Row): Row {
  return Object.fromEntries(
    Object.entries(row).map(([key, value]) => [
      key,
      key.endsWith("At") && typeof value === "number" ? new Date(value) : value,
    ]),
  );
}
