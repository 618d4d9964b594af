/**
 * What the frame of every page must know about the visit. `account` is who is signed in, `demo` is set in a database born as a
 * demonstration, `help` is whom to call.
 */
export type ShellState = {
  account: { name: string; href: string } | null;
  demo: { href: string; now: number } | null;
  help: { phone: string | null; mail: string | null; isFictitious: boolean };
};
