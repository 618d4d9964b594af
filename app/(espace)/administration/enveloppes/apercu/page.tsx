import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { HiddenInputs } from "#components/fund/hidden-inputs.tsx";
import { Amount } from "#components/ui/amount.tsx";
import { Form } from "#components/ui/form.tsx";
import { formatCents, formatNumber } from "#components/ui/format.ts";
import { Link } from "#components/ui/link.tsx";
import { Page } from "#components/ui/page.tsx";
import { Receipt } from "#components/ui/receipt.tsx";
import { SubmitButton } from "#components/ui/submit-button.tsx";
import { Table } from "#components/ui/table.tsx";
import { currentLocale } from "#messages/server.ts";
import { api } from "#server/context.ts";
import { Problems, tried } from "../../tried.tsx";
import { adoptSplit } from "../actions.ts";
import { asQuery, type Query, splitInput, typedIn } from "../query.ts";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("fund.split");
  return { title: t("previewTitle") };
}

export default async function SplitPreviewPage({ searchParams }: { searchParams: Query }) {
  const [t, { lang }, caller, typed] = await Promise.all([
    getTranslations("fund"),
    currentLocale(),
    api(),
    typedIn(searchParams),
  ]);
  const back = `/administration/enveloppes?${asQuery(typed)}`;
  const asked = await tried(caller.fund.previewSplit(splitInput(typed)));
  if ("problems" in asked)
    return (
      <Page width="text" area="administration">
        <h1>{t("split.wrong")}</h1>
        <Problems problems={asked.problems} back={back} label={t("split.change")} />
      </Page>
    );
  const { endowmentCents, shares, parts } = asked.answer;
  const isReplacing = ((await caller.fund.current())?.envelopes.length ?? 0) > 0;
  const key = parts.at(-1)?.splitKey ?? "equal";
  const territoriesCents = shares.reduce((sum, share) => sum + share.amountCents, 0);
  const byHand = key === "by_hand";
  return (
    <Page area="administration">
      <h1>{t("split.previewTitle")}</h1>
      <p className="lead mt-4">{t("split.previewLead")}</p>
      <div className="mt-8 grid gap-10">
        <Table
          stack
          caption={t("split.sharesCaption", {
            amount: formatCents(territoriesCents, lang, true),
            key: t(`keys.${key}`),
          })}
          columns={[
            { key: "name", head: t("split.territory"), rowHead: true },
            ...(byHand
              ? []
              : [
                  { key: "weight", head: t("split.weight"), numeric: true },
                  { key: "remainder", head: t("split.remainder"), numeric: true },
                  { key: "place", head: t("split.place"), numeric: true },
                  { key: "cent", head: t("split.cent") },
                ]),
            { key: "amount", head: t("split.amount"), numeric: true },
          ]}
          rows={shares.map((share) => ({
            key: share.territoryId,
            cells: {
              name: <bdi>{share.name}</bdi>,
              weight: <bdi>{formatNumber(share.weight, lang)}</bdi>,
              remainder: (
                <bdi dir="ltr">
                  {formatNumber(share.remainder, lang)} / {formatNumber(share.weightsTotal, lang)}
                </bdi>
              ),
              place: share.place,
              cent: t(share.gotCent ? "split.centYes" : "split.centNo"),
              amount: <Amount cents={share.amountCents} exact />,
            },
          }))}
        />
        {!byHand && <p className="max-w-text">{t("split.tie")}</p>}
        <div className="max-w-text">
          <Receipt
            title={t("split.tree")}
            rows={[
              ...parts
                .filter(({ parent }) => parent === 0)
                .map((part) => ({
                  label: t(`kinds.${part.kind}`),
                  value: <Amount cents={part.amountCents} exact />,
                })),
              { label: t("kinds.root"), value: <Amount cents={endowmentCents} exact />, total: true },
            ]}
          />
        </div>
        <div className="max-w-text">
          <Form action={adoptSplit}>
            <HiddenInputs values={typed} />
            {isReplacing && <p>{t("split.replace")}</p>}
            <div className="actions">
              <SubmitButton>{t("split.adopt")}</SubmitButton>
              <Link href={back}>{t("split.change")}</Link>
            </div>
          </Form>
        </div>
      </div>
    </Page>
  );
}
