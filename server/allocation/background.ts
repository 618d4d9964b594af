import { join } from "node:path";
import { Worker } from "node:worker_threads";
import type { Compared, FrozenOptions } from "./published.ts";

/** What takes seconds on the largest elections, and must not make everybody else wait for it. */
export type Task = { pb: string; options: FrozenOptions } & (
  | { kind: "counterfactual"; id: string }
  | { kind: "comparison" }
);

/** Node runs the file itself, outside the bundle: the site is always started at the root of the house. */
const WORKER = join(
  /* turbopackIgnore: true */ process.cwd(),
  "server",
  "allocation",
  "background-worker.ts",
);

let last: Promise<unknown> = Promise.resolve();

/** Runs a task in a thread of its own, one after the other: a visitor who asks for much slows nobody but visitors like them. */
export function inBackground(task: Task & { kind: "counterfactual" }): Promise<{ votes: number | null }>;
export function inBackground(task: Task & { kind: "comparison" }): Promise<Compared[]>;
export function inBackground(task: Task): Promise<unknown> {
  const mine = last.then(
    () =>
      new Promise((resolve, reject) => {
        const worker = new Worker(WORKER, { workerData: task });
        worker.once("message", resolve);
        worker.once("error", reject);
        worker.once("exit", () => reject(new Error("the calculation ended without an answer")));
      }),
  );
  last = mine.catch(() => undefined);
  return mine;
}
