import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { StateTag } from "#components/initiatives/state-tag.tsx";
import { TranchesToCertify } from "#components/treasury/to-do.tsx";
import { Amount } from "#components/ui/amount.tsx";
import { DateText } from "#components/ui/date-text.tsx";
import { Link } from "#components/ui/link.tsx";
import { Page } from "#components/ui/page.tsx";
import { Table } from "#components/ui/table.tsx";
import { Tag } from "#components/ui/tag.tsx";
import { api } from "#server/context.ts";
import { orNotFound } from "#server/page.ts";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("initiatives.instruction");
  return { title: t("title") };
}

export default async function QueuePage() {
  const [t, caller] = await Promise.all([getTranslations("initiatives"), api()]);
  const { waiting, decided } = await orNotFound(caller.initiatives.queue());
  const nameOf = (file: { id: string; title: string; number: string; collectiveName: string | null }) => (
    <>
      <Link href={`/instruction/${file.id}`}>
        <bdi>{file.title || t("common.untitled")}</bdi>
      </Link>
      <span className="text-slate text-small block font-normal">
        <bdi dir="ltr">{file.number}</bdi> · <bdi>{file.collectiveName}</bdi>
      </span>
    </>
  );
  return (
    <Page area="administration">
      <div className="space-y-12">
        <header className="space-y-4">
          <h1>{t("instruction.title")}</h1>
          <p className="lead">{t("instruction.lead")}</p>
        </header>
        <TranchesToCertify />
        {waiting.length === 0 ? (
          <p>{t("instruction.empty")}</p>
        ) : (
          <Table
            caption={t("instruction.title")}
            captionHidden
            stack
            columns={[
              { key: "file", head: t("instruction.file"), rowHead: true },
              { key: "territory", head: t("common.territory") },
              { key: "requested", head: t("common.requested"), numeric: true },
              { key: "due", head: t("instruction.due") },
              { key: "state", head: t("common.state") },
            ]}
            rows={waiting.map((file) => ({
              key: file.id,
              cells: {
                file: nameOf(file),
                territory: file.territoryName,
                requested: <Amount cents={file.requestedCents} />,
                due: file.isSuspended ? t("instruction.suspended") : <DateText at={file.dueAt} />,
                state: file.isLate ? (
                  <Tag tone="attention">{t("instruction.late")}</Tag>
                ) : (
                  <StateTag state={file.state} />
                ),
              },
            }))}
          />
        )}
        <section className="space-y-4">
          <h2>{t("instruction.decided")}</h2>
          {decided.length === 0 ? (
            <p className="text-slate">{t("instruction.noneDecided")}</p>
          ) : (
            <Table
              caption={t("instruction.decided")}
              captionHidden
              stack
              columns={[
                { key: "file", head: t("instruction.file"), rowHead: true },
                { key: "territory", head: t("common.territory") },
                { key: "state", head: t("common.state") },
              ]}
              rows={decided.map((file) => ({
                key: file.id,
                cells: {
                  file: nameOf(file),
                  territory: file.territoryName,
                  state: <StateTag state={file.state} />,
                },
              }))}
            />
          )}
        </section>
      </div>
    </Page>
  );
}
