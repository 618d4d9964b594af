import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ReadingTag } from "#components/review/reading-tag.tsx";
import { Amount } from "#components/ui/amount.tsx";
import { DateText } from "#components/ui/date-text.tsx";
import { Link } from "#components/ui/link.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { Page } from "#components/ui/page.tsx";
import { Receipt } from "#components/ui/receipt.tsx";
import { type Api, api } from "#server/context.ts";
import { orNotFound } from "#server/page.ts";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("review.queue");
  return { title: t("title") };
}

type QueuedFile = Awaited<ReturnType<Api["review"]["queue"]>>["files"][number];

export default async function JuryPage({ searchParams }: { searchParams: Promise<{ retrait?: string }> }) {
  const [t, caller, { retrait }] = await Promise.all([getTranslations("review.queue"), api(), searchParams]);
  const { files, call, phase, recused } = await orNotFound(caller.review.queue());
  const done = files.filter(({ reading }) => reading === "locked");
  const toRead = files.filter(({ reading }) => reading !== "locked");
  return (
    <Page area="jury">
      <h1>{t("title")}</h1>
      <p className="lead mt-4">{t("lead")}</p>
      <div className="mt-6 grid gap-4">
        {retrait && (
          <Notice kind="success" live>
            {t("justRecused")}
          </Notice>
        )}
        {phase === "review" && call && (
          <p>
            {t("until")} <DateText at={call.reviewClosesAt} />.
          </p>
        )}
        {(phase === null || phase === "before" || phase === "submissions") && <Notice>{t("notYet")}</Notice>}
        {(phase === "before_vote" || phase === "vote" || phase === "closed") && <Notice>{t("over")}</Notice>}
        {recused > 0 && <p className="text-slate">{t("recused", { count: recused })}</p>}
      </div>
      {files.length === 0 ? (
        <p className="mt-8">{t("empty")}</p>
      ) : (
        <>
          <p className="mt-8 font-figure text-h3 font-bold">
            {t("progress", { locked: done.length, total: files.length })}
          </p>
          <Shelf
            id="a-lire"
            title={t("toRead")}
            files={toRead}
            criteria={call?.criteria ?? 0}
            none={t("allDone")}
          />
          <Shelf
            id="notes"
            title={t("done")}
            files={done}
            criteria={call?.criteria ?? 0}
            none={t("noneDone")}
          />
        </>
      )}
    </Page>
  );
}

async function Shelf({
  id,
  title,
  files,
  criteria,
  none,
}: {
  id: string;
  title: string;
  files: readonly QueuedFile[];
  criteria: number;
  none: string;
}) {
  const t = await getTranslations("review.queue");
  return (
    <section aria-labelledby={id} className="mt-8">
      <h2 id={id}>{title}</h2>
      {files.length === 0 && <p className="mt-4 text-slate">{none}</p>}
      <ul className="mt-4 grid gap-6 md:grid-cols-2">
        {files.map((file) => (
          <li key={file.number}>
            <Receipt
              number={file.number}
              level={3}
              title={<Link href={`/jury/${file.number}`}>{file.title}</Link>}
              state={<ReadingTag reading={file.reading} />}
              rows={[
                ...(file.collectiveName ? [{ label: t("by"), value: <bdi>{file.collectiveName}</bdi> }] : []),
                { label: t("territory"), value: file.territoryName },
                { label: t("asked"), value: <Amount cents={file.requestedCents} /> },
              ]}
            >
              {file.reading === "started" && <p>{t("marked", { marked: file.marked, total: criteria })}</p>}
            </Receipt>
          </li>
        ))}
      </ul>
    </section>
  );
}
