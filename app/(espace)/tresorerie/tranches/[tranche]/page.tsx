import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { Blocked } from "#components/treasury/blocked.tsx";
import { solutionsFor } from "#components/treasury/solutions.ts";
import { trancheLabels } from "#components/treasury/tranche-label.ts";
import { Amount } from "#components/ui/amount.tsx";
import { DateText } from "#components/ui/date-text.tsx";
import { Checkbox, Radios, TextArea } from "#components/ui/fields.tsx";
import { Form } from "#components/ui/form.tsx";
import { formatCents, formatDay } from "#components/ui/format.ts";
import { BackLink, ButtonLink, Link } from "#components/ui/link.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { Page } from "#components/ui/page.tsx";
import { Receipt } from "#components/ui/receipt.tsx";
import { SubmitButton } from "#components/ui/submit-button.tsx";
import { Tag } from "#components/ui/tag.tsx";
import { currentLocale } from "#messages/server.ts";
import { type Api, api } from "#server/context.ts";
import type { Id } from "#server/kernel/ids.ts";
import { orNotFound } from "#server/page.ts";
import type { Act } from "#server/treasury/model.ts";
import { certifyTranche, orderTranche, payTranche } from "../../actions.ts";

type Props = { params: Promise<{ tranche: string }> };
type Loaded = Awaited<ReturnType<Api["treasury"]["tranche"]>>;

async function load({ params }: Props): Promise<Loaded> {
  const { tranche } = await params;
  const caller = await api();
  return orNotFound(caller.treasury.tranche({ trancheId: tranche as Id<"trn"> }));
}

export async function generateMetadata(props: Props): Promise<Metadata> {
  const [t, { tranche, file }, labelOf] = await Promise.all([
    getTranslations("treasury.tranche"),
    load(props),
    trancheLabels(),
  ]);
  return { title: t("title", { label: labelOf(tranche.label), collective: file.collectiveName }) };
}

/** A tranche: its three acts with who did what and when, and the form of the one it waits for when that is mine. */
export default async function TranchePage(props: Props) {
  const [t, loaded, labelOf] = await Promise.all([getTranslations("treasury"), load(props), trancheLabels()]);
  const { file, agreement, tranche, waiting } = loaded;
  return (
    <Page width="text" area="treasury">
      <BackLink href="/tresorerie">{t("agreement.back")}</BackLink>
      <Receipt
        level={1}
        number={
          <bdi dir="ltr" className="whitespace-nowrap">
            {tranche.endToEndId}
          </bdi>
        }
        title={t("tranche.title", { label: labelOf(tranche.label), collective: file.collectiveName })}
        state={
          <Tag tone={waiting.act === null ? "done" : waiting.blockedBy.length > 0 ? "attention" : "progress"}>
            {t(`states.${waiting.act ?? "done"}`)}
          </Tag>
        }
        rows={[
          { label: t("tranche.initiative"), value: file.initiativeTitle },
          {
            label: t("tranche.agreement"),
            value: (
              <Link href={`/tresorerie/conventions/${agreement.id}`}>
                <bdi dir="ltr" className="whitespace-nowrap">
                  {agreement.number}
                </bdi>
              </Link>
            ),
          },
          { label: t("tranche.amount"), value: <Amount cents={tranche.amountCents} exact />, total: true },
        ]}
      >
        <p>
          <strong>{t("tranche.condition")} :</strong> {tranche.condition}
        </p>
      </Receipt>

      <section aria-labelledby="acts" className="mt-10">
        <h2 id="acts">{t("tranche.acts")}</h2>
        <ol className="mt-4 grid gap-4">
          <ActSlip act="certify" n={1} at={tranche.certifiedAt} by={loaded.certifiedBy}>
            {tranche.evidence && (
              <p>
                {t("tranche.evidence")} : {tranche.evidence}
              </p>
            )}
          </ActSlip>
          <ActSlip act="order" n={2} at={tranche.orderedAt} by={loaded.orderedBy}>
            {tranche.orderNumber && (
              <p>
                {t("tranche.orderNumber")}{" "}
                <bdi dir="ltr" className="whitespace-nowrap">
                  {tranche.orderNumber}
                </bdi>
              </p>
            )}
          </ActSlip>
          <ActSlip act="pay" n={3} at={tranche.paidAt} by={loaded.paidBy}>
            {tranche.paidOn && (
              <p>
                {t("tranche.bankDay")} <DateText date={tranche.paidOn} />
              </p>
            )}
          </ActSlip>
        </ol>
      </section>

      <div className="no-print mt-10">
        <NextAct loaded={loaded} />
      </div>

      {loaded.tranches.length > 1 && (
        <section aria-labelledby="others" className="mt-12">
          <h2 id="others" className="text-h3">
            {t("tranche.others")}
          </h2>
          <ul className="mt-3 grid gap-1">
            {loaded.tranches.map((other) => (
              <li key={other.id}>
                {other.id === tranche.id ? (
                  <strong>{labelOf(other.label)}</strong>
                ) : (
                  <Link href={`/tresorerie/tranches/${other.id}`}>{labelOf(other.label)}</Link>
                )}{" "}
                <Amount cents={other.amountCents} exact />
              </li>
            ))}
          </ul>
        </section>
      )}
    </Page>
  );
}

async function ActSlip({
  act,
  n,
  at,
  by,
  children,
}: {
  act: Act;
  n: number;
  at: number | null;
  by: string | null;
  children: ReactNode;
}) {
  const t = await getTranslations("treasury");
  return (
    <li className="flex gap-4 border-2 border-ink bg-surface p-4">
      <span aria-hidden="true" className="font-figure text-h2 font-black leading-none">
        {n}
      </span>
      <div className="min-w-0 flex-1">
        <p className="flex flex-wrap items-center justify-between gap-2">
          <strong>{t(`actNouns.${act}`)}</strong>
          <Tag tone={at === null ? "waiting" : "done"}>
            {at === null ? t("tranche.notYet") : <DateText at={at} />}
          </Tag>
        </p>
        <p className="text-slate">
          {at === null
            ? t("tranche.waits", { office: t(`offices.${act}`) })
            : t("tranche.doneBy", { name: by ?? "–" })}
        </p>
        {children}
      </div>
    </li>
  );
}

/** The form of the act that the tranche waits for, or why it is not for me, or not now. */
async function NextAct({ loaded }: { loaded: Loaded }) {
  const t = await getTranslations("treasury");
  const { tranche, waiting, agreement, previousTrancheId } = loaded;
  if (waiting.act === null) return <Notice kind="success">{t("tranche.paid")}</Notice>;
  if (waiting.blockedBy.length > 0)
    return (
      <Blocked
        title={t("tranche.blocked")}
        rules={waiting.blockedBy}
        solutions={
          await solutionsFor({
            agreementId: agreement.id,
            trancheId: tranche.id,
            previousTrancheId,
          })
        }
      />
    );
  if (!waiting.isMine) return <Notice>{t("desk.waitsFor", { office: t(`offices.${waiting.act}`) })}</Notice>;
  const FormOfAct = { certify: CertifyForm, order: OrderForm, pay: PayForm }[waiting.act];
  return (
    <section aria-labelledby="act">
      <h2 id="act">{t(`acts.${waiting.act}`)}</h2>
      <FormOfAct loaded={loaded} />
    </section>
  );
}

async function CertifyForm({ loaded: { tranche } }: { loaded: Loaded }) {
  const t = await getTranslations("treasury.tranche");
  return (
    <div className="mt-3 grid gap-5">
      <p>{t("certifyLead")}</p>
      <Form action={certifyTranche}>
        <input type="hidden" name="trancheId" value={tranche.id} />
        <TextArea name="evidence" label={t("evidenceLabel")} rows={3} maxCharacters={600} />
        <div className="actions">
          <SubmitButton>{t("certify")}</SubmitButton>
        </div>
      </Form>
    </div>
  );
}

async function OrderForm({ loaded: { tranche } }: { loaded: Loaded }) {
  const [t, { lang }] = await Promise.all([getTranslations("treasury.tranche"), currentLocale()]);
  return (
    <div className="mt-3 grid gap-5">
      <p>{t("orderLead")}</p>
      <Form action={orderTranche}>
        <input type="hidden" name="trancheId" value={tranche.id} />
        <Checkbox
          name="confirmed"
          value="yes"
          label={t("confirmOrder", { amountCents: formatCents(tranche.amountCents, lang, true) })}
        />
        <div className="actions">
          <SubmitButton>{t("order")}</SubmitButton>
        </div>
      </Form>
    </div>
  );
}

async function PayForm({ loaded: { tranche, lines } }: { loaded: Loaded }) {
  const [t, { lang }] = await Promise.all([getTranslations("treasury"), currentLocale()]);
  const [first] = lines;
  if (!first)
    return (
      <div className="mt-3 grid gap-4">
        <Notice>{t("tranche.noLines")}</Notice>
        <p>
          <ButtonLink href="/tresorerie/releves">{t("desk.solveImport")}</ButtonLink>
        </p>
      </div>
    );
  return (
    <div className="mt-3 grid gap-5">
      <p>{t("tranche.payLead")}</p>
      <Form action={payTranche} initial={first.why === "reference" ? { bankLineId: first.line.id } : {}}>
        <input type="hidden" name="trancheId" value={tranche.id} />
        <Radios
          name="bankLineId"
          label={t("tranche.lineLabel")}
          options={lines.map(({ line, why }) => ({
            value: line.id,
            label: `${formatDay(line.bookedOn, lang)} · ${formatCents(line.amountCents, lang, true)} · ${line.counterparty ?? "–"}`,
            hint: `${line.endToEndId ?? "–"} · ${why === "reference" ? t("tranche.exact") : t("tranche.likely")}`,
          }))}
        />
        <Checkbox
          name="confirmed"
          value="yes"
          label={t("tranche.confirmPay", { amountCents: formatCents(tranche.amountCents, lang, true) })}
        />
        <div className="actions">
          <SubmitButton>{t("tranche.pay")}</SubmitButton>
        </div>
      </Form>
    </div>
  );
}
