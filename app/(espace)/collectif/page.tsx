import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { StateTag } from "#components/initiatives/state-tag.tsx";
import { WhereLine } from "#components/initiatives/where.tsx";
import { AgreementsToDo } from "#components/treasury/to-do.tsx";
import { Amount } from "#components/ui/amount.tsx";
import { ButtonLink, Link } from "#components/ui/link.tsx";
import { Page } from "#components/ui/page.tsx";
import { Receipt } from "#components/ui/receipt.tsx";
import { api } from "#server/context.ts";
import { orNotFound } from "#server/page.ts";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("initiatives.mine");
  return { title: t("title") };
}

export default async function MyCollectivesPage() {
  const [t, caller] = await Promise.all([getTranslations("initiatives"), api()]);
  const collectives = await orNotFound(caller.initiatives.mine());
  return (
    <Page>
      <div className="space-y-10">
        <h1>{t("mine.title")}</h1>
        <AgreementsToDo />
        {collectives.length === 0 && <p className="lead">{t("mine.empty")}</p>}
        {collectives.map((collective) => (
          <section key={collective.id} aria-labelledby={collective.id} className="space-y-4">
            <h2 id={collective.id}>
              <bdi>{collective.name}</bdi>
            </h2>
            <p>
              {collective.territoryName} · {t(`roles.${collective.role}`)} ·{" "}
              {t("mine.members", { count: collective.memberCount })} ·{" "}
              <Link href={`/collectif/${collective.id}`}>{t("mine.open")}</Link>
            </p>
            {collective.files.length === 0 ? (
              <>
                <p>{t("mine.noFile")}</p>
                <p>
                  <ButtonLink href="/deposer">{t("start.title")}</ButtonLink>
                </p>
              </>
            ) : (
              <div className="grid gap-8 md:grid-cols-2">
                {collective.files.map((file) => (
                  <Receipt
                    key={file.id}
                    level={3}
                    number={t("common.number", { number: file.number })}
                    title={
                      <Link href={`/collectif/dossiers/${file.id}`}>
                        <bdi>{file.title || t("common.untitled")}</bdi>
                      </Link>
                    }
                    state={<StateTag state={file.state} />}
                    rows={[{ label: t("common.requested"), value: <Amount cents={file.requestedCents} /> }]}
                  >
                    <p>
                      <WhereLine where={file.where} />
                    </p>
                  </Receipt>
                ))}
              </div>
            )}
          </section>
        ))}
        <div className="actions">
          <ButtonLink href="/collectif/nouveau" kind={collectives.length === 0 ? "main" : "second"}>
            {t("start.create")}
          </ButtonLink>
          <ButtonLink href="/collectif/rejoindre" kind="second">
            {t("start.join")}
          </ButtonLink>
        </div>
      </div>
    </Page>
  );
}
