import { getTranslations } from "next-intl/server";
import { enterAs } from "#app/(espace)/connexion/actions.ts";
import { Form } from "#components/ui/form.tsx";
import { SubmitButton } from "#components/ui/submit-button.tsx";
import { api } from "#server/context.ts";

/** «Entrer comme…» for each person of the story; nothing at all in a real fund (ACC-1). */
export async function DemoDoors() {
  const [t, caller] = await Promise.all([getTranslations("accounts"), api()]);
  const demo = await caller.accounts.demo();
  if (!demo) return null;
  const doors = new Map<string, { name: string; part: string }>();
  for (const officer of demo.officers)
    doors.set(officer.email, { name: officer.personName, part: t(`roles.${officer.role}`) });
  for (const member of demo.members)
    if (!doors.has(member.email))
      doors.set(member.email, {
        name: member.personName,
        part: t("memberOf", { part: t(`members.${member.role}`), collective: member.collectiveName }),
      });
  return (
    <section aria-labelledby="demo-doors">
      <h2 id="demo-doors">{t("demo.doorsTitle")}</h2>
      <p>{t("demo.doorsLead")}</p>
      <ul className="grid gap-3 sm:grid-cols-2">
        {[...doors].map(([email, { name, part }]) => (
          <li key={email}>
            <Form action={enterAs} id={`door-${email.replace(/[^a-z]/g, "-")}`}>
              <input type="hidden" name="email" value={email} />
              <SubmitButton kind="second">{t("demo.enterAs", { name })}</SubmitButton>
              <p className="text-ardoise">{part}</p>
            </Form>
          </li>
        ))}
      </ul>
    </section>
  );
}
