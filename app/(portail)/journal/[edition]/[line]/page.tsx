import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { journalSentences } from "#components/transparency/sentence.ts";
import { DateText } from "#components/ui/date-text.tsx";
import { Details } from "#components/ui/details.tsx";
import { BackLink, Link } from "#components/ui/link.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { Page } from "#components/ui/page.tsx";
import { Receipt } from "#components/ui/receipt.tsx";
import { api } from "#server/context.ts";
import { canonicalJson } from "#server/kernel/hash.ts";
import { orNotFound } from "#server/page.ts";

type Props = { params: Promise<{ edition: string; line: string }> };

async function load({ params }: Props) {
  const { edition, line: lineId } = await params;
  const caller = await api();
  return orNotFound(caller.transparency.journalLine({ edition, lineId }));
}

export async function generateMetadata(props: Props): Promise<Metadata> {
  const [t, { line }] = await Promise.all([getTranslations("transparency.line"), load(props)]);
  return { title: line.position === null ? t("titleWaiting") : t("title", { position: line.position + 1 }) };
}

/** One act with its proof: what is hashed, the path to the root, the signed head that says it. */
export default async function JournalLinePage(props: Props) {
  const [t, found, sentenceOf] = await Promise.all([
    getTranslations("transparency"),
    load(props),
    journalSentences(),
  ]);
  const { line, edition, inclusion, same } = found;
  return (
    <Page width="text">
      <BackLink href="/journal">{t("line.back")}</BackLink>
      <Receipt
        level={1}
        number={
          line.position === null ? t("journal.waiting") : t("line.title", { position: line.position + 1 })
        }
        title={sentenceOf(line)}
        rows={[
          { label: t("line.when"), value: <DateText at={line.at} /> },
          ...(line.actorRole ? [{ label: t("line.by"), value: t(`roles.${line.actorRole}` as never) }] : []),
          { label: t("line.edition"), value: edition?.name ?? t("journal.fund") },
          { label: t("line.event"), value: t(`acts.${line.event}` as never) },
        ]}
      />
      <Details summary={t("line.tools")}>
        <dl className="grid gap-2 text-caption">
          <Fact label={t("line.eventName")}>{line.event}</Fact>
          <Fact label={t("line.subject")}>{line.subjectId}</Fact>
          <Fact label={t("line.id")}>{line.id}</Fact>
        </dl>
      </Details>
      <section aria-labelledby="proof" className="prose mt-10">
        <h2 id="proof">{t("line.proof")}</h2>
        {inclusion ? (
          <>
            <p>{t("line.proofLead")}</p>
            <dl className="grid gap-4">
              <Fact label={t("line.leaf")}>{found.leafHash}</Fact>
              <div>
                <dt className="font-bold">{t("line.path")}</dt>
                <dd>
                  {inclusion.proof.length === 0 ? (
                    t("line.alone")
                  ) : (
                    <ol>
                      {inclusion.proof.map((hash) => (
                        <li key={hash}>
                          <code dir="ltr">{hash}</code>
                        </li>
                      ))}
                    </ol>
                  )}
                </dd>
              </div>
              <Fact label={t("line.position")}>{line.position}</Fact>
              <Fact label={t("line.size")}>{inclusion.head.size}</Fact>
              <Fact label={t("line.root")}>{inclusion.head.rootHash}</Fact>
            </dl>
            <Details summary={t("head.note")}>
              <pre dir="ltr" className="text-caption whitespace-pre-wrap break-all">
                {inclusion.head.note}
              </pre>
              <code dir="ltr">{found.verifierKey}</code>
            </Details>
          </>
        ) : (
          <Notice>{t("line.waiting")}</Notice>
        )}
        <Details summary={t("line.text")}>
          <p>{t("line.textLead")}</p>
          <pre dir="ltr" className="mt-2 text-caption whitespace-pre-wrap break-all">
            {canonicalJson(found.text)}
          </pre>
        </Details>
        <h3>{t("line.sealed")}</h3>
        <p>{t("line.sealedText")}</p>
        <p>
          <code dir="ltr">{line.sealedHash}</code>
        </p>
      </section>
      {same.length > 0 && (
        <section aria-labelledby="same" className="prose mt-10">
          <h2 id="same">{t("line.same")}</h2>
          <ul>
            {same.map((other) => (
              <li key={other.id}>
                <Link href={`/journal/${edition?.slug ?? "fonds"}/${other.id}`}>{sentenceOf(other)}</Link>{" "}
                <span className="text-slate">
                  <DateText at={other.at} />
                </span>
              </li>
            ))}
          </ul>
        </section>
      )}
    </Page>
  );
}

function Fact({ label, children }: { label: string; children: React.ReactNode }) {
  return (
    <div>
      <dt className="font-bold">{label}</dt>
      <dd>
        <code dir="ltr">{children}</code>
      </dd>
    </div>
  );
}
