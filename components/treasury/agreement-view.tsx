import { getTranslations } from "next-intl/server";
import { Amount } from "#components/ui/amount.tsx";
import { DateText } from "#components/ui/date-text.tsx";
import { Checkbox } from "#components/ui/fields.tsx";
import { Form } from "#components/ui/form.tsx";
import type { FormAction } from "#components/ui/form-state.ts";
import { Link } from "#components/ui/link.tsx";
import { Page } from "#components/ui/page.tsx";
import { Receipt } from "#components/ui/receipt.tsx";
import { SubmitButton } from "#components/ui/submit-button.tsx";
import { Table } from "#components/ui/table.tsx";
import { Tag } from "#components/ui/tag.tsx";
import type { Api } from "#server/context.ts";
import { nextAct } from "#server/treasury/rules.ts";
import { Blocked } from "./blocked.tsx";
import { trancheLabels } from "./tranche-label.ts";

type Loaded = Awaited<ReturnType<Api["treasury"]["agreement"]>>;

/** An agreement as both parties read it: who and how much, the text, the signatures, and the box to sign when it is my turn. */
export async function AgreementView({
  loaded,
  sign,
  back,
}: {
  loaded: Loaded;
  sign: FormAction;
  back: React.ReactNode;
}) {
  const [t, labelOf] = await Promise.all([getTranslations("treasury"), trancheLabels()]);
  const { agreement, file, tranches, signing, readsTreasury } = loaded;
  return (
    <Page width="text" {...(readsTreasury ? { area: "treasury" as const } : {})}>
      {back}
      <Receipt
        level={1}
        number={
          <bdi dir="ltr" className="whitespace-nowrap">
            {file.initiativeNumber}
          </bdi>
        }
        title={t.rich("agreement.titleRich", {
          number: agreement.number,
          ref: (chunks) => <bdi dir="ltr">{chunks}</bdi>,
        })}
        state={
          <Tag tone={agreement.fundSignedAt ? "done" : "waiting"}>
            {agreement.fundSignedAt
              ? t("agreement.signed")
              : agreement.collectiveSignedAt
                ? t("agreement.waitsFund")
                : t("agreement.toSign")}
          </Tag>
        }
        rows={[
          { label: t("agreement.total"), value: <Amount cents={file.amountCents} exact />, total: true },
        ]}
      >
        <p>{t("agreement.lead", { collective: file.collectiveName })}</p>
      </Receipt>

      <div className="mt-8">
        <Table
          stack
          caption={t("agreement.parts")}
          columns={[
            { key: "label", head: t("agreement.part"), rowHead: true },
            { key: "condition", head: t("agreement.condition") },
            { key: "amount", head: t("agreement.amount"), numeric: true },
            { key: "state", head: t("agreement.state") },
          ]}
          rows={tranches.map((tranche) => {
            const act = nextAct(tranche);
            return {
              key: tranche.id,
              cells: {
                label: readsTreasury ? (
                  <Link href={`/tresorerie/tranches/${tranche.id}`}>{labelOf(tranche.label)}</Link>
                ) : (
                  labelOf(tranche.label)
                ),
                condition: tranche.condition,
                amount: <Amount cents={tranche.amountCents} exact />,
                state: tranche.paidOn ? (
                  <>
                    {t("states.done")} <DateText date={tranche.paidOn} />
                  </>
                ) : (
                  t(`states.${act ?? "done"}`)
                ),
              },
            };
          })}
        />
      </div>

      <section aria-labelledby="text" className="mt-10">
        <h2 id="text">{t("agreement.text")}</h2>
        <div lang="fr" dir="ltr" className="prose mt-4 border-2 border-ink bg-surface p-5">
          {agreement.text.split("\n\n").map((paragraph) =>
            /^(Article|Convention de subvention)/.test(paragraph) ? (
              <h3 key={paragraph} className="text-h4">
                {paragraph}
              </h3>
            ) : (
              <p key={paragraph}>{paragraph}</p>
            ),
          )}
        </div>
      </section>

      <section aria-labelledby="signatures" className="mt-10">
        <h2 id="signatures">{t("agreement.signatures")}</h2>
        <dl className="summary mt-2">
          <Signature
            party={t("agreement.collective")}
            signed={
              loaded.collectiveSigner ? t("agreement.signedBy", { name: loaded.collectiveSigner }) : null
            }
            at={agreement.collectiveSignedAt}
            notYet={t("agreement.notYet")}
          />
          <Signature
            party={t("agreement.fund")}
            signed={loaded.fundSigner ? t("agreement.signedBy", { name: loaded.fundSigner }) : null}
            at={agreement.fundSignedAt}
            notYet={t("agreement.notYet")}
          />
        </dl>
      </section>

      {signing && (
        <section aria-labelledby="sign" className="no-print mt-10">
          <h2 id="sign">{t("agreement.signTitle")}</h2>
          {signing.blockedBy.length > 0 ? (
            <div className="mt-4">
              <Blocked title={t("agreement.cannot")} rules={signing.blockedBy} />
            </div>
          ) : (
            <>
              <p className="mt-2">
                {signing.party === "collective"
                  ? t("agreement.signCollectiveLead")
                  : t("agreement.signFundLead")}
              </p>
              <div className="mt-5">
                <Form action={sign}>
                  <input type="hidden" name="agreementId" value={agreement.id} />
                  <Checkbox name="confirmed" value="yes" label={t("agreement.confirm")} />
                  <div className="actions">
                    <SubmitButton>{t("agreement.sign")}</SubmitButton>
                  </div>
                </Form>
              </div>
            </>
          )}
        </section>
      )}
    </Page>
  );
}

function Signature({
  party,
  signed,
  at,
  notYet,
}: {
  party: string;
  signed: string | null;
  at: number | null;
  notYet: string;
}) {
  return (
    <div>
      <dt>{party}</dt>
      <dd>
        {at === null ? (
          <span className="text-slate">{notYet}</span>
        ) : (
          <>
            {signed} · <DateText at={at} />
          </>
        )}
      </dd>
    </div>
  );
}
