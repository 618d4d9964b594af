import { z } from "zod";
import type { Id } from "#server/kernel/ids.ts";

export type PersonId = Id<"per">;
export type TerritoryId = Id<"ter">;

/** The offices a person can hold; belonging to a collective is not an office but a membership. */
export const ROLES = ["administrator", "officer", "juror", "authorising_officer", "treasurer"] as const;
export type Role = (typeof ROLES)[number];

/** An office held today: in one territory, or in the whole fund when `territoryId` is null. */
export type HeldRole = { role: Role; territoryId: TerritoryId | null };

/** Who acts: an authenticated person with the offices held today and the collectives they belong to. */
export type Actor = {
  id: PersonId;
  name: string;
  email: string;
  roles: readonly HeldRole[];
  collectiveIds: readonly Id<"col">[];
};

/** Whether the actor holds the office in that territory, or in the whole fund. */
export function holdsRole(actor: Actor, role: Role, territoryId: TerritoryId | null): boolean {
  return actor.roles.some(
    (held) => held.role === role && (held.territoryId === null || held.territoryId === territoryId),
  );
}

/** A mail address, trimmed, in lower case and in one Unicode form, so that two spellings are one person. */
export const Email = z
  .string("accounts.problems.email")
  .transform((typed) => typed.trim().normalize("NFKC").toLowerCase())
  .pipe(z.email("accounts.problems.email").max(254, "accounts.problems.email"));

/** The six figures sent by mail, however they are grouped. */
export const SignInCode = z
  .string("accounts.problems.code")
  .transform((typed) => typed.replace(/\D/g, ""))
  .pipe(z.string().length(6, "accounts.problems.code"));

/** How a person wishes to be called; any script, any number of words. */
export const PersonName = z
  .string("accounts.problems.name")
  .transform((typed) => typed.trim().normalize("NFC"))
  .pipe(z.string().min(1, "accounts.problems.name").max(120, "accounts.problems.name"));
