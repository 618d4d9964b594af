import { getTranslations } from "next-intl/server";
import { enterAs } from "#app/(espace)/connexion/actions.ts";
import { Details } from "#components/ui/details.tsx";
import { Form } from "#components/ui/form.tsx";
import { SubmitButton } from "#components/ui/submit-button.tsx";
import { api } from "#server/context.ts";

type Door = { email: string; name: string; part: string };

/** The collective whose two members lead the story: their doors stand with the team's. */
const LEADING_COLLECTIVE = "Les jardins de la Goutte d’Or";

/** «Entrer comme…» for each person of the story; nothing at all in a real fund (ACC-1). */
export async function DemoDoors() {
  const [t, caller] = await Promise.all([getTranslations("accounts"), api()]);
  const demo = await caller.accounts.demo();
  if (!demo) return null;
  const team = demo.officers.map((officer) => ({
    email: officer.email,
    name: officer.personName,
    part: t(`roles.${officer.role}`),
  }));
  const members = demo.members.map((member) => ({
    isLeading: member.collectiveName === LEADING_COLLECTIVE,
    email: member.email,
    name: member.personName,
    part: t("memberOf", { part: t(`members.${member.role}`), collective: member.collectiveName }),
  }));
  const first = [...members.filter(({ isLeading }) => isLeading), ...team];
  const others = members.filter(({ isLeading }) => !isLeading);
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
