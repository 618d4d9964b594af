import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { Blocked } from "#components/treasury/blocked.tsx";
import { solutionsFor } from "#components/treasury/solutions.ts";
import { trancheLabels } from "#components/treasury/tranche-label.ts";
import { Amount } from "#components/ui/amount.tsx";
import { DateText } from "#components/ui/date-text.tsx";
import { formatCents } from "#components/ui/format.ts";
import { ButtonLink, Link } from "#components/ui/link.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { Page } from "#components/ui/page.tsx";
import { Receipt } from "#components/ui/receipt.tsx";
import { Table } from "#components/ui/table.tsx";
import { Tag } from "#components/ui/tag.tsx";
import { currentLocale } from "#messages/server.ts";
import { type Api, api } from "#server/context.ts";
import { orNotFound } from "#server/page.ts";

type Desk = Awaited<ReturnType<Api["treasury"]["desk"]>>;
type DeskTranche = Desk["tranches"][number];

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("treasury.desk");
  return { title: t("title") };
}

/** The treasury's desk: what waits for me, for others, what is blocked and by which rule, what is paid. */
export default async function TreasuryPage() {
  const [t, caller, { lang }, labelOf] = await Promise.all([
    getTranslations("treasury"),
    api(),
    currentLocale(),
    trancheLabels(),
  ]);
  const desk = await orNotFound(caller.treasury.desk());
  const unpaid = desk.tranches.filter(({ waiting }) => waiting.act !== null);
  const isBlocked = ({ waiting }: DeskTranche) => waiting.blockedBy.length > 0;
  const mine = unpaid.filter((one) => one.waiting.isMine && !isBlocked(one));
  const others = unpaid.filter((one) => !one.waiting.isMine && !isBlocked(one));
  const blocked = unpaid.filter(isBlocked);
  const paid = desk.tranches.filter(({ waiting }) => waiting.act === null);
  const toPay = unpaid.filter(({ waiting }) => waiting.act === "pay");
  const myPapers = [...desk.toPrepare, ...desk.toSign].some(({ isMine }) => isMine);
  const total = (list: readonly DeskTranche[]) =>
    t("desk.total", {
      count: list.length,
      amountCents: formatCents(
        list.reduce((sum, { tranche }) => sum + tranche.amountCents, 0),
        lang,
        true,
      ),
    });

  return (
    <Page area="treasury">
      <h1>{t("desk.title")}</h1>
      <p className="lead mt-4">{t("desk.lead")}</p>
      <p className="actions mt-5">
        {desk.readsBank && (
          <ButtonLink kind="second" href="/tresorerie/releves" icon="paper">
            {t("desk.bank")}
          </ButtonLink>
        )}
        <ButtonLink kind="quiet" href="/comptes" icon="euro">
          {t("desk.accounts")}
        </ButtonLink>
      </p>

      <section aria-labelledby="mine" className="mt-10">
        <h2 id="mine">{t("desk.mine")}</h2>
        {mine.length === 0 && !myPapers && (
          <div className="mt-4">
            <Notice>{t("desk.nothing")}</Notice>
          </div>
        )}
        <div className="mt-4 grid gap-6 md:grid-cols-2">
          {desk.toPrepare
            .filter(({ isMine }) => isMine)
            .map(({ file }) => (
              <Receipt
                key={file.id}
                level={3}
                number={
                  <bdi dir="ltr" className="whitespace-nowrap">
                    {file.number}
                  </bdi>
                }
                title={file.collectiveName}
                state={<Tag tone="attention">{t("desk.prepare")}</Tag>}
                rows={[
                  {
                    label: t("prepare.amount"),
                    value: <Amount cents={file.amountCents} exact />,
                    total: true,
                  },
                ]}
              >
                <p>{file.initiativeTitle}</p>
                <p className="mt-3">
                  <ButtonLink href={`/tresorerie/decisions/${file.id}`}>{t("desk.prepare")}</ButtonLink>
                </p>
              </Receipt>
            ))}
          {desk.toSign
            .filter(({ isMine }) => isMine)
            .map(({ file, agreement }) => (
              <Receipt
                key={agreement.id}
                level={3}
                number={
                  <bdi dir="ltr" className="whitespace-nowrap">
                    {agreement.number}
                  </bdi>
                }
                title={file.collectiveName}
                state={<Tag tone="attention">{t("desk.waitsFund")}</Tag>}
                rows={[
                  {
                    label: t("prepare.amount"),
                    value: <Amount cents={file.amountCents} exact />,
                    total: true,
                  },
                ]}
              >
                <p>{file.initiativeTitle}</p>
                <p className="mt-3">
                  <ButtonLink href={`/tresorerie/conventions/${agreement.id}`}>{t("desk.read")}</ButtonLink>
                </p>
              </Receipt>
            ))}
          {mine.map((one) => (
            <TrancheSlip key={one.tranche.id} one={one} />
          ))}
        </div>
      </section>

      {toPay.length > 0 && (
        <section className="mt-12">
          <h2>{t("desk.payToday")}</h2>
          <p className="mt-1 text-slate">{total(toPay)}</p>
          <div className="mt-4">
            <Table
              stack
              captionHidden
              caption={t("desk.payToday")}
              columns={[
                { key: "who", head: t("prepare.collective"), rowHead: true },
                { key: "order", head: t("tranche.orderNumber") },
                { key: "amount", head: t("tranche.amount"), numeric: true },
                { key: "state", head: t("agreement.state") },
              ]}
              rows={toPay.map(({ file, tranche, waiting, hasLine }) => ({
                key: tranche.id,
                cells: {
                  who: (
                    <Link href={`/tresorerie/tranches/${tranche.id}`}>
                      {t("desk.tranche", { label: labelOf(tranche.label), collective: file.collectiveName })}
                    </Link>
                  ),
                  order: (
                    <bdi dir="ltr" className="whitespace-nowrap">
                      {tranche.orderNumber}
                    </bdi>
                  ),
                  amount: <Amount cents={tranche.amountCents} exact />,
                  state:
                    waiting.blockedBy.length > 0 ? (
                      <Tag tone="attention">
                        {t("states.blocked")} · {waiting.blockedBy.join(", ")}
                      </Tag>
                    ) : hasLine ? (
                      <Tag tone="done">{t("states.ready")}</Tag>
                    ) : (
                      <Tag tone="waiting">{t("states.bank")}</Tag>
                    ),
                },
              }))}
            />
            {desk.readsBank && <p className="mt-2">{t("desk.unmatched", { count: desk.unmatchedOut })}</p>}
          </div>
        </section>
      )}

      <Group title={t("desk.others")} list={others} />
      {desk.toSign.some(({ isMine }) => !isMine) && (
        <section aria-labelledby="sign" className="mt-12">
          <h2 id="sign">{t("desk.toSign")}</h2>
          <ul className="mt-4 grid gap-2">
            {desk.toSign
              .filter(({ isMine }) => !isMine)
              .map(({ file, agreement, waitsFor }) => (
                <li key={agreement.id}>
                  <Link href={`/tresorerie/conventions/${agreement.id}`}>
                    <bdi dir="ltr" className="whitespace-nowrap">
                      {agreement.number}
                    </bdi>{" "}
                    · {file.collectiveName}
                  </Link>{" "}
                  {waitsFor === "collective" ? t("desk.waitsCollective") : t("desk.waitsFund")}
                </li>
              ))}
          </ul>
        </section>
      )}
      <Group title={t("desk.blocked")} list={blocked} />
      {paid.length > 0 && (
        <section aria-labelledby="paid" className="mt-12">
          <h2 id="paid">{t("desk.paid")}</h2>
          <p className="mt-1 text-slate">{total(paid)}</p>
          <ul className="mt-4 grid gap-2">
            {paid.map(({ tranche, file }) => (
              <li key={tranche.id}>
                <Link href={`/tresorerie/tranches/${tranche.id}`}>
                  {t("desk.tranche", { label: labelOf(tranche.label), collective: file.collectiveName })}
                </Link>{" "}
                <Amount cents={tranche.amountCents} exact />
                {tranche.paidOn && (
                  <>
                    {" "}
                    · <DateText date={tranche.paidOn} />
                  </>
                )}
              </li>
            ))}
          </ul>
        </section>
      )}
    </Page>
  );
}

function Group({ title, list }: { title: string; list: readonly DeskTranche[] }) {
  if (list.length === 0) return null;
  return (
    <section aria-label={title} className="mt-12">
      <h2>{title}</h2>
      <div className="mt-4 grid gap-6 md:grid-cols-2">
        {list.map((one) => (
          <TrancheSlip key={one.tranche.id} one={one} />
        ))}
      </div>
    </section>
  );
}

async function TrancheSlip({ one }: { one: DeskTranche }) {
  const [t, labelOf] = await Promise.all([getTranslations("treasury"), trancheLabels()]);
  const { file, tranche, waiting, hasLine } = one;
  if (waiting.act === null) return null;
  const isBlocked = waiting.blockedBy.length > 0;
  const waitsForBank = waiting.act === "pay" && !hasLine;
  return (
    <Receipt
      level={3}
      number={
        <bdi dir="ltr" className="whitespace-nowrap">
          {tranche.endToEndId}
        </bdi>
      }
      title={t("desk.tranche", { label: labelOf(tranche.label), collective: file.collectiveName })}
      state={
        <Tag tone={isBlocked ? "attention" : waitsForBank ? "waiting" : "progress"}>
          {isBlocked ? t("states.blocked") : waitsForBank ? t("states.bank") : t(`states.${waiting.act}`)}
        </Tag>
      }
      rows={[
        { label: t("tranche.amount"), value: <Amount cents={tranche.amountCents} exact />, total: true },
      ]}
    >
      <p>{tranche.condition}</p>
      {!waiting.isMine && <p>{t("desk.waitsFor", { office: t(`offices.${waiting.act}`) })}</p>}
      {isBlocked && (
        <div className="mt-3">
          <Blocked
            title={t("desk.why")}
            rules={waiting.blockedBy}
            solutions={
              await solutionsFor({
                agreementId: one.agreementId,
                trancheId: tranche.id,
                previousTrancheId: one.previousTrancheId,
              })
            }
          />
        </div>
      )}
      {waitsForBank && !isBlocked && <p className="mt-2">{t("desk.noLine")}</p>}
      <p className="actions mt-3">
        <ButtonLink
          kind={waiting.isMine && !isBlocked && !waitsForBank ? "main" : "second"}
          href={`/tresorerie/tranches/${tranche.id}`}
        >
          {waiting.isMine && !isBlocked && !waitsForBank ? t(`acts.${waiting.act}`) : t("desk.open")}
          <span className="sr-only">
            {" "}
            : {t("desk.tranche", { label: labelOf(tranche.label), collective: file.collectiveName })}
          </span>
        </ButtonLink>
        {waitsForBank && !isBlocked && waiting.isMine && (
          <Link href="/tresorerie/releves">{t("desk.solveImport")}</Link>
        )}
      </p>
    </Receipt>
  );
}
