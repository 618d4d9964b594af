import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { startFile } from "#app/(espace)/collectif/actions.ts";
import { StateTag } from "#components/initiatives/state-tag.tsx";
import { WhereLine } from "#components/initiatives/where.tsx";
import { Amount } from "#components/ui/amount.tsx";
import { Form } from "#components/ui/form.tsx";
import { formatInstant, formatNumber, formatShare } from "#components/ui/format.ts";
import { ButtonLink } from "#components/ui/link.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { Page } from "#components/ui/page.tsx";
import { Receipt } from "#components/ui/receipt.tsx";
import { SubmitButton } from "#components/ui/submit-button.tsx";
import { currentLocale } from "#messages/server.ts";
import { api } from "#server/context.ts";
import { WRITABLE_STATES } from "#server/initiatives/model.ts";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("initiatives.start");
  return { title: t("title") };
}

export default async function StartPage() {
  const [t, caller, { lang }] = await Promise.all([getTranslations("initiatives"), api(), currentLocale()]);
  const [me, open] = [await caller.accounts.me(), await caller.initiatives.openCall()];
  const collectives = me ? await caller.initiatives.mine() : [];
  const files = collectives.flatMap((collective) => collective.files);
  const drafts = files.filter(({ state }) => WRITABLE_STATES.includes(state));
  const free = collectives.filter(
    (collective) =>
      !collective.files.some(({ callId, state }) => callId === open?.call.id && state !== "withdrawn"),
  );
  const date = (at: number) => formatInstant(at, lang);
  return (
    <Page width="text">
      <div className="space-y-10">
        <header className="space-y-4">
          <h1>{t("start.title")}</h1>
          <p className="lead">{t("start.lead")}</p>
        </header>
        {drafts.length > 0 && (
          <section aria-labelledby="drafts" className="space-y-6">
            <h2 id="drafts">{t("start.drafts")}</h2>
            {drafts.map((file) => (
              <Receipt
                key={file.id}
                level={3}
                number={t("common.number", { number: file.number })}
                title={<bdi>{file.title || t("common.untitled")}</bdi>}
                state={<StateTag state={file.state} />}
                rows={[{ label: t("common.collective"), value: <bdi>{file.collectiveName}</bdi> }]}
              >
                <p>
                  <WhereLine where={file.where} />
                </p>
                <p className="mt-4">
                  <ButtonLink href={`/collectif/dossiers/${file.id}`} icon="forward">
                    {t("start.resume")}
                  </ButtonLink>
                </p>
              </Receipt>
            ))}
          </section>
        )}
        <section aria-labelledby="call" className="space-y-4">
          <h2 id="call">{t("start.call")}</h2>
          {open === null ? (
            <Notice>{t("start.noCall")}</Notice>
          ) : (
            <Notice kind={open.isOpen ? "success" : "info"}>
              {open.isOpen
                ? t("start.open", { title: open.call.title, closes: date(open.call.submissionsCloseAt) })
                : open.now < open.call.opensAt
                  ? t("start.notYet", { title: open.call.title, opens: date(open.call.opensAt) })
                  : t("start.closed", {
                      title: open.call.title,
                      opens: date(open.call.opensAt),
                      closes: date(open.call.submissionsCloseAt),
                    })}
            </Notice>
          )}
          {open && (
            <Receipt
              level={3}
              title={open.call.title}
              rows={[
                { label: t("start.ceiling"), value: <Amount cents={open.call.ceilingCents} /> },
                { label: t("start.share"), value: formatShare(open.call.maxShareBps, 10_000, lang) },
                { label: t("start.members"), value: formatNumber(open.call.minMembers, lang) },
              ]}
            />
          )}
        </section>
        <section aria-labelledby="new" className="space-y-6">
          <h2 id="new">{t("start.new")}</h2>
          {me === null ? (
            <>
              <p>{t("start.signInHint")}</p>
              <p>
                <ButtonLink href="/connexion">{t("start.signIn")}</ButtonLink>
              </p>
            </>
          ) : (
            <>
              {open?.isOpen &&
                free.map((collective) => (
                  <Form
                    key={collective.id}
                    action={startFile.bind(null, collective.id)}
                    id={`commencer-${collective.id}`}
                  >
                    <SubmitButton kind={drafts.length > 0 ? "second" : "main"}>
                      {t("start.startFor", { collective: collective.name })}
                    </SubmitButton>
                  </Form>
                ))}
              <div className="actions">
                <ButtonLink href="/collectif/nouveau" kind={collectives.length > 0 ? "second" : "main"}>
                  {t("start.create")}
                </ButtonLink>
                <ButtonLink href="/collectif/rejoindre" kind="second">
                  {t("start.join")}
                </ButtonLink>
              </div>
            </>
          )}
        </section>
        <section aria-labelledby="how" className="space-y-4">
          <h2 id="how">{t("start.how")}</h2>
          <div className="prose">
            <ol>
              {(["how1", "how2", "how3", "how4"] as const).map((step) => (
                <li key={step}>{t(`start.${step}`)}</li>
              ))}
            </ol>
          </div>
        </section>
      </div>
    </Page>
  );
}
