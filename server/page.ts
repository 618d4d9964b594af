import { TRPCError } from "@trpc/server";
import { notFound, redirect } from "next/navigation";
import { localePath } from "#messages/server.ts";

/**
 * What a page shows when a procedure says no: whoever is not signed in goes to the sign-in page; what does not exist, is
 * not theirs or is not their office is one and the same «page introuvable».
 */
export async function orNotFound<Answer>(asked: Promise<Answer>): Promise<Answer> {
  try {
    return await asked;
  } catch (problem) {
    if (problem instanceof TRPCError) {
      if (problem.code === "UNAUTHORIZED") redirect(await localePath("/connexion"));
      if (problem.code === "NOT_FOUND" || problem.code === "FORBIDDEN") notFound();
    }
    throw problem;
  }
}
