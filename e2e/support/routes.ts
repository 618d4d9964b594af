import { globSync } from "node:fs";
import { join } from "node:path";

/** A page of the app: its address with `[parameters]`, whether it is the same for everybody, and what recognises a visit to it. */
export type Route = { pattern: string; isPublic: boolean; matches: (path: string) => boolean };

/** Every page that the app has, read from its folders: a page that nobody visits makes the journey fail. */
export const ROUTES: Route[] = globSync("**/page.tsx", { cwd: join(import.meta.dirname, "..", "..", "app") })
  .map((file) => {
    const segments = file
      .split(/[\\/]/)
      .slice(0, -1)
      .filter((segment) => !segment.startsWith("("));
    const pattern = `/${segments.join("/")}`;
    const source = segments.map((segment) =>
      segment.startsWith("[") ? "[^/]+" : segment.replace(/[.*+?^${}()|]/g, "\\$&"),
    );
    const expression = new RegExp(`^/${source.join("/")}$`);
    return { pattern, isPublic: /^\(portail\)/.test(file), matches: (path: string) => expression.test(path) };
  })
  // A fixed address wins over one with a parameter: `/voter/recu` is not a receipt named «recu».
  .sort(
    (a, b) => a.pattern.split("[").length - b.pattern.split("[").length || a.pattern.localeCompare(b.pattern),
  );

/** The page that answers at that path, or null. */
export function routeOf(path: string): Route | null {
  return ROUTES.find((route) => route.matches(path)) ?? null;
}
