import type { PersonId } from "#server/accounts/model.ts";
import type { Id } from "#server/kernel/ids.ts";
import type { Rulebook } from "#server/kernel/rulebook.ts";

/** What is known when an edition's calculation is asked for. */
export type RunFacts = {
  /** When the ballots of the edition's poll were counted; null before. */
  countedAt: number | null;
  /** A result of this edition is adopted already. */
  isAdopted: boolean;
};

/** When the calculation may run: chapter ALL of the rulebook. */
export const RUN_RULES = {
  "ALL-11": ({ countedAt }) => countedAt !== null,
  "ALL-13": ({ isAdopted }) => !isAdopted,
} satisfies Rulebook<RunFacts>;

/** What is known when a person adopts the results of an edition, all envelopes at once. */
export type AdoptionFacts = {
  adopterId: PersonId;
  isAdopted: boolean;
  /** Envelopes that have initiatives in the vote. */
  envelopeIds: readonly Id<"env">[];
  /**
   * The newest run of each envelope, with the hash of the inputs as they stand today (null when there are none) and the hash
   * that a new calculation on the stored inputs gives.
   */
  runs: readonly {
    envelopeId: Id<"env"> | null;
    ranBy: PersonId | null;
    inputHash: string;
    frozenHash: string | null;
    resultHash: string;
    recomputedHash: string;
  }[];
};

/** When a result becomes the fund's decision: chapter ALL of the rulebook. */
export const ADOPTION_RULES = {
  // Two people: whoever chose the moment and pressed the button is not the one who says that it is right.
  "ALL-12": ({ runs, adopterId }) => runs.every(({ ranBy }) => ranBy !== adopterId),
  "ALL-13": ({ isAdopted }) => !isAdopted,
  "ALL-14": ({ runs }) =>
    runs.every((run) => run.resultHash === run.recomputedHash && run.inputHash === run.frozenHash),
  "ALL-16": ({ runs, envelopeIds }) =>
    envelopeIds.every((id) => runs.some(({ envelopeId }) => envelopeId === id)) && runs.length > 0,
} satisfies Rulebook<AdoptionFacts>;

/** When a published election becomes an edition: chapter ALL of the rulebook. */
export const IMPORT_RULES = {
  "ALL-15": ({ knownAs }) => knownAs === null,
} satisfies Rulebook<{ /** The edition made out of the very same file, or null. */ knownAs: string | null }>;
