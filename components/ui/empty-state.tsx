import type { ReactNode } from "react";

/** Nothing here yet: what this place is for, and the first step. `picture` is one of the cut-paper drawings. */
export function EmptyState({
  title,
  picture,
  action,
  children,
}: {
  title: ReactNode;
  picture?: ReactNode;
  action?: ReactNode;
  children?: ReactNode;
}) {
  return (
    <div className="empty">
      {picture && <div className="w-32 flex-none">{picture}</div>}
      <div className="min-w-0">
        <p className="font-figure text-h3 font-bold">{title}</p>
        {children && <div className="mt-2">{children}</div>}
        {action && <div className="actions mt-4">{action}</div>}
      </div>
    </div>
  );
}
