import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getFormatter, getTranslations } from "next-intl/server";
import { DemoDoors } from "#components/accounts/demo-doors.tsx";
import { DateField } from "#components/ui/fields.tsx";
import { Form } from "#components/ui/form.tsx";
import { dateValues } from "#components/ui/form-state.ts";
import { Link } from "#components/ui/link.tsx";
import { Page } from "#components/ui/page.tsx";
import { SubmitButton } from "#components/ui/submit-button.tsx";
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
  return (
    <Page>
      <h1>{t("title")}</h1>
      <p>{t("lead")}</p>
      <p>
        <Link href="/demonstration/courrier">{t("readMail")}</Link>
      </p>
      <section aria-labelledby="calendar">
        <h2 id="calendar">{t("calendarTitle")}</h2>
        <p>{t("calendarLead", { date: format.dateTime(demo.now, { dateStyle: "full" }) })}</p>
        <Form action={moveCalendar} id="calendar-form" initial={dateValues("on", civilDateOf(demo.now))}>
          <DateField name="on" label={t("day")} />
          <SubmitButton kind="second">{t("move")}</SubmitButton>
        </Form>
      </section>
      <DemoDoors />
    </Page>
  );
}
