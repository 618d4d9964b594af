"use client";

import { useEffect, useRef, useState } from "react";
import { buttonClass } from "#components/ui/button.ts";
import type { Recomputed } from "./recompute-worker.ts";

export type RecomputeStrings = Record<
  | "start"
  | "again"
  | "fetching"
  | "running"
  | "same"
  | "different"
  | "failed"
  | "took"
  | "yours"
  | "published",
  string
>;

type Course =
  | { step: "ready" }
  | { step: "fetching" }
  | { step: "running" }
  | { step: "done"; found: Recomputed }
  | { step: "failed" };

/**
 * Runs the published calculation again in the visitor's browser, with the very module that the server runs, in a worker so
 * that the page stays alive; then says whether the bytes are the same. Nothing leaves the device.
 */
export function Recompute({ bundleHref, strings }: { bundleHref: string; strings: RecomputeStrings }) {
  const [course, setCourse] = useState<Course>({ step: "ready" });
  const [hasScript, setHasScript] = useState(false);
  const worker = useRef<Worker | null>(null);

  // Without script there is no button: the command below does the same.
  useEffect(() => {
    setHasScript(true);
    return () => worker.current?.terminate();
  }, []);

  async function recompute() {
    worker.current?.terminate();
    setCourse({ step: "fetching" });
    try {
      const answer = await fetch(bundleHref);
      if (!answer.ok) throw new Error(`${bundleHref}: ${answer.status}`);
      const bundle: unknown = await answer.json();
      setCourse({ step: "running" });
      const own = new Worker(new URL("./recompute-worker.ts", import.meta.url), { type: "module" });
      worker.current = own;
      own.onmessage = ({ data }: MessageEvent<Recomputed>) => {
        setCourse({ step: "done", found: data });
        own.terminate();
      };
      own.onerror = () => setCourse({ step: "failed" });
      own.postMessage(bundle);
    } catch {
      setCourse({ step: "failed" });
    }
  }

  const isBusy = course.step === "fetching" || course.step === "running";
  if (!hasScript) return null;
  return (
    <div className="grid grid-cols-1 gap-4">
      <p>
        <button
          type="button"
          className={buttonClass("main")}
          aria-disabled={isBusy || undefined}
          onClick={() => {
            if (!isBusy) void recompute();
          }}
        >
          {course.step === "done" ? strings.again : strings.start}
        </button>
      </p>
      <div role="status" className="grid grid-cols-1 gap-2">
        {isBusy && (
          <>
            <p>{strings[course.step]}</p>
            <progress className="w-full" aria-label={strings[course.step]} />
          </>
        )}
        {course.step === "failed" && <p className="font-bold">{strings.failed}</p>}
        {course.step === "done" && (
          <>
            <p className="font-bold" data-verdict={course.found.isSame ? "same" : "different"}>
              {course.found.isSame ? strings.same : strings.different}
            </p>
            <p>{strings.took.replace("#", String(course.found.tookMs))}</p>
            <dl className="grid grid-cols-1 gap-1">
              {course.found.hash !== null && (
                <div>
                  <dt>{strings.yours}</dt>
                  <dd>
                    <code>{course.found.hash}</code>
                  </dd>
                </div>
              )}
              <div>
                <dt>{strings.published}</dt>
                <dd>
                  <code>{course.found.publishedHash}</code>
                </dd>
              </div>
            </dl>
          </>
        )}
      </div>
    </div>
  );
}
