import type { Rulebook } from "#server/kernel/rulebook.ts";
import type { HeldRole, Role, TerritoryId } from "./model.ts";

type FundBirth = { bornAs: "demo" | "real" };

/** What only a fund born as a demo may do. */
export const DEMO_RULES = {
  "ACC-1": ({ bornAs }) => bornAs === "demo",
} satisfies Rulebook<FundBirth>;

type Appointment = { held: readonly HeldRole[]; role: Role; territoryId: TerritoryId | null };

/** When a person may receive an office. */
export const APPOINTMENT_RULES = {
  "ACC-2": ({ held, role, territoryId }) =>
    !held.some((one) => one.role === role && (one.territoryId === null || one.territoryId === territoryId)),
} satisfies Rulebook<Appointment>;

type Departure = { role: Role; administratorsLeft: number };

/** When an office may end. */
export const DEPARTURE_RULES = {
  // A fund without an administrator could never appoint one again.
  "ACC-3": ({ role, administratorsLeft }) => role !== "administrator" || administratorsLeft >= 1,
} satisfies Rulebook<Departure>;
