import type { ReactNode } from "react";
import { currentLocale } from "#messages/server.ts";
import { type Series, seriesFill } from "./stacked-bar.tsx";

export type Bar = {
  key: string;
  label: ReactNode;
  /** What its length is made of. Never negative. */
  value: number;
  text: ReactNode;
  /** In words whether it passed: «financée», «pas cette fois». */
  state?: ReactNode;
  series?: Series;
};

/**
 * Bars from zero, one per line, each with its name and its figure in words. `title` states what one should see. With a `threshold`,
 * a line across all bars and its words above them. `max` keeps one scale over several drawings.
 */
export async function Bars({
  title,
  bars,
  threshold,
  max,
}: {
  title: ReactNode;
  bars: readonly Bar[];
  threshold?: { value: number; label: ReactNode };
  max?: number;
}) {
  const { dir } = await currentLocale();
  const top = Math.max(max ?? 0, threshold?.value ?? 0, ...bars.map((bar) => bar.value), 1);
  const place = (value: number) => (100 * value) / top;
  const at = threshold && (dir === "rtl" ? 100 - place(threshold.value) : place(threshold.value));
  return (
    <figure className="bars">
      <figcaption>{title}</figcaption>
      {threshold && (
        <p className="bars-threshold">
          <svg width="28" height="12" aria-hidden="true" focusable="false">
            <path d="M0 6h28" className="stroke-brick" strokeWidth="3" strokeDasharray="6 4" />
          </svg>
          {threshold.label}
        </p>
      )}
      <ol>
        {bars.map((bar) => (
          <li key={bar.key}>
            <div className="bars-words">
              <span className="min-w-0">{bar.label}</span>
              <span className="bars-figure">
                {bar.text} {bar.state}
              </span>
            </div>
            <svg width="100%" height="22" aria-hidden="true" focusable="false" className="overflow-visible">
              <rect
                x={`${dir === "rtl" ? 100 - place(bar.value) : 0}%`}
                y="2"
                width={`${place(bar.value)}%`}
                height="18"
                className={seriesFill(bar.series ?? 1)}
                strokeWidth="0"
              />
              {at !== undefined && (
                <line
                  x1={`${at}%`}
                  x2={`${at}%`}
                  y1="-4"
                  y2="26"
                  className="stroke-brick"
                  strokeWidth="3"
                  strokeDasharray="6 4"
                />
              )}
            </svg>
          </li>
        ))}
      </ol>
    </figure>
  );
}
