import { getTranslations } from "next-intl/server";
import { Icon } from "#components/ui/icon.tsx";
import { Link } from "#components/ui/link.tsx";
import type { ShellState } from "./state.ts";

const LEGAL = [
  { path: "/accessibilite", name: "accessibility" },
  { path: "/mentions-legales", name: "legalNotice" },
  { path: "/donnees-personnelles", name: "personalData" },
  { path: "/regles", name: "rulebook" },
  { path: "/journal", name: "journal" },
  { path: "/code-source", name: "sourceCode" },
] as const;

/** The foot of every page: help first and always at the same place, then what the law and good manners ask for. */
export async function Footer({ help }: { help: ShellState["help"] }) {
  const t = await getTranslations("common.footer");
  return (
    <footer className="shell-footer">
      <div>
        <section aria-labelledby="help-title" className="shell-help">
          <h2 id="help-title">{t("help")}</h2>
          <p>{t("helpText")}</p>
          {help.isFictitious && <p className="text-caption text-slate">{t("fictitious")}</p>}
          <ul>
            {help.phone && (
              <li>
                <a href={`tel:${help.phone.replace(/[^+\d]/g, "")}`}>
                  <Icon name="phone" /> <bdi dir="ltr">{help.phone}</bdi>
                </a>
              </li>
            )}
            {help.mail && (
              <li>
                <a href={`mailto:${help.mail}`}>
                  <Icon name="mail" /> <bdi>{help.mail}</bdi>
                </a>
              </li>
            )}
            <li>
              <Link href="/contact">
                <Icon name="people" /> {t("contact")}
              </Link>
            </li>
          </ul>
        </section>
        <nav aria-label={t("legal")}>
          <ul className="shell-legal">
            {LEGAL.map(({ path, name }) => (
              <li key={path}>
                <Link href={path}>{t(name)}</Link>
              </li>
            ))}
          </ul>
        </nav>
        <p className="text-slate text-caption">{t("software")}</p>
      </div>
    </footer>
  );
}
