import { getTranslations } from "next-intl/server";
import { Amount } from "#components/ui/amount.tsx";
import { Table } from "#components/ui/table.tsx";
import { Tag } from "#components/ui/tag.tsx";
import type { OverviewLine } from "./overview.ts";

/** The lines of a reference base: programme, stage, source, who-checked state and amount; estimates say that they are. */
export async function BaseTable({
  year,
  lines,
  baseCents,
}: {
  year: number;
  lines: readonly OverviewLine[];
  baseCents: number;
}) {
  const t = await getTranslations("fund");
  return (
    <Table
      stack
      caption={t("base.caption", { year: String(year) })}
      columns={[
        { key: "label", head: t("base.label"), rowHead: true },
        { key: "programme", head: t("base.programme") },
        { key: "stage", head: t("base.stage") },
        { key: "source", head: t("base.source") },
        { key: "state", head: t("base.state") },
        { key: "amount", head: t("base.amount"), numeric: true },
      ]}
      rows={lines.map((line) => ({
        key: line.id,
        cells: {
          label: <bdi lang="fr">{line.label}</bdi>,
          programme: <bdi>{line.programme}</bdi>,
          stage: t(`stages.${line.stage}`),
          source: (
            <bdi lang="fr" className="text-caption">
              {line.source}
            </bdi>
          ),
          state: line.isVerified ? (
            <Tag tone="done">{t("sheet.verified")}</Tag>
          ) : (
            <Tag tone="waiting">{t("sheet.unverified")}</Tag>
          ),
          amount: (
            <>
              <Amount cents={line.amountCents} exact />
              {line.isEstimate && <span className="block text-caption">≈ {t("sheet.estimate")}</span>}
            </>
          ),
        },
      }))}
      foot={{
        key: "total",
        cells: {
          label: t("base.total"),
          programme: "",
          stage: "",
          source: "",
          state: "",
          amount: <Amount cents={baseCents} exact />,
        },
      }}
    />
  );
}
