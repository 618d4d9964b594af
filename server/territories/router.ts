import { z } from "zod";
import { brokenRules, Refusal } from "#server/kernel/rulebook.ts";
import { administratorProcedure, publicProcedure, router } from "#server/trpc.ts";
import { NewTerritory, Slug } from "./model.ts";
import { TERRITORY_RULES } from "./rules.ts";
import * as store from "./store.ts";

const FIELDS: Record<string, string> = { "TER-2": "code", "TER-3": "residentsSource", "TER-4": "code" };

export const territoriesRouter = router({
  /** Every territory, in the order of its official code. */
  list: publicProcedure.query(({ ctx }) => store.listTerritories(ctx.database.read)),

  /** One territory by the last part of its address. */
  bySlug: publicProcedure
    .input(z.object({ slug: Slug.catch("") }))
    .query(({ ctx, input }) => store.getTerritoryBySlug(ctx.database.read, input.slug)),

  /** Enters a territory, with its official code and the source of its number of residents. */
  add: administratorProcedure.input(NewTerritory).mutation(({ ctx, input }) => {
    ctx.mustActFor(null);
    return ctx.commit("territory.added", async (tx) => {
      const { parentCode, ...territory } = input;
      const taken = await store.listTerritories(tx);
      const broken = brokenRules(TERRITORY_RULES, { ...input, taken });
      if (broken.length > 0)
        throw new Refusal(broken.map((rule) => ({ rule, facts: { code: input.code }, field: FIELDS[rule] })));
      const parent = parentCode ? await store.findTerritoryByCode(tx, parentCode) : null;
      const added = await store.insertTerritory(tx, { ...territory, parentId: parent?.id ?? null });
      return {
        subjectId: added.id,
        editionId: null,
        public: { name: added.name, code: added.code, residents: added.residents },
        answer: { territoryId: added.id, slug: added.slug },
      };
    });
  }),
});
