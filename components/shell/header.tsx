import { getTranslations } from "next-intl/server";
import { DateText } from "#components/ui/date-text.tsx";
import { Icon } from "#components/ui/icon.tsx";
import { Link } from "#components/ui/link.tsx";
import { withLocale } from "#messages/locales.ts";
import { currentLocale } from "#messages/server.ts";
import { LanguageSwitcher } from "./language-switcher.tsx";
import { Mark } from "./mark.tsx";
import type { ShellState } from "./state.ts";
import { Verbs } from "./verbs.tsx";

const VERBS = [
  { path: "/initiatives", name: "discover" },
  { path: "/deposer", name: "apply" },
  { path: "/voter", name: "vote" },
  { path: "/comptes", name: "follow" },
] as const;

/** The head of every page. `place` is the address asked for, without language. */
export async function Header({ state, place }: { state: ShellState; place: string }) {
  const [t, locale] = await Promise.all([getTranslations("common"), currentLocale()]);
  return (
    <header className="shell-header">
      {state.demo && (
        <div className="demo-banner">
          <p>
            <strong>{t("demo.word")}</strong> {t("demo.meaning")}{" "}
            <span className="demo-more">
              {t("demo.today")} <DateText at={state.demo.now} />.{" "}
              <Link href={state.demo.href}>{t("demo.doors")}</Link>
            </span>
          </p>
        </div>
      )}
      <div className="shell-bar">
        <div>
          <LanguageSwitcher current={locale.code} place={place} label={t("languages")} />
          <Link href={state.account?.href ?? "/connexion"} className="shell-account">
            <Icon name="person" size={1.125} />
            {state.account ? <bdi>{state.account.name}</bdi> : t("signIn")}
          </Link>
        </div>
      </div>
      <div className="shell-title">
        <Link href="/" className="shell-brand">
          <Mark />
          <span>{t("name")}</span>
        </Link>
        <Verbs
          place={place}
          label={t("verbs.label")}
          verbs={VERBS.map((verb) => ({
            path: verb.path,
            href: withLocale(locale, verb.path),
            label: t(`verbs.${verb.name}`),
          }))}
        />
      </div>
    </header>
  );
}
