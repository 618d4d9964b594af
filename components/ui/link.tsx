import type { AnchorHTMLAttributes, ReactNode } from "react";
import { withLocale } from "#messages/locales.ts";
import { currentLocale } from "#messages/server.ts";
import { type ButtonKind, buttonClass } from "./button.ts";
import { Icon, type IconName } from "./icon.tsx";

type LinkProps = AnchorHTMLAttributes<HTMLAnchorElement> & { href: string };

/**
 * A link to another page in the reader's language. `href` is the address without language (`/initiatives`).
 * It is a plain document link on purpose: the answer comes from the page cache, works before (and without) hydration, keeps the
 * back/forward cache, and brings the right `lang`, title, focus and menu with it.
 */
export async function Link({ href, ...rest }: LinkProps) {
  return <a href={withLocale(await currentLocale(), href)} {...rest} />;
}

/** A link that looks like a button: it goes somewhere, it does nothing. */
export async function ButtonLink({
  href,
  kind = "main",
  icon,
  children,
}: {
  href: string;
  kind?: ButtonKind;
  icon?: IconName;
  children: ReactNode;
}) {
  return (
    <a href={withLocale(await currentLocale(), href)} className={buttonClass(kind)}>
      {icon && <Icon name={icon} />}
      {children}
    </a>
  );
}

/** Back to the step before, always first on a page of a journey. */
export async function BackLink({ href, children }: { href: string; children: ReactNode }) {
  return (
    <p className="no-print mb-6">
      <a
        href={withLocale(await currentLocale(), href)}
        className="inline-flex min-h-11 items-center gap-2 font-semibold"
      >
        <Icon name="back" />
        {children}
      </a>
    </p>
  );
}
