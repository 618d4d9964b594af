import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { cache } from "react";
import { inviteMember } from "#app/(espace)/collectif/actions.ts";
import { StateTag } from "#components/initiatives/state-tag.tsx";
import { FreshCode } from "#components/initiatives/versions.tsx";
import { DateText } from "#components/ui/date-text.tsx";
import { Radios } from "#components/ui/fields.tsx";
import { Form } from "#components/ui/form.tsx";
import { BackLink, ButtonLink, Link } from "#components/ui/link.tsx";
import { Page } from "#components/ui/page.tsx";
import { SubmitButton } from "#components/ui/submit-button.tsx";
import { Table } from "#components/ui/table.tsx";
import { api } from "#server/context.ts";
import type { CollectiveId } from "#server/initiatives/model.ts";
import { orNotFound } from "#server/page.ts";

type Props = { params: Promise<{ collectiveId: string }> };

const load = cache(async (id: string) => {
  if (!id.startsWith("col_")) notFound();
  return orNotFound((await api()).initiatives.collective({ collectiveId: id as CollectiveId }));
});

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { collective } = await load((await params).collectiveId);
  return { title: collective.name };
}

export default async function CollectivePage({ params }: Props) {
  const [t, { collective, members, invitations, files }] = await Promise.all([
    getTranslations("initiatives"),
    load((await params).collectiveId),
  ]);
  return (
    <Page width="text">
      <BackLink href="/collectif">{t("mine.title")}</BackLink>
      <div className="space-y-10">
        <header className="space-y-2">
          <h1>
            <bdi>{collective.name}</bdi>
          </h1>
          <p className="lead">{collective.territoryName}</p>
        </header>
        <section className="space-y-4">
          <Table
            caption={t("collective.members")}
            stack
            columns={[
              { key: "name", head: t("collective.name"), rowHead: true },
              { key: "role", head: t("collective.role") },
              { key: "since", head: t("collective.since") },
            ]}
            rows={members.map(({ name, role, joinedOn, isMe }, index) => ({
              key: String(index),
              cells: {
                name: (
                  <>
                    <bdi>{name}</bdi> {isMe && t("collective.you")}
                  </>
                ),
                role: t(`roles.${role}`),
                since: <DateText date={joinedOn} />,
              },
            }))}
          />
          {invitations.length > 0 && (
            <p className="text-slate">{t("collective.pending", { count: invitations.length })}</p>
          )}
        </section>
        <section aria-labelledby="invite" className="space-y-4">
          <h2 id="invite">{t("collective.invite")}</h2>
          <p>{t("collective.inviteLead")}</p>
          <Form action={inviteMember.bind(null, collective.id)} id="invitation" initial={{ role: "member" }}>
            <FreshCode title={t("collective.codeReady")} advice={t("collective.codeUse", { until: "#" })} />
            <Radios
              name="role"
              label={t("collective.inviteRole")}
              inline
              options={(["member", "treasurer"] as const).map((role) => ({
                value: role,
                label: t(`roles.${role}`),
              }))}
            />
            <SubmitButton kind="second">{t("collective.inviteSubmit")}</SubmitButton>
          </Form>
        </section>
        <section aria-labelledby="files" className="space-y-4">
          <h2 id="files">{t("collective.files")}</h2>
          {files.length === 0 ? (
            <p>{t("mine.noFile")}</p>
          ) : (
            <ul className="space-y-3">
              {files.map((file) => (
                <li key={file.id} className="flex flex-wrap items-center gap-3">
                  <Link href={`/collectif/dossiers/${file.id}`}>
                    <bdi>{file.title || t("common.untitled")}</bdi> (<bdi dir="ltr">{file.number}</bdi>)
                  </Link>
                  <StateTag state={file.state} />
                </li>
              ))}
            </ul>
          )}
          <p>
            <ButtonLink href="/deposer">{t("start.title")}</ButtonLink>
          </p>
        </section>
      </div>
    </Page>
  );
}
