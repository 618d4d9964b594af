import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { Amount } from "#components/ui/amount.tsx";
import { DateText } from "#components/ui/date-text.tsx";
import { Checkbox } from "#components/ui/fields.tsx";
import { Form } from "#components/ui/form.tsx";
import { BackLink, Link } from "#components/ui/link.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { Page } from "#components/ui/page.tsx";
import { Receipt } from "#components/ui/receipt.tsx";
import { SubmitButton } from "#components/ui/submit-button.tsx";
import { Tag } from "#components/ui/tag.tsx";
import { api } from "#server/context.ts";
import { orNotFound } from "#server/page.ts";
import { adoptAllocation, runAllocation } from "./actions.ts";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("allocation.admin");
  return { title: t("title") };
}

export default async function AllocationDeskPage() {
  const [t, fund] = await Promise.all([getTranslations("allocation.admin"), getTranslations("fund.admin")]);
  const desk = await orNotFound((await api()).allocation.desk());
  const isAdopted = desk?.parts.some(({ adoptedAt }) => adoptedAt !== null) ?? false;
  return (
    <Page area="administration">
      <BackLink href="/administration">{fund("back")}</BackLink>
      <h1>
        {t("title")}
        {desk && (
          <>
            {" "}
            <bdi>{desk.edition.name}</bdi>
          </>
        )}
      </h1>
      <p className="lead mt-4">{t("lead")}</p>
      {!desk && <p className="mt-8">{t("noEdition")}</p>}
      {desk && desk.countedAt === null && (
        <div className="mt-8">
          <Notice kind="warning">{t("notCounted")}</Notice>
        </div>
      )}
      {desk && desk.parts.length > 0 && (
        <div className="mt-8">
          <Notice kind={isAdopted ? "success" : "info"}>
            {t(isAdopted ? "done" : "waiting")}{" "}
            {isAdopted && <Link href={`/resultats/${desk.edition.slug}`}>{t("see")}</Link>}
          </Notice>
        </div>
      )}
      {desk?.parts.map((part) => (
        <div key={part.runId} className="mt-8 grid gap-3">
          <Receipt
            number={<DateText at={part.ranAt} />}
            title={<bdi>{part.name}</bdi>}
            state={
              <Tag tone={part.adoptedAt === null ? "waiting" : "done"}>
                {t(part.adoptedAt === null ? "calculated" : "adopted")}
              </Tag>
            }
            rows={[
              ...part.funded.map(({ number, title, amountCents }) => ({
                label: `${number} ${title}`,
                value: <Amount cents={amountCents} />,
              })),
              { label: t("envelope"), value: <Amount cents={part.budgetCents} /> },
              { label: t("granted"), value: <Amount cents={part.totalCents} />, total: true },
            ]}
          >
            <p>
              {t("stored")} <code>{part.resultHash}</code>
            </p>
          </Receipt>
          <p>
            <Link href={`/administration/attribution/${part.runId}`}>
              {t("recompute")} <span className="sr-only">{part.name}</span>
            </Link>
          </p>
        </div>
      ))}
      {desk?.mayRun && desk.countedAt !== null && !isAdopted && (
        <div className="mt-8">
          <Form action={runAllocation} id="calcul">
            <input type="hidden" name="edition" value={desk.edition.slug} />
            <div className="actions">
              <SubmitButton kind={desk.parts.length > 0 ? "second" : "main"}>
                {t(desk.parts.length > 0 ? "runAgain" : "run")}
              </SubmitButton>
            </div>
          </Form>
        </div>
      )}
      {desk?.mayAdopt && desk.parts.length > 0 && !isAdopted && (
        <section className="mt-10 max-w-text">
          <h2>{t("adopt")}</h2>
          <p className="mt-3 mb-4">{t("adoptLead")}</p>
          <Form action={adoptAllocation} id="adoption">
            <input type="hidden" name="edition" value={desk.edition.slug} />
            <Checkbox name="confirm" label={t("adoptConfirm")} />
            <div className="actions">
              <SubmitButton kind="vote">{t("adopt")}</SubmitButton>
            </div>
          </Form>
        </section>
      )}
    </Page>
  );
}
