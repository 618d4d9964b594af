"use server";

import { cookies, headers } from "next/headers";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { type FormState, formValues, textOf } from "#components/ui/form-state.ts";
import { localePath } from "#messages/server.ts";
import { Email, SignInCode } from "#server/accounts/model.ts";
import { limitTries } from "#server/accounts/rate-limit.ts";
import {
  type SetCookie,
  sendSignInCode,
  signInThroughDemoDoor,
  signInWithCode,
  signOut,
} from "#server/accounts/sign-in.ts";
import { api, requestContext } from "#server/context.ts";
import { explain } from "#server/form.ts";

/** Asks for a code. Whoever is at that address or not, the next page is the same. */
export async function askForCode(_: FormState, data: FormData): Promise<FormState> {
  const values = formValues(data);
  const email = Email.safeParse(textOf(values, "email"));
  if (!email.success) return { values, problems: withField(await explain(email.error), "email") };
  const { database, address } = await requestContext();
  try {
    await limitTries(database, "signInCode", [`mail:${email.data}`, `from:${address}`], Date.now());
  } catch (problem) {
    return { values, problems: await explain(problem) };
  }
  await sendSignInCode(email.data);
  const query = new URLSearchParams({ adresse: email.data, retour: wayBack(values) });
  redirect(await localePath(`/connexion/code?${query}`));
}

/** Exchanges the code for a session. */
export async function enterCode(_: FormState, data: FormData): Promise<FormState> {
  const values = formValues(data);
  const email = Email.safeParse(textOf(values, "email"));
  const code = SignInCode.safeParse(textOf(values, "code"));
  if (!code.success) return { values, problems: withField(await explain(code.error), "code") };
  if (!email.success) return { values, problems: withField(await explain(email.error), "code") };
  const { database, address } = await requestContext();
  try {
    await limitTries(database, "signIn", [`mail:${email.data}:${address}`, `from:${address}`], Date.now());
  } catch (problem) {
    return { values, problems: await explain(problem) };
  }
  const opened = await signInWithCode(email.data, code.data, await headers());
  if (!opened) {
    const t = await getTranslations("accounts.problems");
    return { values, problems: [{ field: "code", message: t("wrongCode") }] };
  }
  await setCookies(opened);
  redirect(await localePath(wayBack(values)));
}

/** The demo's way in: refused wherever the database was not born as a demo (ACC-1). */
export async function enterAs(_: FormState, data: FormData): Promise<FormState> {
  const values = formValues(data);
  const demo = await (await api()).accounts.demo();
  const email = textOf(values, "email");
  const known = demo?.persons.some((person) => person.email === email);
  if (!known) redirect(await localePath("/connexion"));
  const opened = await signInThroughDemoDoor(email, await headers());
  if (opened) await setCookies(opened);
  redirect(await localePath(wayBack(values)));
}

/** Leaves: the session ends on the server too. */
export async function leave(): Promise<FormState> {
  await setCookies(await signOut(await headers()));
  redirect(await localePath("/"));
}

async function setCookies(list: SetCookie[]) {
  const jar = await cookies();
  for (const { name, value, maxAge } of list)
    jar.set({ name, value, maxAge, httpOnly: true, secure: true, sameSite: "lax", path: "/" });
}

const withField = (problems: FormState["problems"], field: string) =>
  problems.map((problem) => ({ ...problem, field }));

/** Where the person was before being asked to sign in; a page of this site only, else their account. */
function wayBack(values: FormState["values"]): string {
  const asked = textOf(values, "retour");
  return /^\/[a-z]/.test(asked) ? asked : "/compte";
}
