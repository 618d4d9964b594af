import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { ruleSentence } from "#components/transparency/rule-text.ts";
import { BackLink, Link } from "#components/ui/link.tsx";
import { Page } from "#components/ui/page.tsx";
import { Receipt } from "#components/ui/receipt.tsx";
import { currentLocale } from "#messages/server.ts";
import { findRule, type Place } from "#server/transparency/rulebook.ts";

type Props = { params: Promise<{ rule: string }> };

async function load({ params }: Props) {
  const found = findRule((await params).rule);
  if (!found) notFound();
  return found;
}

export async function generateMetadata(props: Props): Promise<Metadata> {
  const [{ rule }, sentenceOf] = await Promise.all([load(props), ruleSentence()]);
  return { title: `${rule.id}`, description: sentenceOf(rule) };
}

/** One rule: what it says, where it comes from, an example, where the software keeps it and which tests hold it to it. */
export default async function RulePage(props: Props) {
  const [{ rule, chapter }, t, sentenceOf, { lang }] = await Promise.all([
    load(props),
    getTranslations("transparency"),
    ruleSentence(),
    currentLocale(),
  ]);
  const index = chapter.rules.indexOf(rule);
  const previous = chapter.rules[index - 1];
  const next = chapter.rules[index + 1];
  return (
    <Page width="text">
      <BackLink href={`/regles#${chapter.key}`}>{t("rule.back")}</BackLink>
      <Receipt level={1} number={t(`chapters.${chapter.key}` as never)} title={<bdi>{rule.id}</bdi>}>
        <p className="text-lead">{sentenceOf(rule)}</p>
      </Receipt>
      <div className="prose mt-8">
        {!lang.startsWith("fr") && (
          <>
            <h2>{t("rule.french")}</h2>
            <p lang="fr" dir="ltr">
              {rule.sentence}
            </p>
          </>
        )}
        {rule.detail && (
          <p lang="fr" dir="ltr">
            <Marked>{rule.detail}</Marked>
          </p>
        )}
        {rule.example && (
          <>
            <h2>{t("rule.example")}</h2>
            <p lang="fr" dir="ltr">
              <Marked>{rule.example}</Marked>
            </p>
          </>
        )}
        {rule.source && (
          <>
            <h2>{t("rule.source")}</h2>
            <p lang="fr" dir="ltr">
              <Marked>{rule.source}</Marked>
            </p>
          </>
        )}
        <h2>{t("rule.code")}</h2>
        <p>{t("rule.codeLead")}</p>
        <Places places={rule.code} line={(line) => t("rule.line", { line })} />
        <h2>{t("rule.tests")}</h2>
        <p>{t("rule.testsLead")}</p>
        <Places places={rule.tests} line={(line) => t("rule.line", { line })} />
      </div>
      <nav
        aria-label={t(`chapters.${chapter.key}` as never)}
        className="no-print mt-10 flex flex-wrap justify-between gap-4"
      >
        {previous ? (
          <Link href={`/regles/${previous.id}`}>
            {t("rule.previous")} : <bdi>{previous.id}</bdi>
          </Link>
        ) : (
          <span />
        )}
        {next && (
          <Link href={`/regles/${next.id}`}>
            {t("rule.next")} : <bdi>{next.id}</bdi>
          </Link>
        )}
      </nav>
    </Page>
  );
}

function Places({ places, line }: { places: readonly Place[]; line: (n: number) => string }) {
  return (
    <ul>
      {places.map((place) => (
        <li key={place.path}>
          <bdi>
            <code>{place.path}</code>
          </bdi>{" "}
          · {line(place.line)}
        </li>
      ))}
    </ul>
  );
}

/** The little Markdown that chapters use inside a sentence: what stands between backquotes is code. */
function Marked({ children }: { children: string }) {
  const parts = children.split("`");
  return <>{parts.map((part, index) => (index % 2 === 1 ? <code key={part}>{part}</code> : part))}</>;
}
