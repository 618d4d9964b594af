import { getTranslations } from "next-intl/server";

/** Where one is in a journey: «Étape 3 sur 12», in words and as a strip. It stands above the title. */
export async function StepHeader({ step, total }: { step: number; total: number }) {
  const t = await getTranslations("ui.steps");
  return (
    <div className="step-header">
      <p>{t("position", { step, total })}</p>
      <ol aria-hidden="true">
        {Array.from({ length: total }, (_, index) => index + 1).map((each) => (
          <li key={each} className={each < step ? "past" : each === step ? "now" : undefined} />
        ))}
      </ol>
    </div>
  );
}
