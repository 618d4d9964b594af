import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { CodeField } from "#components/ui/fields.tsx";
import { Form } from "#components/ui/form.tsx";
import { BackLink, Link } from "#components/ui/link.tsx";
import { Page } from "#components/ui/page.tsx";
import { SubmitButton } from "#components/ui/submit-button.tsx";
import { Tag } from "#components/ui/tag.tsx";
import { FoundReceipt } from "#components/voting/found-receipt.tsx";
import { ManifestHash } from "#components/voting/manifest-hash.tsx";
import { api } from "#server/context.ts";
import { inGroups } from "#server/voting/crockford.ts";
import { findReceipt } from "./actions.ts";

/** Above this many, the list is read by the first character of the receipts. */
const ALL_AT_ONCE = 1_000;

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("voting.receipts");
  return { title: t("title") };
}

export default async function ReceiptsPage({ searchParams }: { searchParams: Promise<{ debut?: string }> }) {
  const [t, caller, { debut }] = await Promise.all([getTranslations("voting.receipts"), api(), searchParams]);
  const { poll } = await caller.voting.current();
  if (!poll)
    return (
      <Page width="text">
        <BackLink href="/voter">{t("back")}</BackLink>
        <h1>{t("title")}</h1>
        <p className="mt-4">{t("none")}</p>
      </Page>
    );
  const all = await caller.voting.receipts({ pollId: poll.id });
  const starts =
    all.length > ALL_AT_ONCE ? [...new Set(all.map(({ tracker }) => tracker.charAt(0)))].sort() : [];
  const start = starts.length === 0 ? "" : (debut ?? starts[0] ?? "");
  const shown = all.filter(({ tracker }) => tracker.startsWith(start));
  const sentence = (key: "isCounted" | "isReplaced" | "isUnknown") => t(key, { tracker: "{tracker}" });
  return (
    <Page>
      <BackLink href="/voter">{t("back")}</BackLink>
      <h1>{t("title")}</h1>
      <p className="lead mt-4">{t("lead")}</p>
      <div className="long-code mt-8 max-w-text">
        <Form action={findReceipt.bind(null, poll.id)}>
          <FoundReceipt
            sentences={{
              counted: sentence("isCounted"),
              replaced: sentence("isReplaced"),
              unknown: sentence("isUnknown"),
            }}
          />
          <CodeField name="tracker" label={t("search")} hint={t("searchHint")} />
          <SubmitButton icon="search">{t("find")}</SubmitButton>
        </Form>
      </div>
      <h2 className="mt-10">{all.length === 0 ? t("empty") : t("caption", { count: all.length })}</h2>
      {starts.length > 0 && (
        <nav aria-label={t("starts")} className="mt-3 flex flex-wrap gap-3">
          <span>{t("starts")}</span>
          {starts.map((letter) => (
            <Link
              key={letter}
              href={`/voter/recepisses?debut=${letter}`}
              aria-current={letter === start || undefined}
            >
              {letter}
            </Link>
          ))}
        </nav>
      )}
      <ul className="receipt-list mt-4">
        {shown.map(({ tracker, state }) => (
          <li key={tracker} id={tracker}>
            <bdi dir="ltr" className="tracker">
              {inGroups(tracker)}
            </bdi>
            <Tag tone={state === "counted" ? "done" : "neutral"}>{t(state)}</Tag>
          </li>
        ))}
      </ul>
      <div className="mt-10 max-w-text">
        <ManifestHash hash={poll.manifestHash} />
      </div>
    </Page>
  );
}
