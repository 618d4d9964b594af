import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { Amount } from "#components/ui/amount.tsx";
import { Table } from "#components/ui/table.tsx";
import { isVolunteer, type Side } from "#server/initiatives/model.ts";
import type { ForecastTotals } from "#server/initiatives/rules.ts";

type Line = { id: string; side: Side; account: string; label: string; amountCents: number };

/**
 * A forecast budget as the official form has it: charges and resources, the volunteer accounts apart, each with its total.
 * `actOf` adds a column of acts on each line, for who may write.
 */
export async function BudgetTables<L extends Line>({
  lines,
  totals,
  actOf,
}: {
  lines: readonly L[];
  totals: ForecastTotals;
  actOf?: (line: L) => ReactNode;
}) {
  const t = await getTranslations("initiatives");
  const sides = [
    {
      side: "charge",
      title: t("budget.charges"),
      empty: t("budget.emptyCharges"),
      cents: totals.chargesCents,
    },
    {
      side: "resource",
      title: t("budget.resources"),
      empty: t("budget.emptyResources"),
      cents: totals.resourcesCents,
    },
  ] as const;
  return (
    <div className="grid gap-8 lg:grid-cols-2 lg:items-start">
      {sides.map(({ side, title, empty, cents }) => {
        const money = lines.filter((line) => line.side === side && !isVolunteer(line.account));
        const gifts = lines.filter((line) => line.side === side && isVolunteer(line.account));
        const giftCents = gifts.reduce((sum, { amountCents }) => sum + amountCents, 0);
        const row = (line: L) => ({
          key: line.id,
          cells: {
            label: (
              <>
                <bdi>{line.label}</bdi>
                <span className="text-slate text-small block font-normal">
                  {t(`accounts.${line.account}` as "accounts.60")}
                </span>
              </>
            ),
            amount: <Amount cents={line.amountCents} exact />,
            act: actOf?.(line),
          },
        });
        const columns = [
          { key: "label", head: t("budget.label"), rowHead: true },
          { key: "amount", head: t("budget.amount"), numeric: true },
          ...(actOf ? [{ key: "act", head: t("budget.act") }] : []),
        ];
        return (
          <div key={side} className="min-w-0 space-y-4">
            {money.length === 0 ? (
              <>
                <p className="font-figure text-h4 font-bold">{title}</p>
                <p className="text-slate">{empty}</p>
              </>
            ) : (
              <Table
                caption={title}
                stack={actOf !== undefined}
                columns={columns}
                rows={money.map(row)}
                foot={{
                  key: "total",
                  cells: { label: t("budget.total"), amount: <Amount cents={cents} exact /> },
                }}
              />
            )}
            {gifts.length > 0 && (
              <Table
                caption={`${title} : ${t("budget.gifts")}`}
                stack={actOf !== undefined}
                columns={columns}
                rows={gifts.map(row)}
                foot={{
                  key: "total",
                  cells: { label: t("budget.total"), amount: <Amount cents={giftCents} exact /> },
                }}
              />
            )}
          </div>
        );
      })}
    </div>
  );
}
