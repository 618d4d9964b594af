import {
  type AnySQLiteColumn,
  check,
  choice,
  id,
  integer,
  json,
  sql,
  table,
  text,
  uniqueIndex,
} from "#db/columns.ts";

/** Region, department, commune, priority neighbourhood: a tree by `parentId`. */
export const territories = table(
  "territories",
  {
    id: id<"ter">().primaryKey(),
    kind: choice(["region", "department", "commune", "neighbourhood"]).notNull(),
    /** INSEE code, or the QPV 2024 code `QN…[NMI]` of a priority neighbourhood. */
    code: text().notNull(),
    slug: text().notNull(),
    name: text().notNull(),
    parentId: id<"ter">().references((): AnySQLiteColumn => territories.id),
    /** Communes that a neighbourhood straddles, as INSEE codes. */
    communeCodes: json<string[]>().notNull(),
    residents: integer().notNull(),
    residentsSource: text().notNull(),
  },
  (t) => [
    uniqueIndex("territories_code").on(t.code),
    uniqueIndex("territories_slug").on(t.slug),
    check("territories_residents", sql`${t.residents} >= 0`),
  ],
);
