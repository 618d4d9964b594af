import { notFound } from "next/navigation";
import { cache } from "react";
import { api } from "#server/context.ts";
import { type InitiativeId, QUESTIONS } from "#server/initiatives/model.ts";
import type { Task } from "#server/initiatives/rules.ts";
import { orNotFound } from "#server/page.ts";

export type FileProps = { params: Promise<{ initiativeId: string }> };

/** The file of the address, read once for the page and its title; not found for whoever is not of its collective. */
export const loadFile = cache(async (id: string) => {
  if (!id.startsWith("ini_")) notFound();
  return orNotFound((await api()).initiatives.file({ initiativeId: id as InitiativeId }));
});
export type LoadedFile = Awaited<ReturnType<typeof loadFile>>;

export const fileHref = (id: string, rest = "") => `/collectif/dossiers/${id}${rest}`;

/** The pages of the journey, in order; «Enregistrer et continuer» goes from each to the next. */
export const JOURNEY: readonly string[] = [
  ...QUESTIONS.filter(({ group }) => group !== "send").map(({ key }) => key),
  "budget",
  "commitment",
  "send",
];

/** Where a step of the journey is answered. */
export function stepHref(id: string, step: string): string {
  if (step === "budget") return fileHref(id, "/budget");
  if (step === "send") return fileHref(id, "/verifier");
  return fileHref(id, `/questions/${step}`);
}

/** Where a task is done; members are invited on the page of the collective. */
export function taskHref(file: LoadedFile["file"], task: Pick<Task, "key">): string {
  return task.key === "members" ? `/collectif/${file.collectiveId}` : stepHref(file.id, task.key);
}

/** The page before that one in the journey; the file itself before the first. */
export function previousHref(id: string, step: string): string {
  const before = JOURNEY[JOURNEY.indexOf(step) - 1];
  return before ? stepHref(id, before) : fileHref(id);
}

/** The page after that one in the journey. */
export function nextHref(id: string, step: string): string {
  const after = JOURNEY[JOURNEY.indexOf(step) + 1];
  return after ? stepHref(id, after) : fileHref(id);
}
