import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { leave } from "#app/(espace)/connexion/actions.ts";
import { TextField } from "#components/ui/fields.tsx";
import { Form } from "#components/ui/form.tsx";
import { ButtonLink, Link } from "#components/ui/link.tsx";
import { Page } from "#components/ui/page.tsx";
import { SubmitButton } from "#components/ui/submit-button.tsx";
import { localePath } from "#messages/server.ts";
import { api } from "#server/context.ts";
import { rename } from "./actions.ts";

const ROOMS = {
  administrator: "/administration",
  officer: "/instruction",
  juror: "/jury",
  authorising_officer: "/tresorerie",
  treasurer: "/tresorerie",
} as const;

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("accounts.account");
  return { title: t("title") };
}

export default async function AccountPage() {
  const [t, fund, caller] = await Promise.all([getTranslations("accounts"), getTranslations("fund"), api()]);
  const me = await caller.accounts.me();
  if (!me) redirect(await localePath("/connexion"));
  const roles = [...new Set(me.roles.map(({ role }) => role))];
  return (
    <Page width="text">
      <h1>{me.name ? t("account.hello", { name: me.name }) : t("account.welcome")}</h1>
      <p className="mt-4">
        {t("account.email")} : <bdi>{me.email}</bdi>
      </p>
      {roles.length > 0 && (
        <section aria-labelledby="offices" className="mt-10">
          <h2 id="offices">{t("account.offices")}</h2>
          <ul className="mt-3 grid gap-2">
            {roles.map((role) => (
              <li key={role}>
                <Link href={ROOMS[role]}>{t("account.open", { room: t(`account.rooms.${role}`) })}</Link> (
                {t(`roles.${role}`)})
              </li>
            ))}
            {roles.includes("authorising_officer") && (
              <li>
                <Link href="/administration/verification">{fund("verify.titleNone")}</Link>
              </li>
            )}
            {roles.includes("authorising_officer") && (
              <li>
                <Link href="/administration/attribution">{t("account.adoption")}</Link>
              </li>
            )}
          </ul>
        </section>
      )}
      {me.collectiveIds.length > 0 && (
        <p>
          <ButtonLink href="/collectif">
            {t("account.open", { room: t("account.rooms.collective") })}
          </ButtonLink>
        </p>
      )}
      {roles.length === 0 && me.collectiveIds.length === 0 && (
        <>
          <p>{t("account.noOffice")}</p>
          <p>
            <ButtonLink href="/deposer">{t("account.deposit")}</ButtonLink>
          </p>
        </>
      )}
      <section aria-labelledby="name" className="mt-10">
        <h2 id="name">{t("account.name")}</h2>
        <Form action={rename} id="rename" initial={{ name: me.name }}>
          <TextField name="name" autoComplete="name" label={t("account.name")} hint={t("account.nameLead")} />
          <SubmitButton kind="second">{t("account.saveName")}</SubmitButton>
        </Form>
      </section>
      <Form action={leave} id="leave">
        <SubmitButton kind="second">{t("account.leave")}</SubmitButton>
      </Form>
    </Page>
  );
}
