import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { BudgetTables } from "#components/initiatives/budget-tables.tsx";
import { SavedLine } from "#components/initiatives/saved-line.tsx";
import { Amount } from "#components/ui/amount.tsx";
import { Form } from "#components/ui/form.tsx";
import { formatCents } from "#components/ui/format.ts";
import { BackLink, ButtonLink, Link } from "#components/ui/link.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { Page } from "#components/ui/page.tsx";
import { SubmitButton } from "#components/ui/submit-button.tsx";
import { currentLocale, localePath } from "#messages/server.ts";
import { READY_LINES, REQUEST_ACCOUNT, type Side, sideOf } from "#server/initiatives/model.ts";
import { largestShareCents } from "#server/initiatives/rules.ts";
import { removeLine } from "../actions.ts";
import { type FileProps, fileHref, JOURNEY, loadFile, nextHref, previousHref } from "../load.ts";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("initiatives.budget");
  return { title: t("title") };
}

export default async function BudgetPage({ params }: FileProps) {
  const [t, view, { lang }] = await Promise.all([
    getTranslations("initiatives"),
    loadFile((await params).initiativeId),
    currentLocale(),
  ]);
  const { file, lines, totals, call } = view;
  if (!view.isWritable) redirect(await localePath(fileHref(file.id)));
  const gapCents = totals.chargesCents - totals.resourcesCents;
  const giftsCents = totals.volunteerChargesCents - totals.volunteerResourcesCents;
  const isAsked = lines.some(({ account }) => account === REQUEST_ACCOUNT);
  const ready = (side: Side) =>
    READY_LINES.filter(
      ({ account }) => sideOf(account) === side && !(isAsked && account === REQUEST_ACCOUNT),
    );
  const lineHref = (query: string) => fileHref(file.id, `/budget/ligne?${query}`);
  const gap = formatCents(Math.abs(gapCents), lang);
  return (
    <Page>
      <BackLink href={previousHref(file.id, "budget")}>{t("common.back")}</BackLink>
      <div className="space-y-10">
        <header className="space-y-3">
          <p className="text-slate">
            {t("common.step", { step: JOURNEY.indexOf("budget") + 1, steps: JOURNEY.length })}
          </p>
          <h1>{t("budget.title")}</h1>
          <p className="lead">{t("budget.lead")}</p>
        </header>
        <BudgetTables
          lines={lines}
          totals={totals}
          actOf={(line) => (
            <span className="inline-flex items-center gap-x-1 whitespace-nowrap [&_.button]:mt-0! [&_.button]:px-2">
              <Link
                href={lineHref(`ligne=${line.id}`)}
                className="inline-flex min-h-11 items-center font-semibold"
              >
                {t("common.modify")}
                <span className="sr-only"> : {t("budget.removeItem", { label: line.label })}</span>
              </Link>
              <Form action={removeLine.bind(null, file.id, line.id)} id={`retirer-${line.id}`}>
                <SubmitButton kind="quiet">
                  {t("budget.remove")}
                  <span className="sr-only"> {t("budget.removeItem", { label: line.label })}</span>
                </SubmitButton>
              </Form>
            </span>
          )}
        />
        <div className="grid gap-8 lg:grid-cols-2">
          {(["charge", "resource"] as const).map((side) => (
            <section key={side} className="space-y-3" aria-labelledby={`add-${side}`}>
              <h2 id={`add-${side}`} className="text-h3">
                {side === "charge" ? t("budget.addCharge") : t("budget.addResource")}
              </h2>
              <p className="text-slate">{t("budget.ready")}</p>
              <ul className="flex flex-wrap gap-2">
                {ready(side).map(({ key, account }) => (
                  <li key={key}>
                    <ButtonLink
                      href={lineHref(`cote=${side}&modele=${key}`)}
                      kind={account === REQUEST_ACCOUNT ? "main" : "second"}
                      icon="plus"
                    >
                      {t(`readyLines.${key}`)}
                    </ButtonLink>
                  </li>
                ))}
                <li>
                  <ButtonLink href={lineHref(`cote=${side}`)} kind="quiet" icon="plus">
                    {t("budget.other")}
                  </ButtonLink>
                </li>
              </ul>
            </section>
          ))}
        </div>
        <section aria-labelledby="balance" className="max-w-text space-y-4">
          <h2 id="balance">{t("budget.balance")}</h2>
          <output className="block space-y-2">
            {lines.length === 0 ? (
              <Notice>{t("budget.stillEmpty")}</Notice>
            ) : gapCents === 0 && giftsCents === 0 ? (
              <Notice kind="success">{t("budget.balanced")}</Notice>
            ) : (
              <Notice kind="warning">
                {gapCents > 0 && <p>{t("budget.missingResources", { amount: gap })}</p>}
                {gapCents < 0 && <p>{t("budget.missingCharges", { amount: gap })}</p>}
                {giftsCents !== 0 && (
                  <p>{t("budget.giftsGap", { amount: formatCents(Math.abs(giftsCents), lang) })}</p>
                )}
              </Notice>
            )}
          </output>
          <p>
            {t("budget.requested")} :{" "}
            <strong>
              <Amount cents={totals.requestedCents} exact />
            </strong>
            .{" "}
            {t("budget.most", {
              amount: formatCents(
                Math.min(call.ceilingCents, largestShareCents(totals.chargesCents, call.maxShareBps)),
                lang,
              ),
            })}
          </p>
          <div className="actions">
            <ButtonLink href={nextHref(file.id, "budget")}>{t("budget.done")}</ButtonLink>
            <ButtonLink href={fileHref(file.id)} kind="quiet">
              {t("common.backToFile")}
            </ButtonLink>
          </div>
          <SavedLine savedAt={view.lastSavedAt} sent={file.submittedAt !== null} now={view.now} />
        </section>
      </div>
    </Page>
  );
}
