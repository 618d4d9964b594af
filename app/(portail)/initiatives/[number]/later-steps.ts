import { getTranslations } from "next-intl/server";
import type { Step } from "#components/initiatives/parcours.tsx";
import { trancheLabels } from "#components/treasury/tranche-label.ts";
import type { Api } from "#server/context.ts";
import type { State } from "#server/initiatives/model.ts";

type Later = Awaited<ReturnType<Api["transparency"]["initiativeSteps"]>>;

/** The steps after the file: vote, decision, agreement, each tranche; those to come stand there without a date. */
export async function laterSteps(state: State, later: Later): Promise<Step[]> {
  const [t, labelOf] = await Promise.all([getTranslations("initiatives.steps"), trancheLabels()]);
  const steps: Step[] = [];
  if (later.voteAt !== null || state === "admissible")
    steps.push({ key: "vote", label: t("in_vote"), at: later.voteAt });
  if (state === "awarded" || state === "reserve_list" || state === "refused")
    steps.push({ key: state, label: t(state), at: later.decidedAt });
  if (later.award) steps.push({ key: "agreed", label: t("agreed"), at: later.agreedAt });
  for (const { position, label, paidAt } of later.tranches)
    steps.push({ key: `tranche-${position}`, label: t("paid", { label: labelOf(label) }), at: paidAt });
  return steps;
}
