import { accountsRouter } from "#server/accounts/router.ts";
import { router } from "#server/trpc.ts";

/** Every procedure of the house, one line a domain, in the order of the life of an edition. */
export const appRouter = router({
  accounts: accountsRouter,
});

export type AppRouter = typeof appRouter;
