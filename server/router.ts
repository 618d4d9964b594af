import { accountsRouter } from "#server/accounts/router.ts";
import { allocationRouter } from "#server/allocation/router.ts";
import { fundRouter } from "#server/fund/router.ts";
import { initiativesRouter } from "#server/initiatives/router.ts";
import { reviewRouter } from "#server/review/router.ts";
import { territoriesRouter } from "#server/territories/router.ts";
import { transparencyRouter } from "#server/transparency/router.ts";
import { treasuryRouter } from "#server/treasury/router.ts";
import { router } from "#server/trpc.ts";
import { votingRouter } from "#server/voting/router.ts";

/** Every procedure of the house, one line a domain, in the order of the life of an edition. */
export const appRouter = router({
  accounts: accountsRouter,
  territories: territoriesRouter,
  fund: fundRouter,
  initiatives: initiativesRouter,
  review: reviewRouter,
  voting: votingRouter,
  allocation: allocationRouter,
  treasury: treasuryRouter,
  transparency: transparencyRouter,
});

export type AppRouter = typeof appRouter;
