import { getTranslations } from "next-intl/server";
import { Details } from "#components/ui/details.tsx";
import { api } from "#server/context.ts";
import { inGroups } from "#server/voting/crockford.ts";

/** The letters of the demo's residents in these territories, to try the vote with; nothing at all in a real fund. */
export async function DemoLetters({
  editionId,
  territoryIds,
}: {
  editionId: `edi_${string}` | null;
  territoryIds: readonly string[];
}) {
  if (editionId === null) return null;
  const [t, caller] = await Promise.all([getTranslations("voting.home"), api()]);
  const letters = (await caller.voting.demoLetters({ editionId })).filter(({ territoryId }) =>
    territoryIds.includes(territoryId),
  );
  if (letters.length === 0) return null;
  return (
    <Details summary={t("letters")}>
      <p>{t("lettersLead")}</p>
      <ul className="receipt-list mt-3">
        {letters.map(({ code, residentName }) => (
          <li key={code}>
            <bdi>{residentName}</bdi>
            <bdi dir="ltr" className="tracker">
              {inGroups(code)}
            </bdi>
          </li>
        ))}
      </ul>
    </Details>
  );
}
