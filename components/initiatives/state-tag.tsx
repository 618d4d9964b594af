import { getTranslations } from "next-intl/server";
import { Tag, type Tone } from "#components/ui/tag.tsx";
import type { State } from "#server/initiatives/model.ts";

const TONES: Record<State, Tone> = {
  draft: "neutral",
  submitted: "progress",
  to_complete: "attention",
  admissible: "info",
  inadmissible: "refused",
  in_vote: "progress",
  awarded: "done",
  reserve_list: "waiting",
  refused: "refused",
  withdrawn: "neutral",
};

/** The state of a file, in the one word that it has everywhere. */
export async function StateTag({ state }: { state: State }) {
  const t = await getTranslations("initiatives.states");
  return <Tag tone={TONES[state]}>{t(state)}</Tag>;
}
