import { getTranslations } from "next-intl/server";
import { Tag, type Tone } from "#components/ui/tag.tsx";
import type { Reading } from "#server/review/model.ts";

const TONES: Record<Reading, Tone> = {
  undeclared: "neutral",
  to_mark: "waiting",
  started: "progress",
  locked: "done",
};

/** Where a file stands on a juror's own table. */
export async function ReadingTag({ reading }: { reading: Reading }) {
  const t = await getTranslations("review.readings");
  return <Tag tone={TONES[reading]}>{t(reading)}</Tag>;
}
