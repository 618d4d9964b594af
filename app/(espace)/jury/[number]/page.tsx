import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { FileContent } from "#components/review/file-content.tsx";
import { MarksTable } from "#components/review/marks-table.tsx";
import { formatMean } from "#components/review/mean.ts";
import { ReadingTag } from "#components/review/reading-tag.tsx";
import { Amount } from "#components/ui/amount.tsx";
import { DateText } from "#components/ui/date-text.tsx";
import { Details } from "#components/ui/details.tsx";
import { Radios, TextArea } from "#components/ui/fields.tsx";
import { Form } from "#components/ui/form.tsx";
import { BackLink } from "#components/ui/link.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { Page } from "#components/ui/page.tsx";
import { Receipt } from "#components/ui/receipt.tsx";
import { SubmitButton } from "#components/ui/submit-button.tsx";
import { currentLocale } from "#messages/server.ts";
import { type Api, api } from "#server/context.ts";
import { orNotFound } from "#server/page.ts";
import { INTERESTS, MAX_REASONS, markName } from "#server/review/model.ts";
import { declareInterest, saveReview } from "../actions.ts";

type Props = { params: Promise<{ number: string }>; searchParams: Promise<{ enregistre?: string }> };
type File = Awaited<ReturnType<Api["review"]["file"]>>;
type Content = NonNullable<File["content"]>;

const readFile = async (number: string) => orNotFound((await api()).review.file({ number }));

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const [t, { number }] = await Promise.all([getTranslations("review"), params]);
  const file = await readFile(number);
  return {
    title: file.content ? t("file.title", { number: file.number, title: file.title }) : t("gate.title"),
  };
}

export default async function FilePage({ params, searchParams }: Props) {
  const [{ number }, { enregistre }] = await Promise.all([params, searchParams]);
  const file = await readFile(number);
  if (!file.content) return <Gate file={file} />;
  return file.content.review?.lockedAt ? (
    <Locked file={file} content={file.content} />
  ) : (
    <Reading file={file} content={file.content} justSaved={enregistre !== undefined} />
  );
}

async function Cover({ file, requestedCents }: { file: File; requestedCents?: number }) {
  const t = await getTranslations("review.file");
  return (
    <Receipt
      number={file.number}
      title={file.title}
      state={<ReadingTag reading={file.reading} />}
      rows={[
        ...(file.collectiveName ? [{ label: t("collective"), value: <bdi>{file.collectiveName}</bdi> }] : []),
        { label: t("territory"), value: file.territoryName },
        ...(requestedCents === undefined
          ? []
          : [{ label: t("asked"), value: <Amount cents={requestedCents} />, total: true }]),
      ]}
    />
  );
}

/** The question before the file: only what is needed to answer it is shown. */
async function Gate({ file }: { file: File }) {
  const t = await getTranslations("review");
  return (
    <Page width="text" area="jury">
      <BackLink href="/jury">{t("gate.back")}</BackLink>
      <h1>{t("gate.title")}</h1>
      <p className="lead mt-4">{t("gate.lead")}</p>
      <div className="mt-6">
        <Cover file={file} />
      </div>
      <div className="mt-8">
        {file.mayWrite ? (
          <Form action={declareInterest}>
            <input type="hidden" name="number" value={file.number} />
            <Radios
              name="interest"
              label={t("gate.question")}
              why={t("gate.why")}
              options={INTERESTS.map((value) => ({ value, label: t(`interests.${value}`) }))}
            />
            <SubmitButton>{t("gate.answer")}</SubmitButton>
          </Form>
        ) : (
          <Notice>{t("file.closed")}</Notice>
        )}
      </div>
    </Page>
  );
}

async function Reading({ file, content, justSaved }: { file: File; content: Content; justSaved: boolean }) {
  const t = await getTranslations("review");
  const { grid, review } = content;
  const marked = (review?.marks ?? []).map(({ criterion, mark }) => [
    markName(criterion),
    String(mark ?? "unknown"),
  ]);
  return (
    <Page area="jury">
      <BackLink href="/jury">{t("file.back")}</BackLink>
      <h1>{file.title}</h1>
      <div className="mt-6 grid grid-cols-1 items-start gap-10 lg:grid-cols-2">
        <div>
          <Cover file={file} requestedCents={content.requestedCents} />
          <div className="mt-8">
            <FileContent answers={content.answers} forecast={content.forecast} />
          </div>
        </div>
        <section id="note" aria-labelledby="ma-note">
          <h2 id="ma-note">{t("file.grid")}</h2>
          {justSaved && (
            <div className="mt-4">
              <Notice kind="success" live>
                {t("file.saved")}
              </Notice>
            </div>
          )}
          {file.mayWrite ? (
            <>
              <p className="mt-2">
                {t("file.gridLead")} {t("queue.until")} <DateText at={file.reviewClosesAt} />.
              </p>
              <div className="mt-6">
                <Form
                  action={saveReview}
                  initial={{ ...Object.fromEntries(marked), reasons: review?.reasons ?? "" }}
                >
                  <input type="hidden" name="number" value={file.number} />
                  {grid.map(({ key, label, weight, anchors }) => (
                    <Radios
                      key={key}
                      name={markName(key)}
                      label={
                        <span lang="fr" dir="ltr">
                          {label}
                        </span>
                      }
                      hint={t("file.weight", { weight })}
                      options={[
                        ...anchors.map((anchor, mark) => ({
                          value: String(mark),
                          label: (
                            <>
                              <b className="font-figure">{mark}</b> –{" "}
                              <span lang="fr" dir="ltr">
                                {anchor}
                              </span>
                            </>
                          ),
                        })),
                        { value: "unknown", label: t("unknown") },
                      ]}
                    />
                  ))}
                  <TextArea
                    name="reasons"
                    label={t("file.reasons")}
                    hint={t("file.reasonsHint")}
                    rows={6}
                    maxCharacters={MAX_REASONS}
                  />
                  <div className="actions">
                    <SubmitButton kind="second">{t("file.save")}</SubmitButton>
                    <SubmitButton name="then" value="lock" icon="lock">
                      {t("file.saveAndCheck")}
                    </SubmitButton>
                  </div>
                </Form>
              </div>
              <div className="mt-10">
                <Details summary={t("file.interest")}>
                  <p className="mb-4">{t("file.interestText")}</p>
                  <Form action={declareInterest} id="lien">
                    <input type="hidden" name="number" value={file.number} />
                    <Radios
                      name="interest"
                      label={t("gate.question")}
                      options={INTERESTS.filter((value) => value !== "none").map((value) => ({
                        value,
                        label: t(`interests.${value}`),
                      }))}
                    />
                    <SubmitButton kind="second">{t("file.declareIt")}</SubmitButton>
                  </Form>
                </Details>
              </div>
            </>
          ) : (
            <>
              <div className="mt-4">
                <Notice>{t("file.closed")}</Notice>
              </div>
              {review && (
                <div className="mt-4">
                  <MarksTable caption={t("file.grid")} grid={grid} marks={review.marks} />
                </div>
              )}
            </>
          )}
        </section>
      </div>
    </Page>
  );
}

async function Locked({ file, content }: { file: File; content: Content }) {
  const [t, { lang }] = await Promise.all([getTranslations("review"), currentLocale()]);
  const { grid, review, others } = content;
  if (!review?.lockedAt) return null;
  const mean = (hundredths: number | null) =>
    hundredths === null ? t("lock.noMean") : t("meanOf3", { mean: formatMean(hundredths, lang) });
  return (
    <Page area="jury">
      <BackLink href="/jury">{t("locked.next")}</BackLink>
      <h1>{t("locked.title")}</h1>
      <p className="lead mt-4">{t("locked.lead")}</p>
      <div className="mt-6 grid grid-cols-1 items-start gap-10 lg:grid-cols-2">
        <div>
          <Receipt
            number={file.number}
            title={file.title}
            state={<ReadingTag reading={file.reading} />}
            rows={[
              { label: t("locked.at"), value: <DateText at={review.lockedAt} /> },
              { label: t("lock.mean"), value: mean(review.meanHundredths), total: true },
            ]}
          >
            <p className="whitespace-pre-line" dir="auto">
              {review.reasons}
            </p>
          </Receipt>
          <h2 className="mt-8">{t("locked.own")}</h2>
          <div className="mt-4">
            <MarksTable caption={t("locked.own")} grid={grid} marks={review.marks} />
          </div>
        </div>
        <section aria-labelledby="autres">
          <h2 id="autres">{t("locked.others")}</h2>
          {others === null || others.reviews.length === 0 ? (
            <p className="mt-4">{t("locked.noOthers")}</p>
          ) : (
            <>
              <p className="mt-2">{t("locked.othersLead")}</p>
              {others.meanHundredths !== null && (
                <p className="mt-4">
                  {t("locked.mean")} : <b className="font-figure">{mean(others.meanHundredths)}</b>
                </p>
              )}
              <div className="mt-4 grid grid-cols-1 gap-6">
                {others.reviews.map((other) => (
                  <Details
                    key={other.reader}
                    summary={`${t("locked.reader", { n: other.reader })} – ${mean(other.meanHundredths)}`}
                    open
                  >
                    <p className="mb-4 whitespace-pre-line" dir="auto">
                      {other.reasons}
                    </p>
                    <MarksTable
                      caption={t("locked.reader", { n: other.reader })}
                      grid={grid}
                      marks={other.marks}
                    />
                  </Details>
                ))}
              </div>
            </>
          )}
          <div className="mt-10">
            <Details summary={t("file.idea")}>
              <FileContent answers={content.answers} forecast={content.forecast} />
            </Details>
          </div>
        </section>
      </div>
    </Page>
  );
}
