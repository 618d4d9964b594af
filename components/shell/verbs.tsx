"use client";

import { usePathname } from "next/navigation";
import { useSyncExternalStore } from "react";
import { splitLocale } from "#messages/locales.ts";

const neverByItself = () => () => {};
const pathNow = () => splitLocale(window.location.pathname).path;

/** The four things one can do here. The one under way is marked; `path` is the page's as the server saw it. */
export function Verbs({
  verbs,
  path,
  label,
}: {
  verbs: readonly { path: string; href: string; label: string }[];
  path: string;
  label: string;
}) {
  usePathname();
  const here = useSyncExternalStore(neverByItself, pathNow, () => path);
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
