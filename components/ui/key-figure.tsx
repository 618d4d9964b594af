import type { ReactNode } from "react";
import { Link } from "./link.tsx";

/** One large figure and what it is. With `href` it leads to its receipt: every amount shown in public does. */
export async function KeyFigure({
  value,
  label,
  href,
  proof,
}: {
  value: ReactNode;
  label: ReactNode;
  href?: string;
  proof?: ReactNode;
}) {
  return (
    <div className="key-figure">
      <p className="key-figure-value">{value}</p>
      <p>{label}</p>
      {href && proof && (
        <p>
          <Link href={href}>{proof}</Link>
        </p>
      )}
    </div>
  );
}
