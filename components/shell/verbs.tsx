"use client";

import { useHere } from "./use-here.ts";

/** The four things one can do here. The one under way is marked; `place` is the page's address as the server saw it. */
export function Verbs({
  verbs,
  place,
  label,
}: {
  verbs: readonly { path: string; href: string; label: string }[];
  place: string;
  label: string;
}) {
  const [here = "/"] = useHere(place).split("?");
  return (
    <nav aria-label={label} className="shell-verbs">
      <ul>
        {verbs.map((verb) => {
          const inside = here === verb.path || here.startsWith(`${verb.path}/`);
          const current = here === verb.path ? "page" : inside ? "true" : undefined;
          return (
            <li key={verb.path}>
              <a href={verb.href} aria-current={current}>
                {verb.label}
              </a>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}
