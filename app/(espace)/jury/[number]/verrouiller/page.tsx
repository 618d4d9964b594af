import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { MarksTable } from "#components/review/marks-table.tsx";
import { formatMean } from "#components/review/mean.ts";
import { Checkbox } from "#components/ui/fields.tsx";
import { Form } from "#components/ui/form.tsx";
import { BackLink } from "#components/ui/link.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { Page } from "#components/ui/page.tsx";
import { Receipt } from "#components/ui/receipt.tsx";
import { SubmitButton } from "#components/ui/submit-button.tsx";
import { currentLocale, localePath } from "#messages/server.ts";
import { api } from "#server/context.ts";
import { orNotFound } from "#server/page.ts";
import { lockReview } from "../../actions.ts";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("review.lock");
  return { title: t("title") };
}

export default async function LockPage({ params }: { params: Promise<{ number: string }> }) {
  const [{ number }, t, { lang }, caller] = await Promise.all([
    params,
    getTranslations("review"),
    currentLocale(),
    api(),
  ]);
  const file = await orNotFound(caller.review.file({ number }));
  const review = file.content?.review;
  // Nothing to lock: not begun, or locked already.
  if (!file.content || !review || review.lockedAt) redirect(await localePath(`/jury/${number}`));
  const { grid, unmarked } = file.content;
  return (
    <Page width="text" area="jury">
      <BackLink href={`/jury/${number}#note`}>{t("lock.change")}</BackLink>
      <h1>{t("lock.title")}</h1>
      <p className="lead mt-4">{t("lock.lead")}</p>
      <div className="mt-6">
        <Receipt
          number={file.number}
          title={file.title}
          rows={[
            {
              label: t("lock.mean"),
              value:
                review.meanHundredths === null
                  ? t("lock.noMean")
                  : t("meanOf3", { mean: formatMean(review.meanHundredths, lang) }),
              total: true,
            },
          ]}
        />
      </div>
      <div className="mt-8">
        <MarksTable caption={t("file.grid")} grid={grid} marks={review.marks} />
      </div>
      <h2 className="mt-8">{t("lock.reasons")}</h2>
      <p className="mt-2 whitespace-pre-line" dir="auto">
        {review.reasons || "–"}
      </p>
      <div className="mt-8 grid gap-6">
        {unmarked.length > 0 && (
          <Notice kind="warning">{t("lock.missing", { labels: unmarked.join(" · ") })}</Notice>
        )}
        <Form action={lockReview}>
          <input type="hidden" name="number" value={file.number} />
          <Checkbox name="confirmed" value="yes" label={t("lock.confirm")} />
          <SubmitButton kind="vote" icon="lock">
            {t("lock.lock")}
          </SubmitButton>
        </Form>
      </div>
    </Page>
  );
}
