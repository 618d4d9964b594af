import { z } from "zod";
import type { TerritoryId } from "#server/accounts/model.ts";

export const TERRITORY_KINDS = ["region", "department", "commune", "neighbourhood"] as const;
export type TerritoryKind = (typeof TERRITORY_KINDS)[number];

/** A place that the fund serves. `communeCodes` are the communes that a neighbourhood straddles. */
export type Territory = {
  id: TerritoryId;
  kind: TerritoryKind;
  code: string;
  slug: string;
  name: string;
  parentId: TerritoryId | null;
  communeCodes: string[];
  residents: number;
  residentsSource: string;
};

/** The last part of a territory's address: `goutte-d-or`. */
export const Slug = z
  .string("territories.problems.slug")
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, "territories.problems.slug")
  .max(80, "territories.problems.slug");

/** A number of people as typed, spaces allowed: `21 000`. */
export const Residents = z
  .string("territories.problems.residents")
  .transform((typed) => typed.replace(/\s/g, ""))
  .pipe(z.string().regex(/^\d{1,8}$/, "territories.problems.residents"))
  .transform(Number);

/** What an administrator types to enter a territory; commune codes are separated by `;` as in the official file. */
export const NewTerritory = z.object({
  kind: z.enum(TERRITORY_KINDS, "territories.problems.kind"),
  code: z.string("territories.problems.code").trim(),
  slug: Slug,
  name: z.string("territories.problems.name").trim().min(1, "territories.problems.name"),
  parentCode: z.string().trim().optional(),
  communeCodes: z
    .string()
    .default("")
    .transform((typed) =>
      typed
        .split(";")
        .map((code) => code.trim())
        .filter((code) => code !== ""),
    ),
  residents: Residents,
  residentsSource: z.string().trim().default(""),
});
export type NewTerritory = z.infer<typeof NewTerritory>;
