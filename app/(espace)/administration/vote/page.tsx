import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { formatMean } from "#components/review/mean.ts";
import { DateText } from "#components/ui/date-text.tsx";
import { Checkbox, TextArea } from "#components/ui/fields.tsx";
import { Form } from "#components/ui/form.tsx";
import { formatNumber } from "#components/ui/format.ts";
import { BackLink, ButtonLink } from "#components/ui/link.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { Page } from "#components/ui/page.tsx";
import { Receipt } from "#components/ui/receipt.tsx";
import { SubmitButton } from "#components/ui/submit-button.tsx";
import { Table } from "#components/ui/table.tsx";
import { Tag, type Tone } from "#components/ui/tag.tsx";
import { currentLocale } from "#messages/server.ts";
import { type Api, api } from "#server/context.ts";
import { orNotFound } from "#server/page.ts";
import { findBureauKey } from "#server/voting/keyring.ts";
import type { PollState } from "#server/voting/model.ts";
import { closePoll, countPoll, openPoll } from "./actions.ts";

type Preparation = Awaited<ReturnType<Api["voting"]["preparation"]>>;
type Poll = NonNullable<Preparation["poll"]>;

const TONES: Record<PollState, Tone> = {
  before: "waiting",
  open: "progress",
  ended: "attention",
  closed: "attention",
  counted: "done",
};

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("voting.admin");
  return { title: t("title") };
}

export default async function VoteDeskPage() {
  const [t, fund, caller] = await Promise.all([
    getTranslations("voting.admin"),
    getTranslations("fund.admin"),
    api(),
  ]);
  const preparation = await orNotFound(caller.voting.preparation());
  const { call, poll } = preparation;
  return (
    <Page area="administration">
      <BackLink href="/administration">{fund("back")}</BackLink>
      <h1>{t("title")}</h1>
      <p className="lead mt-4">{t("lead")}</p>
      <div className="mt-8">
        {poll ? (
          <Opened poll={poll} />
        ) : call ? (
          <ToOpen preparation={preparation} />
        ) : (
          <Notice>{t("none")}</Notice>
        )}
      </div>
    </Page>
  );
}

/** Before the opening: what will be put to the vote, and the form that freezes it. */
async function ToOpen({ preparation }: { preparation: Preparation }) {
  const [t, { lang }] = await Promise.all([getTranslations("voting.admin"), currentLocale()]);
  const { candidates, call, edition, demoKeyList, phase } = preparation;
  const bureau = findBureauKey();
  if (!call) return null;
  const isReviewing = phase === "before" || phase === "submissions" || phase === "review";
  const meanOf = (hundredths: number | null) => {
    if (isReviewing) return t("sealed");
    return hundredths === null ? t("noMean") : formatMean(hundredths, lang);
  };
  return (
    <>
      {candidates.length === 0 ? (
        <p>{t("noCandidates")}</p>
      ) : (
        <Table
          caption={t("candidates")}
          stack
          columns={[
            { key: "name", head: t("name"), rowHead: true },
            { key: "number", head: t("number") },
            { key: "territory", head: t("territory") },
            { key: "readers", head: t("readers"), numeric: true },
            { key: "mean", head: t("mean"), numeric: true },
          ]}
          rows={candidates.map(({ initiativeId, number, title, territoryName, readers, meanHundredths }) => ({
            key: initiativeId,
            cells: {
              name: title,
              number,
              territory: territoryName,
              readers: formatNumber(readers, lang),
              mean: meanOf(meanHundredths),
            },
          }))}
        />
      )}
      <section aria-labelledby="ouvrir" className="mt-10 max-w-text">
        <h2 id="ouvrir">{t("openTitle")}</h2>
        <p className="mt-2">{t("openLead")}</p>
        <p className="mt-2">
          {t("window")} <DateText at={call.voteOpensAt} /> {t("to")} <DateText at={call.voteClosesAt} />.
        </p>
        <p className="mt-2">
          {t("minMean")} : <bdi>{formatMean(call.minMeanHundredths, lang)}</bdi>.
        </p>
        <p className="mt-2 text-slate">
          {t("edition")} :{" "}
          <bdi dir="ltr" className="hash">
            {edition.id}
          </bdi>
        </p>
        <div className="key-lists mt-6">
          <Form action={openPoll} initial={{ trusteeKeys: bureau?.publicKey ?? "", roll: demoKeyList }}>
            <input type="hidden" name="editionId" value={edition.id} />
            <TextArea
              name="trusteeKeys"
              label={t("keys")}
              hint={bureau ? `${t("keysHint")} ${t("keysDemo")}` : t("keysHint")}
              rows={3}
            />
            <TextArea
              name="roll"
              label={t("roll")}
              hint={demoKeyList ? `${t("rollHint")} ${t("rollDemo")}` : t("rollHint")}
              rows={6}
            />
            <Checkbox name="confirmed" value="yes" label={t("confirm")} />
            <SubmitButton kind="vote" icon="lock">
              {t("open")}
            </SubmitButton>
          </Form>
        </div>
      </section>
    </>
  );
}

/** From the opening on: where the vote stands, and the one next act. */
async function Opened({ poll }: { poll: Poll }) {
  const [t, states, { lang }] = await Promise.all([
    getTranslations("voting.admin"),
    getTranslations("voting.states"),
    currentLocale(),
  ]);
  const keepsKey = findBureauKey()?.publicKey === poll.trusteeKeys[0] && poll.trusteeKeys.length === 1;
  const figure = (value: number | null) => formatNumber(value ?? 0, lang);
  return (
    <div className="grid items-start gap-10 lg:grid-cols-2">
      <Receipt
        title={t("title")}
        state={<Tag tone={TONES[poll.state]}>{states(poll.state)}</Tag>}
        rows={[
          { label: t("opensAt"), value: <DateText at={poll.opensAt} /> },
          { label: t("closesAt"), value: <DateText at={poll.closesAt} /> },
          { label: t("locks"), value: figure(poll.trusteeKeys.length) },
          {
            label: t("hash"),
            value: (
              <bdi dir="ltr" className="hash">
                {poll.manifestHash}
              </bdi>
            ),
          },
          { label: t("boxes"), value: figure(poll.boxes), total: true },
        ]}
      />
      <section aria-labelledby="acte">
        {(poll.state === "before" || poll.state === "open") && (
          <>
            <h2 id="acte">{t("closeTitle")}</h2>
            <p className="mt-2">
              {t("notBefore")} <DateText at={poll.closesAt} />.
            </p>
            <p className="mt-4">
              <ButtonLink kind="second" href="/voter">
                {t("title")}
              </ButtonLink>
            </p>
          </>
        )}
        {poll.state === "ended" && (
          <>
            <h2 id="acte">{t("closeTitle")}</h2>
            <p className="mt-2 mb-4">{t("closeLead")}</p>
            <Form action={closePoll}>
              <input type="hidden" name="pollId" value={poll.id} />
              <SubmitButton kind="vote" icon="lock">
                {t("close")}
              </SubmitButton>
            </Form>
          </>
        )}
        {poll.state === "closed" && (
          <>
            <h2 id="acte">{t("countTitle")}</h2>
            <p className="mt-2 mb-4">{t("countLead")}</p>
            <Form action={countPoll}>
              <input type="hidden" name="pollId" value={poll.id} />
              {keepsKey ? (
                <p>{t("secretsDemo")}</p>
              ) : (
                <TextArea name="secrets" label={t("secrets")} hint={t("secretsHint")} rows={3} />
              )}
              <SubmitButton kind="vote" icon="ballot">
                {t("count")}
              </SubmitButton>
            </Form>
          </>
        )}
        {poll.state === "counted" && (
          <>
            <h2 id="acte">{t("countedTitle")}</h2>
            <dl className="receipt-rows mt-4">
              {(["counted", "blank", "rejected", "replaced"] as const).map((key) => (
                <div key={key}>
                  <dt>{t(key)}</dt>
                  <dd>{figure(poll[key])}</dd>
                </div>
              ))}
            </dl>
            <p className="mt-4">
              <ButtonLink kind="second" href="/voter/recepisses">
                {t("seeReceipts")}
              </ButtonLink>
            </p>
          </>
        )}
      </section>
    </div>
  );
}
