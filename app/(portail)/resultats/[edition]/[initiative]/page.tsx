import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { formatMinor } from "#components/allocation/money.ts";
import { ruleName, rulePage } from "#components/allocation/rule-name.ts";
import { Why } from "#components/allocation/why.tsx";
import { BackLink, Link } from "#components/ui/link.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { Page } from "#components/ui/page.tsx";
import { Receipt } from "#components/ui/receipt.tsx";
import { Tag } from "#components/ui/tag.tsx";
import { currentLocale } from "#messages/server.ts";
import { api } from "#server/context.ts";
import { orNotFound } from "#server/page.ts";

type Props = { params: Promise<{ edition: string; initiative: string }> };

async function load({ params }: Props) {
  const { edition, initiative } = await params;
  const caller = await api();
  return orNotFound(caller.allocation.why({ edition, number: decodeURIComponent(initiative) }));
}

export async function generateMetadata(props: Props): Promise<Metadata> {
  const [t, { title }] = await Promise.all([getTranslations("allocation.results"), load(props)]);
  return { title: t("whyTitle", { title }) };
}

export default async function WhyPage(props: Props) {
  const t = await getTranslations("allocation");
  const { lang } = await currentLocale();
  const { edition, part, partName, number, title, cost, money, rule, sentences, ...found } =
    await load(props);
  const isFunded = found.state === "awarded";
  return (
    <Page width="text">
      <BackLink href={`/resultats/${edition.slug}#partie-${part}`}>
        {t("results.title", { edition: edition.name })}
      </BackLink>
      <h1>
        {t("why.title")} <span dir="auto">{title}</span>
      </h1>
      <div className="mt-8">
        <Receipt
          number={number}
          title={isFunded ? t("results.decisionFunded") : t("results.decisionNotFunded")}
          state={
            <Tag tone={isFunded ? "done" : found.reserveRank === null ? "refused" : "waiting"}>
              {found.reserveRank === null
                ? t(isFunded ? "state.awarded" : "state.refused")
                : t("results.reservePlace", { rank: found.reserveRank })}
            </Tag>
          }
          rows={[
            { label: t("results.envelope"), value: <bdi>{partName}</bdi> },
            {
              label: t("results.cost"),
              value: <bdi className="amount">{formatMinor(cost, money, lang)}</bdi>,
              total: true,
            },
          ]}
        />
      </div>
      <div className="mt-8 text-lead">
        <Why sentences={sentences} money={money} />
      </div>
      <h2 className="mt-10">{t("results.ruleHead")}</h2>
      <p className="mt-3 first-letter:uppercase">
        <strong>{await ruleName(rule)}</strong>. {t(`rule.plain.${rule.rule}`)}
      </p>
      <p className="mt-3">
        <Link href={rulePage(rule)}>{t("results.ruleLink")}</Link>
      </p>
      <p className="mt-3">
        <Link href={`/resultats/${edition.slug}/comparer?partie=${part}`}>{t("results.compare")}</Link>
      </p>
      {edition.origin === "own" && (
        <div className="mt-10">
          <Notice title={t("results.appeal")}>
            <p>{t("results.appealText")}</p>
            <p className="mt-2">
              <Link href="/contact">{t("results.appealLink")}</Link>
            </p>
          </Notice>
        </div>
      )}
    </Page>
  );
}
