import { z } from "zod";
import { listMessages } from "#server/journal/outbox.ts";
import { addDays, type CivilDate, civilDateOf, instantInParis, isCivilDate } from "#server/kernel/dates.ts";
import { brokenRules, NotFound, refuseIf } from "#server/kernel/rulebook.ts";
import { administratorProcedure, publicProcedure, router, signedInProcedure } from "#server/trpc.ts";
import { Email, PersonName, ROLES, type TerritoryId } from "./model.ts";
import { APPOINTMENT_RULES, DEMO_RULES, DEPARTURE_RULES } from "./rules.ts";
import * as store from "./store.ts";

const DAY_MS = 86_400_000;

export const accountsRouter = router({
  /** Who I am, with my offices and collectives; null for a visitor. */
  me: publicProcedure.query(({ ctx }) => ctx.actor),

  /** The demo's doors and calendar; null in a real fund, where nothing of the sort exists (ACC-1). */
  demo: publicProcedure.query(async ({ ctx }) => {
    const { read } = ctx.database;
    const identity = await store.findFundIdentity(read);
    if (identity?.bornAs !== "demo") return null;
    return {
      now: ctx.now(),
      officers: await store.listRoleGrants(read, civilDateOf(ctx.now())),
      persons: await store.listPersons(read),
    };
  }),

  /** The messages that left the demo, newest first; not found in a real fund (ACC-1). */
  demoMail: publicProcedure.query(async ({ ctx }) => {
    const identity = await store.findFundIdentity(ctx.database.read);
    if (identity?.bornAs !== "demo") throw new NotFound("mail");
    return listMessages(ctx.database.read, 50);
  }),

  /** Moves the demo's calendar to nine in the morning, in Paris, of a day from today to five years ahead. Demo only (ACC-1). */
  moveCalendar: publicProcedure
    .input(z.object({ on: z.string().refine(isCivilDate, "accounts.problems.day") }))
    .mutation(async ({ ctx, input }) => {
      const realNow = ctx.now() - ctx.clockOffsetMs;
      return ctx.commit("demo-calendar.moved", async (tx) => {
        const identity = await store.findFundIdentity(tx);
        if (!identity) throw new NotFound("fund");
        refuseIf(brokenRules(DEMO_RULES, identity));
        const offset = instantInParis(input.on as CivilDate, "09:00") - realNow;
        const bounded = Math.max(-5 * 365 * DAY_MS, Math.min(5 * 365 * DAY_MS, offset));
        await store.setClockOffset(tx, bounded);
        return {
          subjectId: "calendar",
          editionId: null,
          public: { toOn: civilDateOf(realNow + bounded) },
          answer: null,
        };
      });
    }),

  /** Changes the name that others of my collective and my colleagues see. */
  rename: signedInProcedure.input(z.object({ name: PersonName })).mutation(({ ctx, input }) =>
    ctx.commit("person.renamed", async (tx) => {
      await store.renamePerson(tx, ctx.actor.id, input.name, ctx.now());
      return {
        subjectId: "person",
        editionId: null,
        public: {},
        sealed: { personId: ctx.actor.id },
        answer: null,
      };
    }),
  ),

  /** Every office held today. */
  listOfficeHolders: administratorProcedure.query(({ ctx }) => {
    ctx.mustActFor(null);
    return store.listRoleGrants(ctx.database.read, civilDateOf(ctx.now()));
  }),

  /** Gives an office to the person at that address (made known to the fund if need be), from today. Refused by ACC-2. */
  grantRole: administratorProcedure
    .input(
      z.object({
        name: PersonName,
        email: Email,
        role: z.enum(ROLES, "accounts.problems.role"),
        territoryId: z
          .string()
          .optional()
          .transform((id) => (id ? (id as TerritoryId) : null)),
      }),
    )
    .mutation(({ ctx, input }) => {
      ctx.mustActFor(null);
      return ctx.commit("role.granted", async (tx) => {
        const today = civilDateOf(ctx.now());
        const known = await store.findPersonByEmail(tx, input.email);
        const personId =
          known?.id ??
          (await store.insertPerson(tx, { name: input.name, email: input.email, at: ctx.now() }));
        const held = await store.listRoles(tx, personId, today);
        refuseIf(brokenRules(APPOINTMENT_RULES, { held, role: input.role, territoryId: input.territoryId }));
        const id = await store.insertRoleGrant(tx, {
          personId,
          role: input.role,
          territoryId: input.territoryId,
          startsOn: today,
        });
        return {
          subjectId: id,
          editionId: null,
          public: { role: input.role, territory: input.territoryId },
          sealed: { personId },
          answer: { id },
        };
      });
    }),

  /** Ends an office: it is not held from today on. Refused by ACC-3. */
  endRole: administratorProcedure.input(z.object({ id: z.string() })).mutation(({ ctx, input }) => {
    ctx.mustActFor(null);
    return ctx.commit("role.ended", async (tx) => {
      const today = civilDateOf(ctx.now());
      const held = await store.listRoleGrants(tx, today);
      const grant = held.find(({ id }) => id === input.id);
      // An office that has ended stays as it was: ending it again would make it longer.
      if (!grant) throw new NotFound("role grant");
      const others = held.filter(
        ({ id, role, territoryId }) => id !== grant.id && role === "administrator" && territoryId === null,
      );
      refuseIf(brokenRules(DEPARTURE_RULES, { role: grant.role, administratorsLeft: others.length }));
      await store.endRoleGrant(tx, grant.id, addDays(today, -1));
      return {
        subjectId: grant.id,
        editionId: null,
        public: { role: grant.role, territory: grant.territoryId },
        sealed: { personId: grant.personId },
        answer: null,
      };
    });
  }),
});
