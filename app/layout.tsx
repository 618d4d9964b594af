import type { Metadata, Viewport } from "next";
import { headers } from "next/headers";
import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { Footer } from "#components/shell/footer.tsx";
import { Header } from "#components/shell/header.tsx";
// What the frame knows of the visit: accounts and the demonstration answer here.
import { shellState } from "#components/shell/visit.ts";
import { LOCALES, PLACE_HEADER, withLocale } from "#messages/locales.ts";
import { currentLocale } from "#messages/server.ts";
import "./globals.css";

export const viewport: Viewport = {
  width: "device-width",
  initialScale: 1,
  colorScheme: "light dark",
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: "#f1eadc" },
    { media: "(prefers-color-scheme: dark)", color: "#0e1113" },
  ],
};

export async function generateMetadata(): Promise<Metadata> {
  const [t, incoming, locale] = await Promise.all([getTranslations("common"), headers(), currentLocale()]);
  const [path = "/"] = (incoming.get(PLACE_HEADER) ?? "/").split("?");
  const scheme = incoming.get("x-forwarded-proto") === "https" ? "https" : "http";
  const origin = `${scheme}://${incoming.get("host")}`;
  return {
    metadataBase: URL.canParse(origin) ? new URL(origin) : null,
    title: { default: t("name"), template: `%s – ${t("name")}` },
    description: t("description"),
    alternates: {
      canonical: withLocale(locale, path),
      languages: Object.fromEntries(LOCALES.map((each) => [each.lang, withLocale(each, path)])),
    },
  };
}

export default async function RootLayout({ children }: { children: ReactNode }) {
  const [state, t, incoming, locale] = await Promise.all([
    shellState(),
    getTranslations("common"),
    headers(),
    currentLocale(),
  ]);
  return (
    <html lang={locale.lang} dir={locale.dir}>
      <body>
        <a href="#contenu" className="skip button">
          {t("skip")}
        </a>
        <Header state={state} place={incoming.get(PLACE_HEADER) ?? "/"} />
        <main id="contenu" tabIndex={-1}>
          {children}
        </main>
        <Footer help={state.help} />
      </body>
    </html>
  );
}
