import { notFound } from "next/navigation";
import { cache } from "react";
import { api } from "#server/context.ts";
import type { InitiativeId } from "#server/initiatives/model.ts";
import { orNotFound } from "#server/page.ts";

export type SentFileProps = { params: Promise<{ initiativeId: string }> };

/** The sent file of the address, read once; not found for whoever does not instruct in its territory. */
export const loadSentFile = cache(async (id: string) => {
  if (!id.startsWith("ini_")) notFound();
  return orNotFound((await api()).initiatives.sentFile({ initiativeId: id as InitiativeId }));
});
