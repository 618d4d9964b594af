import type { ReactNode } from "react";
import { Icon, type IconName } from "./icon.tsx";

export type NoticeKind = "info" | "success" | "warning" | "error";

const ICONS: Record<NoticeKind, IconName> = {
  info: "info",
  success: "check",
  warning: "alert",
  error: "stop",
};

/** Something to know, pasted on the page. `live` announces it when it answers what one just did. */
export function Notice({
  kind = "info",
  title,
  live = false,
  children,
}: {
  kind?: NoticeKind;
  title?: ReactNode;
  live?: boolean;
  children?: ReactNode;
}) {
  return (
    <div className={`notice notice-${kind}`} role={live ? "status" : undefined}>
      <Icon name={ICONS[kind]} size={1.5} />
      <div className="min-w-0">
        {title && <p className="font-bold">{title}</p>}
        {children && <div className={title ? "mt-1" : undefined}>{children}</div>}
      </div>
    </div>
  );
}
