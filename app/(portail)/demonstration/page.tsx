import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { enterAs } from "#app/(espace)/connexion/actions.ts";
import { DemoDoors } from "#components/accounts/demo-doors.tsx";
import { DateField } from "#components/ui/fields.tsx";
import { Form } from "#components/ui/form.tsx";
import { dateValues } from "#components/ui/form-state.ts";
import { formatWeekday } from "#components/ui/format.ts";
import { Link } from "#components/ui/link.tsx";
import { Page } from "#components/ui/page.tsx";
import { SubmitButton } from "#components/ui/submit-button.tsx";
import { currentLocale } from "#messages/server.ts";
import { api } from "#server/context.ts";
import { civilDateOf } from "#server/kernel/dates.ts";
import { moveCalendar } from "./actions.ts";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("accounts.demo");
  return { title: t("title") };
}

export default async function DemoPage() {
  const [t, { lang }, caller] = await Promise.all([getTranslations("accounts.demo"), currentLocale(), api()]);
  const demo = await caller.accounts.demo();
  if (!demo) notFound();
  return (
    <Page>
      <h1>{t("title")}</h1>
      <p className="lead mt-4">{t("lead")}</p>
      <p className="mt-4">
        <Link href="/demonstration/courrier">{t("readMail")}</Link>
      </p>
      <section aria-labelledby="calendar" className="mt-12">
        <h2 id="calendar">{t("calendarTitle")}</h2>
        <p className="mt-2">{t("calendarLead", { date: formatWeekday(demo.now, lang) })}</p>
        <Form action={moveCalendar} id="calendar-form" initial={dateValues("on", civilDateOf(demo.now))}>
          <DateField name="on" label={t("day")} />
          <SubmitButton kind="second">{t("move")}</SubmitButton>
        </Form>
      </section>
      <p className="mt-8">
        <Link href="/voter">{t("codesLink")}</Link>
      </p>
      <DemoDoors enterAs={enterAs} />
    </Page>
  );
}
