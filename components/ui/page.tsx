import type { ReactNode } from "react";

/** The house of a role: it colours the band at the top of the page. Residents and visitors have none to say. */
export type Area = "jury" | "treasury" | "administration";

/**
 * The room of a page, inside the shell's `main`. `text` is one readable column (forms, rules), `wide` the full sheet. `focus` puts
 * away what leads elsewhere, for acts that want all one's attention (a ballot, a payment run); help stays at its place.
 */
export function Page({
  width = "wide",
  area,
  focus = false,
  children,
}: {
  width?: "text" | "wide";
  area?: Area;
  focus?: boolean;
  children: ReactNode;
}) {
  return (
    <div
      data-area={area}
      data-focus={focus || undefined}
      className={`mx-auto w-full px-4 py-8 sm:px-6 md:py-12 ${width === "text" ? "max-w-text" : "max-w-wide"}`}
    >
      {children}
    </div>
  );
}
