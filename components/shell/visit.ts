import { publisher } from "./publisher.ts";
import type { ShellState } from "./state.ts";

/** The visit as far as the frame alone can know it: nobody is signed in, and the fund's help is what its settings say. */
export async function shellState(): Promise<ShellState> {
  const { phone, mail } = publisher();
  return { account: null, demo: null, help: { phone, mail } };
}
