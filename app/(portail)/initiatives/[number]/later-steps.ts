import type { Step } from "#components/initiatives/parcours.tsx";
import type { State } from "#server/initiatives/model.ts";

/**
 * The steps that later chapters know of an initiative, in order: vote, award, tranches, report. Each chapter adds here the
 * call to its own procedure; until it has, the state of the file says the step without a date of its own.
 */
export async function laterSteps(
  initiative: { number: string; state: State },
  labelOf: (state: State) => string,
): Promise<Step[]> {
  const { state } = initiative;
  const reached =
    state === "in_vote" || state === "awarded" || state === "reserve_list" || state === "refused";
  return reached ? [{ key: state, label: labelOf(state), at: null }] : [];
}
