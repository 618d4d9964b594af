import { getTranslations } from "next-intl/server";
import {
  type AnswerValue,
  COMMITMENT_VERSION,
  findQuestion,
  isEmptyAnswer,
} from "#server/initiatives/model.ts";

/** An answer as its author wrote it, in whatever direction its script runs; choices by their words; null when there is none. */
export async function AnswerText({ question, value }: { question: string; value: AnswerValue | undefined }) {
  const t = await getTranslations("initiatives");
  if (value === undefined || isEmptyAnswer(value)) return null;
  const kind = findQuestion(question)?.kind;
  if (kind === "commitment") return <>{t("commitment.version", { version: COMMITMENT_VERSION })}</>;
  if (kind === "choices")
    return (
      <ul>
        {[value].flat().map((choice) => (
          <li key={choice}>{t(`choices.${choice}` as "choices.everyone")}</li>
        ))}
      </ul>
    );
  return (
    <div dir="auto" className="whitespace-pre-line">
      {value}
    </div>
  );
}
