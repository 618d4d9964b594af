import { getTranslations } from "next-intl/server";

/** What solves each rule that may stand in the way of a tranche, and the page where one does it. */
export async function solutionsFor({
  agreementId,
  trancheId,
  previousTrancheId,
}: {
  agreementId: string;
  trancheId: string;
  previousTrancheId: string | null;
}) {
  const t = await getTranslations("treasury.desk");
  return {
    "TRE-1": { label: t("solveSign"), href: `/tresorerie/conventions/${agreementId}` },
    "TRE-2": { label: t("solveCertify"), href: `/tresorerie/tranches/${trancheId}` },
    "TRE-4": { label: t("solveOther"), href: null },
    "TRE-5": { label: t("solveOther"), href: null },
    ...(previousTrancheId
      ? { "TRE-6": { label: t("solvePrevious"), href: `/tresorerie/tranches/${previousTrancheId}` } }
      : {}),
  } as const;
}
