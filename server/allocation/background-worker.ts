import { parentPort, workerData } from "node:worker_threads";
import type { Task } from "./background.ts";
import { compareRules, counterfactualOf } from "./published.ts";

const task = workerData as Task;
parentPort?.postMessage(
  task.kind === "comparison"
    ? compareRules(task.pb, task.options)
    : counterfactualOf(task.pb, task.options, task.id),
);
