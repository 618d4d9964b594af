import type { ReactNode } from "react";

/** The house of a role: it colours the band at the top of the page. Residents and visitors have none to say. */
export type Area = "jury" | "treasury" | "administration";

/**
 * The room of a page, inside the shell's `main`. `text` is one readable column (forms, rules), `wide` the full sheet.
 */
export function Page({
  width = "wide",
  area,
  children,
}: {
  width?: "text" | "wide";
  area?: Area;
  children: ReactNode;
}) {
  return (
    <div
      data-area={area}
      className={`mx-auto w-full px-4 py-8 sm:px-6 md:py-12 ${width === "text" ? "max-w-text" : "max-w-wide"}`}
    >
      {children}
    </div>
  );
}
