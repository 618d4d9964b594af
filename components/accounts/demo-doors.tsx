import { getTranslations } from "next-intl/server";
import { Details } from "#components/ui/details.tsx";
import { Form } from "#components/ui/form.tsx";
import type { FormAction } from "#components/ui/form-state.ts";
import { SubmitButton } from "#components/ui/submit-button.tsx";
import { api } from "#server/context.ts";

type Door = { email: string; name: string; part: string };

/** How many residents stand beside the team: the two who lead the story. */
const LEADING_RESIDENTS = 2;

/** «Entrer comme…» for each person of the story, by the action given; nothing at all in a real fund (ACC-1). */
export async function DemoDoors({ enterAs }: { enterAs: FormAction }) {
  const [t, caller] = await Promise.all([getTranslations("accounts"), api()]);
  const demo = await caller.accounts.demo();
  if (!demo) return null;
  const team = demo.officers.map((officer) => ({
    email: officer.email,
    name: officer.personName,
    part: t(`roles.${officer.role}`),
  }));
  const residents = demo.persons
    .filter((person) => !team.some(({ email }) => email === person.email))
    .map(({ email, personName, role, collectiveName }) => ({
      email,
      name: personName || email,
      part:
        role && collectiveName
          ? t("memberOf", { part: t(`members.${role}`), collective: collectiveName })
          : t("resident"),
    }));
  const first = [...team, ...residents.slice(0, LEADING_RESIDENTS)];
  const others = residents.slice(LEADING_RESIDENTS);
  return (
    <section aria-labelledby="demo-doors" className="mt-12">
      <h2 id="demo-doors">{t("demo.doorsTitle")}</h2>
      <p className="mt-2">{t("demo.doorsLead")}</p>
      <Form action={enterAs} id="doors">
        <Doors doors={first} />
        {others.length > 0 && (
          <Details summary={t("demo.otherDoors")}>
            <Doors doors={others} />
          </Details>
        )}
      </Form>
    </section>
  );
}

async function Doors({ doors }: { doors: readonly Door[] }) {
  const t = await getTranslations("accounts.demo");
  return (
    <ul className="mt-4 grid gap-x-6 gap-y-4 sm:grid-cols-2 lg:grid-cols-3">
      {doors.map(({ email, name, part }) => (
        <li key={email}>
          <SubmitButton kind="second" name="email" value={email}>
            {t("enterAs", { name })}
          </SubmitButton>
          <p className="mt-1 text-caption text-slate">{part}</p>
        </li>
      ))}
    </ul>
  );
}
