import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getFormatter, getTranslations } from "next-intl/server";
import { DemoDoors } from "#components/accounts/demo-doors.tsx";
import { Details } from "#components/ui/details.tsx";
import { DateField } from "#components/ui/fields.tsx";
import { Form } from "#components/ui/form.tsx";
import { dateValues } from "#components/ui/form-state.ts";
import { Link } from "#components/ui/link.tsx";
import { Page } from "#components/ui/page.tsx";
import { SubmitButton } from "#components/ui/submit-button.tsx";
import { Table } from "#components/ui/table.tsx";
import { api } from "#server/context.ts";
import { civilDateOf } from "#server/kernel/dates.ts";
import { moveCalendar } from "./actions.ts";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("accounts.demo");
  return { title: t("title") };
}

export default async function DemoPage() {
  const [t, format, caller] = await Promise.all([getTranslations("accounts.demo"), getFormatter(), api()]);
  const demo = await caller.accounts.demo();
  if (!demo) notFound();
  const current = await caller.fund.current();
  const codes = current ? await caller.voting.demoLetters({ editionId: current.edition.id }) : [];
  return (
    <Page>
      <h1>{t("title")}</h1>
      <p className="lead">{t("lead")}</p>
      <p className="mt-4">
        <Link href="/demonstration/courrier">{t("readMail")}</Link>
      </p>
      <section aria-labelledby="calendar" className="mt-12">
        <h2 id="calendar">{t("calendarTitle")}</h2>
        <p className="mt-2">
          {t("calendarLead", { date: format.dateTime(demo.now, { dateStyle: "full" }) })}
        </p>
        <Form action={moveCalendar} id="calendar-form" initial={dateValues("on", civilDateOf(demo.now))}>
          <DateField name="on" label={t("day")} />
          <SubmitButton kind="second">{t("move")}</SubmitButton>
        </Form>
      </section>
      {codes.length > 0 && (
        <section aria-labelledby="codes" className="mt-12">
          <h2 id="codes">{t("codesTitle")}</h2>
          <p className="mt-2">{t("codesLead")}</p>
          <Details summary={t("codesCaption")}>
            <Table
              caption={t("codesCaption")}
              captionHidden
              columns={[
                { key: "resident", head: t("resident"), rowHead: true },
                { key: "code", head: t("code") },
              ]}
              rows={codes.map(({ residentName, code }) => ({
                key: code,
                cells: {
                  resident: <bdi>{residentName}</bdi>,
                  code: <bdi className="font-figure">{code}</bdi>,
                },
              }))}
            />
          </Details>
        </section>
      )}
      <DemoDoors />
    </Page>
  );
}
