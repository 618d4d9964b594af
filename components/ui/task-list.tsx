import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { Link } from "./link.tsx";
import { Tag } from "./tag.tsx";

export type TaskState = "done" | "doing" | "todo" | "blocked";
export type TaskGroup = {
  title: string;
  tasks: readonly { label: string; href: string; state: TaskState; hint?: ReactNode }[];
};

/** What there is to do, in any order. What is done is quiet, so that what remains stands out; what is blocked is no link yet. */
export async function TaskList({ groups, level = 2 }: { groups: readonly TaskGroup[]; level?: 2 | 3 }) {
  const t = await getTranslations("ui.tasks");
  const Heading = `h${level}` as const;
  const tasks = groups.flatMap((group) => group.tasks);
  return (
    <div className="tasks">
      <p className="font-semibold">
        {t("progress", { done: tasks.filter(({ state }) => state === "done").length, total: tasks.length })}
      </p>
      <ol>
        {groups.map((group) => (
          <li key={group.title}>
            <Heading className="text-h3">{group.title}</Heading>
            <ul>
              {group.tasks.map((task) => (
                <li key={task.label} className="task">
                  <div className="min-w-0">
                    {task.state === "blocked" ? task.label : <Link href={task.href}>{task.label}</Link>}
                    {task.hint && <div className="hint text-caption">{task.hint}</div>}
                  </div>
                  {task.state === "done" || task.state === "blocked" ? (
                    <span className="text-slate">{t(task.state)}</span>
                  ) : (
                    <Tag
                      tone={task.state === "doing" ? "progress" : "info"}
                      icon={task.state === "todo" ? "pencil" : "clock"}
                    >
                      {t(task.state)}
                    </Tag>
                  )}
                </li>
              ))}
            </ul>
          </li>
        ))}
      </ol>
    </div>
  );
}
