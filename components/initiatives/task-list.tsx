import { getTranslations } from "next-intl/server";
import { Link } from "#components/ui/link.tsx";
import { Tag } from "#components/ui/tag.tsx";
import { GROUPS } from "#server/initiatives/model.ts";
import type { Task } from "#server/initiatives/rules.ts";

/** What there is to do in a file, group by group, in any order; what remains stands out. */
export async function TaskList({
  tasks,
  hrefOf,
}: {
  tasks: readonly Task[];
  hrefOf: (task: Task) => string;
}) {
  const t = await getTranslations("initiatives");
  const wanted = tasks.filter(({ status }) => status !== "optional");
  const done = wanted.filter(({ status }) => status === "done").length;
  return (
    <section aria-labelledby="tasks" className="space-y-6">
      <h2 id="tasks">{t("file.tasks")}</h2>
      <p className="text-slate">{t("file.progress", { done, total: wanted.length })}</p>
      <ol className="space-y-8">
        {GROUPS.map((group, index) => (
          <li key={group}>
            <h3>
              {index + 1}. {t(`groups.${group}`)}
            </h3>
            <ul className="border-ink mt-3 border-y-2">
              {tasks
                .filter((task) => task.group === group)
                .map((task) => {
                  const name = t(`questions.${task.key}.short` as "questions.title.short");
                  const status = t(`file.status.${task.status}`);
                  return (
                    <li
                      key={task.key}
                      className="border-line-strong flex flex-wrap items-center justify-between gap-x-4 gap-y-1 border-b border-dashed py-3 last:border-b-0"
                    >
                      <Link href={hrefOf(task)} className="inline-flex min-h-6 items-center">
                        {name}
                      </Link>
                      {task.status === "todo" ? (
                        <Tag tone="progress" icon="pencil">
                          {status}
                        </Tag>
                      ) : (
                        <span className="text-slate">{status}</span>
                      )}
                    </li>
                  );
                })}
            </ul>
          </li>
        ))}
      </ol>
    </section>
  );
}
