import type { ReactNode } from "react";
import { Icon, type IconName } from "./icon.tsx";

export type Tone = "neutral" | "done" | "progress" | "waiting" | "attention" | "refused" | "info" | "jury";

const ICONS: Record<Tone, IconName> = {
  neutral: "dot",
  done: "check",
  progress: "clock",
  waiting: "hourglass",
  attention: "alert",
  refused: "cross",
  info: "info",
  jury: "people",
};

/** A state: an icon and its word, which is the same on screen, in mails and in exports. Colour only repeats it. */
export function Tag({
  tone = "neutral",
  icon,
  children,
}: {
  tone?: Tone;
  icon?: IconName;
  children: ReactNode;
}) {
  return (
    <span className={`tag tag-${tone}`}>
      <Icon name={icon ?? ICONS[tone]} size={1} />
      {children}
    </span>
  );
}
