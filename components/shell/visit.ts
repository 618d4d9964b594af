import { api } from "#server/context.ts";
import { helpContact } from "./publisher.ts";
import type { ShellState } from "./state.ts";

/** What the frame says of this visit: who is signed in, and whether the fund is a demonstration and on which day it stands. */
export async function shellState(): Promise<ShellState> {
  const caller = await api();
  const [me, demo] = await Promise.all([caller.accounts.me(), caller.accounts.demo()]);
  const { phone, mail, isFictitious } = helpContact(demo !== null);
  return {
    account: me ? { name: me.name || me.email, href: "/compte" } : null,
    demo: demo ? { href: "/demonstration", now: demo.now } : null,
    help: { phone, mail, isFictitious },
  };
}
