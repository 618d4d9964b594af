import { z } from "zod";
import { defineEvents } from "#server/journal/events.ts";

const award = { agreement: z.string(), initiative: z.string() };
const tranche = { ...award, tranche: z.int(), amountCents: z.int() };

/** What the journal says of agreements, payments and bank statements: which and how much, never whose account nor who acted. */
export const treasuryEvents = defineEvents({
  "agreement.prepared": { public: { ...award, amountCents: z.int(), tranches: z.int() } },
  "agreement.signed": { public: { ...award, party: z.enum(["collective", "fund"]) } },
  "tranche.certified": { public: tranche, sealed: { evidence: z.string() } },
  "tranche.ordered": { public: { ...tranche, order: z.string() } },
  "tranche.paid": { public: { ...tranche, paidOn: z.string() }, sealed: { bankLineId: z.string() } },
  "statement.imported": {
    public: {
      lines: z.int(),
      openingCents: z.int(),
      inCents: z.int(),
      outCents: z.int(),
      closingCents: z.int(),
    },
    sealed: { fileHash: z.string(), accountIban: z.string() },
  },
});
