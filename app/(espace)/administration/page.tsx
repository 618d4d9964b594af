import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { Link } from "#components/ui/link.tsx";
import { Page } from "#components/ui/page.tsx";
import { Tag, type Tone } from "#components/ui/tag.tsx";
import { api } from "#server/context.ts";
import { orNotFound } from "#server/page.ts";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("fund.admin");
  return { title: t("title") };
}

type StepState = "done" | "doing" | "todo" | "blocked";
const TONES: Record<StepState, Tone> = {
  done: "done",
  doing: "progress",
  todo: "attention",
  blocked: "neutral",
};

export default async function AdministrationPage() {
  const [t, caller] = await Promise.all([getTranslations("fund.admin"), api()]);
  const { overview } = await orNotFound(caller.fund.desk());
  const lines = overview?.base?.lines ?? [];
  const verified = lines.filter((line) => line.isVerified).length;
  const isVerified = lines.length > 0 && verified === lines.length;
  const endowment = overview?.endowment ?? null;
  const isSplit = (overview?.envelopes.length ?? 0) > 0;
  const steps: {
    key: "base" | "verify" | "endowment" | "envelopes" | "call";
    href: string;
    state: StepState;
  }[] = [
    { key: "base", href: "/administration/base", state: lines.length > 0 ? "done" : "todo" },
    {
      key: "verify",
      href: "/administration/base",
      state: isVerified ? "done" : lines.length > 0 ? "doing" : "blocked",
    },
    {
      key: "endowment",
      href: "/administration/dotation",
      state: endowment ? "done" : isVerified ? "todo" : "blocked",
    },
    {
      key: "envelopes",
      href: "/administration/enveloppes",
      state: isSplit ? "done" : endowment ? "todo" : "blocked",
    },
    {
      key: "call",
      href: "/administration/appel",
      state: overview?.call ? "done" : isSplit ? "todo" : "blocked",
    },
  ];
  return (
    <Page width="text" area="administration">
      <h1>{t("title")}</h1>
      <p className="lead mt-4">{t("lead")}</p>
      <ol className="mt-8 border-t-2 border-ink">
        {steps.map(({ key, href, state }, index) => (
          <li
            key={key}
            className="flex flex-wrap items-start justify-between gap-x-6 gap-y-2 border-b border-dashed border-line-strong py-5"
          >
            <div>
              <h2 className="text-h4">
                <span className="amount me-2 text-slate">{index + 1}.</span>
                {state === "blocked" ? (
                  t(`step.${key}.title`)
                ) : (
                  <Link href={href}>{t(`step.${key}.title`)}</Link>
                )}
              </h2>
              <p className="mt-1">{t(`step.${key}.text`, { verified, count: lines.length })}</p>
            </div>
            <Tag tone={TONES[state]}>{t(state)}</Tag>
          </li>
        ))}
      </ol>
      {overview?.call && (
        <>
          <h2 className="mt-12">{t("next")}</h2>
          <ul className="mt-4 grid gap-2">
            <li>
              <Link href="/administration/vote">{t("vote")}</Link>
            </li>
            <li>
              <Link href="/administration/attribution">{t("allocation")}</Link>
            </li>
          </ul>
        </>
      )}
      <h2 className="mt-12">{t("other")}</h2>
      <ul className="mt-4 grid gap-2">
        <li>
          <Link href="/administration/territoires">{t("territories")}</Link>
        </li>
        <li>
          <Link href="/administration/equipe">{t("team")}</Link>
        </li>
        <li>
          <Link href="/fonds">{t("public")}</Link>
        </li>
      </ul>
    </Page>
  );
}
