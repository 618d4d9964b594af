import { getTranslations } from "next-intl/server";
import { StateTag } from "#components/initiatives/state-tag.tsx";
import { Amount } from "#components/ui/amount.tsx";
import { Link } from "#components/ui/link.tsx";
import { Receipt } from "#components/ui/receipt.tsx";
import type { State } from "#server/initiatives/model.ts";

/** An initiative as a slip that leads to its page; `level` is its heading's. */
export async function InitiativeSlip({
  initiative,
  level = 3,
}: {
  initiative: {
    number: string;
    state: State;
    title: string;
    collectiveName: string | null;
    territoryName: string | null;
    requestedCents: number;
  };
  level?: 2 | 3;
}) {
  const t = await getTranslations("territories.page");
  return (
    <Receipt
      level={level}
      number={
        <>
          <bdi dir="ltr">{initiative.number}</bdi>
          {initiative.territoryName && (
            <>
              {" "}
              · <bdi>{initiative.territoryName}</bdi>
            </>
          )}
        </>
      }
      state={<StateTag state={initiative.state} />}
      title={
        <Link href={`/initiatives/${initiative.number}`}>
          <bdi>{initiative.title}</bdi>
        </Link>
      }
      rows={[{ label: t("asked"), value: <Amount cents={initiative.requestedCents} />, total: true }]}
    >
      {initiative.collectiveName && <p>{t("by", { collective: initiative.collectiveName })}</p>}
    </Receipt>
  );
}
