import { randomInt } from "node:crypto";
import type { Metadata } from "next";
import { headers } from "next/headers";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { Amount } from "#components/ui/amount.tsx";
import { Form } from "#components/ui/form.tsx";
import { formatInstant } from "#components/ui/format.ts";
import { BackLink } from "#components/ui/link.tsx";
import { Page } from "#components/ui/page.tsx";
import { type BallotChoice, BallotSteps } from "#components/voting/ballot-steps.tsx";
import { DemoLetters } from "#components/voting/demo-letters.tsx";
import { ManifestHash } from "#components/voting/manifest-hash.tsx";
import { VoteClosed } from "#components/voting/vote-closed.tsx";
import { currentLocale, localePath } from "#messages/server.ts";
import { api } from "#server/context.ts";
import { stepBallot } from "./actions.ts";

type Props = { params: Promise<{ territoire: string }> };

async function readBallot(slug: string) {
  const { poll, edition } = await (await api()).voting.current();
  const territory = poll?.territories.find((place) => place.slug === slug);
  if (!poll || !territory) notFound();
  return { poll, edition, territory };
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const [t, { territoire }] = await Promise.all([getTranslations("voting.ballot"), params]);
  const { territory } = await readBallot(territoire);
  return { title: t("title", { territory: territory.name }) };
}

/**
 * The numbers in an order of chance: nobody's initiative is first for everybody. Drawn anew each time the page is rendered, which
 * visitors of the same few seconds share; then it travels in the form and stays the voter's own.
 */
function drawOrder(numbers: readonly number[]): number[] {
  const drawn = [...numbers];
  for (let left = drawn.length; left > 1; left--) {
    const taken = drawn.splice(randomInt(left), 1);
    drawn.push(...taken);
  }
  return drawn;
}

export default async function BallotPage({ params }: Props) {
  const [{ territoire }, t, { lang }, incoming] = await Promise.all([
    params,
    getTranslations("voting"),
    currentLocale(),
    headers(),
  ]);
  const { poll, edition, territory } = await readBallot(territoire);
  if (poll.state !== "open")
    return (
      <Page width="text">
        <BackLink href="/voter">{t("receipts.back")}</BackLink>
        <VoteClosed poll={poll} level={1} />
      </Page>
    );
  const caller = await api();
  const said = await caller.voting.summaries({ pollId: poll.id, territorySlug: territory.slug });
  const choices: BallotChoice[] = territory.choices.map((choice) => ({
    number: choice.number,
    title: choice.title,
    amount: <Amount cents={choice.requestedCents} />,
    by: choice.collectiveName && t("ballot.by", { name: choice.collectiveName }),
    summary: said.find(({ number }) => number === choice.number)?.summary ?? "",
  }));
  const max = poll.maxChoices;
  const scheme = incoming.get("x-forwarded-proto") === "https" ? "https" : "http";
  return (
    <Page width="text">
      <div className="ballot long-code">
        <BackLink href="/voter">{t("bar.leave")}</BackLink>
        <Form
          action={stepBallot.bind(null, poll.id, territory.slug)}
          id="bulletin"
          initial={{ step: "choose", order: drawOrder(choices.map(({ number }) => number)).join(",") }}
        >
          <BallotSteps
            title={t("ballot.title", { territory: territory.name })}
            choices={choices}
            manifestHash={poll.manifestHash}
            listHref={await localePath("/voter/recepisses")}
            origin={`${scheme}://${incoming.get("host") ?? "localhost"}`}
            strings={{
              rule: t("ballot.rule", { max }),
              order: t("ballot.order"),
              legend: t("ballot.legend"),
              asked: t("ballot.asked"),
              more: t("ballot.more"),
              check: t("ballot.check"),
              barChoose: t("bar.choose"),
              barIdentify: t("bar.identify"),
              chosen: Array.from({ length: choices.length + 1 }, (_, count) =>
                t("bar.chosen", { count, max }),
              ),
              recapTitle: t("recap.title"),
              recapChosen: t("recap.chosen"),
              blank: t("recap.blank"),
              code: t("recap.code"),
              codeHint: t("recap.codeHint"),
              codeWhy: t("recap.codeWhy"),
              change: t("recap.change"),
              cast: t("recap.cast"),
              sealing: t("recap.sealing"),
              receiptTitle: t("receipt.title"),
              receiptHeading: t("receipt.heading"),
              receiptState: t("receipt.state"),
              receiptLead: t("receipt.lead"),
              replaced: t("receipt.replaced"),
              tracker: t("receipt.tracker"),
              poll: t("receipt.poll"),
              pollName: edition?.name ?? "",
              rank: t("receipt.rank"),
              sealed: t("receipt.sealed"),
              sealedBy: t("receipt.sealedBy.server"),
              manifest: t("receipt.manifest"),
              qr: t("receipt.qr"),
              list: t("receipt.list"),
              print: t("receipt.print"),
              changeMind: `${t("receipt.change")} ${formatInstant(poll.closesAt, lang)}.`,
            }}
          />
        </Form>
        <div className="no-print mt-10 grid gap-6">
          <DemoLetters editionId={edition?.id ?? null} territoryIds={[territory.id]} />
          <ManifestHash hash={poll.manifestHash} />
        </div>
      </div>
    </Page>
  );
}
