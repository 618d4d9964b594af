import { getTranslations } from "next-intl/server";
import { currentLocale } from "#messages/server.ts";
import type { WhySentence } from "#server/allocation/why.ts";
import { type ElectionMoney, isolatedMinor } from "./money.ts";

/** The four numbered sentences of one initiative, computed from the result and said in the reader's language. */
export async function Why({ sentences, money }: { sentences: readonly WhySentence[]; money: ElectionMoney }) {
  const t = await getTranslations("allocation.why");
  const { lang } = await currentLocale();
  return (
    <ol className="list-decimal space-y-2 ps-6">
      {sentences.map(({ key, values }) => (
        <li key={key}>{t(key, said(values, money, lang))}</li>
      ))}
    </ol>
  );
}

function said(values: WhySentence["values"], money: ElectionMoney, lang: string) {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      name.endsWith("Money") ? isolatedMinor(value, money, lang) : value,
    ]),
  );
}
