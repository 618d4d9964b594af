import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { whyHref } from "#components/allocation/rows.ts";
import { ArticleCited } from "#components/initiatives/exchanges.tsx";
import { SavedLine } from "#components/initiatives/saved-line.tsx";
import { StateTag } from "#components/initiatives/state-tag.tsx";
import { TaskList } from "#components/initiatives/task-list.tsx";
import { Where } from "#components/initiatives/where.tsx";
import { Amount } from "#components/ui/amount.tsx";
import { DateText } from "#components/ui/date-text.tsx";
import { BackLink, ButtonLink, Link } from "#components/ui/link.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { Page } from "#components/ui/page.tsx";
import { Receipt } from "#components/ui/receipt.tsx";
import { api } from "#server/context.ts";
import { PUBLIC_STATES } from "#server/initiatives/model.ts";
import { type FileProps, fileHref, loadFile, taskHref } from "./load.ts";

export async function generateMetadata({ params }: FileProps): Promise<Metadata> {
  const [t, { file }] = await Promise.all([
    getTranslations("initiatives.common"),
    loadFile((await params).initiativeId),
  ]);
  return { title: file.title || t("number", { number: file.number }) };
}

export default async function FilePage({ params }: FileProps) {
  const [t, view] = await Promise.all([
    getTranslations("initiatives"),
    loadFile((await params).initiativeId),
  ]);
  const { file, doubts, decision, tasks, where, isWritable, acts } = view;
  // What the rule decided is explained on the public page of the result.
  const decided =
    file.state === "awarded" || file.state === "reserve_list"
      ? await (await api()).initiatives.publicPage({ number: file.number })
      : null;
  const open = doubts.filter(({ returnedAt }) => returnedAt === null);
  return (
    <Page width="text">
      <BackLink href="/collectif">{t("mine.title")}</BackLink>
      <div className="space-y-10">
        <header className="space-y-4">
          <h1>
            <bdi>{file.title || t("common.untitled")}</bdi>
          </h1>
          {isWritable && (
            <SavedLine savedAt={view.lastSavedAt} sent={file.submittedAt !== null} now={view.now} />
          )}
        </header>
        <Where where={where} />
        {open.length > 0 && (
          <section className="space-y-3" aria-labelledby="doubts">
            <h2 id="doubts">{t("file.doubts", { count: open.length })}</h2>
            <p>
              <ButtonLink href={fileHref(file.id, "/reponses")}>{t("file.answerDoubts")}</ButtonLink>
            </p>
          </section>
        )}
        {decision?.outcome === "inadmissible" && decision.article && (
          <Notice kind="warning" title={t("file.decision")}>
            <p>
              <ArticleCited article={decision.article} />
            </p>
            <p dir="auto" className="mt-2 whitespace-pre-line">
              {decision.reason}
            </p>
          </Notice>
        )}
        {isWritable ? (
          <TaskList tasks={tasks} hrefOf={(task) => taskHref(file, task)} />
        ) : (
          <Receipt
            number={<bdi dir="ltr">{file.receiptNumber ?? file.number}</bdi>}
            title={<bdi>{file.title || t("common.untitled")}</bdi>}
            state={<StateTag state={file.state} />}
            rows={[
              { label: t("common.collective"), value: <bdi>{file.collectiveName}</bdi> },
              { label: t("common.territory"), value: file.territoryName },
              ...(file.submittedAt === null
                ? []
                : [{ label: t("common.sentOn"), value: <DateText at={file.submittedAt} /> }]),
              {
                label: t("common.requested"),
                value: <Amount cents={file.requestedCents} exact />,
                total: true,
              },
            ]}
          />
        )}
        <ul className="space-y-2">
          {file.receiptNumber && (
            <li>
              <Link href={fileHref(file.id, "/recu")}>{t("file.receipt")}</Link>
            </li>
          )}
          <li>
            <Link href={fileHref(file.id, "/verifier")}>{t("file.content")}</Link>
          </li>
          {decided && (
            <li>
              <Link href={whyHref(decided.edition.slug, file.number)}>{t("file.why")}</Link>
            </li>
          )}
          {PUBLIC_STATES.includes(file.state) && (
            <li>
              <Link href={`/initiatives/${file.number}`}>{t("file.publicPage")}</Link>
            </li>
          )}
          {acts.includes("withdraw") && (
            <li>
              <Link href={fileHref(file.id, "/retirer")}>{t("file.withdraw")}</Link>
            </li>
          )}
        </ul>
      </div>
    </Page>
  );
}
