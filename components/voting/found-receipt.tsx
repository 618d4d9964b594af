"use client";

import { useField } from "#components/ui/action-form.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { inGroups } from "#server/voting/crockford.ts";

/** What the search for a receipt found. The sentences hold `{tracker}` where the number stands. */
export function FoundReceipt({
  sentences,
}: {
  sentences: Record<"counted" | "replaced" | "unknown", string>;
}) {
  const { text: found } = useField("found");
  const { text: tracker } = useField("foundTracker");
  if (found !== "counted" && found !== "replaced" && found !== "unknown") return null;
  const [before, after] = sentences[found].split("{tracker}");
  return (
    <Notice kind={found === "counted" ? "success" : found === "replaced" ? "info" : "warning"} live>
      {before}
      <bdi dir="ltr" className="tracker">
        {inGroups(tracker)}
      </bdi>
      {after}
    </Notice>
  );
}
