import { TRPCError } from "@trpc/server";
import { headers } from "next/headers";
import { notFound, redirect } from "next/navigation";
import { PLACE_HEADER } from "#messages/locales.ts";
import { localePath } from "#messages/server.ts";

/**
 * What a page shows when a procedure says no: whoever is not signed in goes to the sign-in page and
 * comes back from there; what does not exist, is
 * not theirs or is not their office is one and the same «page introuvable».
 */
export async function orNotFound<Answer>(asked: Promise<Answer>): Promise<Answer> {
  try {
    return await asked;
  } catch (problem) {
    if (problem instanceof TRPCError) {
      if (problem.code === "UNAUTHORIZED") {
        const place = (await headers()).get(PLACE_HEADER) ?? "/compte";
        redirect(await localePath(`/connexion?retour=${encodeURIComponent(place)}`));
      }
      if (problem.code === "NOT_FOUND" || problem.code === "FORBIDDEN") notFound();
    }
    throw problem;
  }
}
