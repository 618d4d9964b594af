import { getTranslations } from "next-intl/server";
import { Amount } from "#components/ui/amount.tsx";
import { Table } from "#components/ui/table.tsx";
import type { AnswerValue } from "#server/initiatives/model.ts";
import { QUESTIONS } from "#server/initiatives/model.ts";

type ForecastLine = { side: "charge" | "resource"; account: string; label: string; amountCents: number };

/** What the collective wrote, in the order of its own form, and its forecast budget. */
export async function FileContent({
  answers,
  forecast,
}: {
  answers: readonly { question: string; value: AnswerValue }[];
  forecast: readonly ForecastLine[];
}) {
  const [t, ti] = await Promise.all([getTranslations("review.file"), getTranslations("initiatives")]);
  const said = QUESTIONS.flatMap(({ key, kind }) => {
    const value = answers.find(({ question }) => question === key)?.value;
    return kind === "commitment" || key === "title" || value === undefined || value.length === 0
      ? []
      : [{ key, value }];
  });
  return (
    <>
      <h2>{t("idea")}</h2>
      {said.map(({ key, value }) => (
        <section key={key} className="mt-5">
          <h3>{ti(`questions.${key}.short`)}</h3>
          <p className="mt-1 max-w-measure whitespace-pre-line" dir="auto">
            {Array.isArray(value)
              ? value.map((choice) => ti(`choices.${choice}` as never)).join(", ")
              : value}
          </p>
        </section>
      ))}
      <h2 className="mt-10">{t("budget")}</h2>
      {(["charge", "resource"] as const).map((side) => {
        const lines = forecast.filter((line) => line.side === side);
        const title = t(side === "charge" ? "charges" : "resources");
        return (
          <div key={side} className="mt-4">
            <Table
              caption={title}
              columns={[
                { key: "label", head: t("label"), rowHead: true },
                { key: "account", head: t("account") },
                { key: "amount", head: t("amount"), numeric: true },
              ]}
              rows={lines.map(({ account, label, amountCents }, index) => ({
                key: `${account}-${index}`,
                cells: { label, account, amount: <Amount cents={amountCents} exact /> },
              }))}
              foot={{
                key: "total",
                cells: {
                  label: title,
                  account: "",
                  amount: <Amount cents={lines.reduce((sum, line) => sum + line.amountCents, 0)} exact />,
                },
              }}
            />
          </div>
        );
      })}
    </>
  );
}
