import type { Database } from "#db/database.ts";
import { fundNow } from "#server/accounts/clock.ts";
import { EVENTS } from "#server/events.ts";
import { commit } from "#server/journal/commit.ts";

/**
 * Puts the sign-in code into the outbox. The journal says that a code was asked for, never for whom nor which.
 */
export async function mailSignInCode(database: Database, email: string, code: string): Promise<void> {
  await commit(
    database,
    { events: EVENTS, event: "sign-in.asked", actor: null, command: null, now: await fundNow(database.read) },
    async () => ({
      subjectId: "sign_in",
      editionId: null,
      public: {},
      messages: [
        {
          to: email,
          // The subject is kept longer than the text, and shows on locked screens: the code is not in it.
          subject: "Votre code pour entrer",
          text: `Bonjour,\n\nVotre code pour entrer est : ${code}\n\nIl sert une fois, pendant dix minutes. Si vous n’avez rien demandé, ne faites rien : personne n’entre sans ce code.\n\nLe fonds d’initiatives citoyennes`,
        },
      ],
      answer: null,
    }),
  );
}
