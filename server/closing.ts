/** Next keeps copies of our files; what must be put away at the end is remembered once for the process. */
const CLOSING = Symbol.for("quotepart.closing");
const shared: typeof globalThis & { [CLOSING]?: (() => Promise<void>)[] } = globalThis;

/** Remembers what to put away when the server closes, after the last request is answered. */
export function whenClosing(act: () => Promise<void>): void {
  shared[CLOSING] = [...(shared[CLOSING] ?? []), act];
}

/** Puts everything away, the last started first. */
export async function closeHouse(): Promise<void> {
  for (const act of [...(shared[CLOSING] ?? [])].reverse()) await act();
}
