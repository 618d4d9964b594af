import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { Amount } from "#components/ui/amount.tsx";
import { DateText } from "#components/ui/date-text.tsx";
import { FileField } from "#components/ui/fields.tsx";
import { Form } from "#components/ui/form.tsx";
import { BackLink, Link } from "#components/ui/link.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { Page } from "#components/ui/page.tsx";
import { SubmitButton } from "#components/ui/submit-button.tsx";
import { Table } from "#components/ui/table.tsx";
import { api } from "#server/context.ts";
import { orNotFound } from "#server/page.ts";
import { importStatement } from "../actions.ts";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("treasury.statements");
  return { title: t("title") };
}

/** The bank statements taken in, and the form to take in one more. */
export default async function StatementsPage() {
  const [t, caller] = await Promise.all([getTranslations("treasury"), api()]);
  const statements = await orNotFound(caller.treasury.statements());
  const demo = await caller.accounts.demo();
  return (
    <Page area="treasury">
      <BackLink href="/tresorerie">{t("agreement.back")}</BackLink>
      <h1>{t("statements.title")}</h1>
      <p className="lead mt-4">{t("statements.lead")}</p>
      <section aria-labelledby="import" className="mt-10">
        <h2 id="import">{t("statements.import")}</h2>
        {demo && (
          <p className="mt-2">
            <a href="/demonstration/releve.xml" download>
              {t("statements.demo")}
            </a>
          </p>
        )}
        <div className="mt-4">
          <Form action={importStatement}>
            <FileField
              name="file"
              accept=".xml,application/xml,text/xml"
              label={t("statements.file")}
              hint={t("statements.fileHint")}
            />
            <div className="actions">
              <SubmitButton>{t("statements.submit")}</SubmitButton>
            </div>
          </Form>
        </div>
      </section>
      <section className="mt-12">
        <h2>{t("statements.list")}</h2>
        <div className="mt-4">
          {statements.length === 0 ? (
            <Notice>{t("statements.none")}</Notice>
          ) : (
            <Table
              stack
              captionHidden
              caption={t("statements.list")}
              columns={[
                { key: "name", head: t("statements.name"), rowHead: true },
                { key: "account", head: t("statements.account") },
                { key: "at", head: t("statements.importedAt") },
                { key: "opening", head: t("statements.opening"), numeric: true },
                { key: "closing", head: t("statements.closing"), numeric: true },
                { key: "toMatch", head: t("statements.toMatch"), numeric: true },
              ]}
              rows={statements.map((statement) => ({
                key: statement.id,
                cells: {
                  name: (
                    <Link href={`/tresorerie/releves/${statement.id}`}>
                      <bdi>{statement.statementId}</bdi>
                    </Link>
                  ),
                  account: <bdi>{masked(statement.accountIban)}</bdi>,
                  at: <DateText at={statement.importedAt} />,
                  opening: <Amount cents={statement.openingCents} exact />,
                  closing: <Amount cents={statement.closingCents} exact />,
                  toMatch: statement.unmatchedOut,
                },
              }))}
            />
          )}
        </div>
      </section>
    </Page>
  );
}

/** The first and last characters are enough to know one's own account; a screen is looked at over a shoulder. */
function masked(iban: string): string {
  return `${iban.slice(0, 4)} … ${iban.slice(-4)}`;
}
