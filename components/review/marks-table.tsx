import { getTranslations } from "next-intl/server";
import { Table } from "#components/ui/table.tsx";
import type { Criterion, Mark } from "#server/review/model.ts";

/** One review on the call's grid: the mark of each criterion with the words it stands for. The grid is in the call's own French. */
export async function MarksTable({
  caption,
  grid,
  marks,
}: {
  caption: string;
  grid: readonly Criterion[];
  marks: readonly Mark[];
}) {
  const t = await getTranslations("review");
  return (
    <Table
      caption={caption}
      captionHidden
      stack
      columns={[
        { key: "criterion", head: t("lock.criterion"), rowHead: true },
        { key: "mark", head: t("lock.mark") },
        { key: "words", head: t("lock.words") },
      ]}
      rows={grid.map(({ key, label, anchors }) => {
        const given = marks.find(({ criterion }) => criterion === key);
        const mark = given?.mark ?? null;
        return {
          key,
          cells: {
            criterion: (
              <span lang="fr" dir="ltr">
                {label}
              </span>
            ),
            mark: mark !== null ? mark : given ? t("unknown") : t("lock.notMarked"),
            words:
              mark === null ? (
                "–"
              ) : (
                <span lang="fr" dir="ltr">
                  {anchors[mark]}
                </span>
              ),
          },
        };
      })}
    />
  );
}
