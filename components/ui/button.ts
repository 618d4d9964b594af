export type ButtonKind = "main" | "second" | "vote" | "quiet";

/** The classes of a button: one `main` per page, `vote` for acts that cast or cannot be undone, `quiet` beside others. */
export function buttonClass(kind: ButtonKind): string {
  return kind === "main" ? "button" : `button button-${kind}`;
}
