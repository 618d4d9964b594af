import { type ReactNode, useId } from "react";

/** How a part is drawn: colour is only half of it, so that parts differ in print and for every kind of sight. */
export type Hatch = "full" | "stripes" | "dots" | "open";
export type Series = 1 | 2 | 3 | 4 | 5 | 6;

const FILLS: Record<Series, string> = {
  1: "fill-data-1 stroke-data-1",
  2: "fill-data-2 stroke-data-2",
  3: "fill-data-3 stroke-data-3",
  4: "fill-data-4 stroke-data-4",
  5: "fill-data-5 stroke-data-5",
  6: "fill-data-6 stroke-data-6",
};

/** The classes that paint a series of data, in the order of the palette. */
export function seriesFill(series: Series): string {
  return FILLS[series];
}

export type Segment = {
  key: string;
  label: ReactNode;
  /** What its length is made of: cents, votes, people. Never negative. */
  value: number;
  text: ReactNode;
  share?: ReactNode;
  series: Series;
  hatch: Hatch;
};

/**
 * One whole in parts, in a bar and in words. The words are the legend: nothing is said by the drawing alone. `mirrored` for
 * right-to-left pages; `total` closes the list.
 */
export function StackedBar({
  segments,
  mirrored,
  total,
}: {
  segments: readonly Segment[];
  mirrored: boolean;
  total?: { label: ReactNode; text: ReactNode };
}) {
  const id = useId();
  const whole = segments.reduce((sum, segment) => sum + segment.value, 0);
  let before = 0;
  const parts = segments.map((segment) => {
    const width = whole === 0 ? 0 : (100 * segment.value) / whole;
    const start = before;
    before += width;
    return { segment, width, x: mirrored ? 100 - start - width : start };
  });
  return (
    <div className="stacked">
      <svg width="100%" height="48" aria-hidden="true" focusable="false" className="stacked-bar">
        <defs>
          {segments.map((segment) => (
            <Pattern
              key={segment.key}
              id={`${id}${segment.key}`}
              hatch={segment.hatch}
              series={segment.series}
            />
          ))}
        </defs>
        {parts.map(({ segment, x, width }) => (
          <rect
            key={segment.key}
            x={`${x}%`}
            width={`${width}%`}
            height="48"
            fill={`url(#${id}${segment.key})`}
            className={width > 0 ? "stroke-ink" : undefined}
            strokeWidth="2"
          />
        ))}
      </svg>
      <dl className="stacked-legend">
        {segments.map((segment) => (
          <div key={segment.key}>
            <dt>
              <svg width="22" height="22" aria-hidden="true" focusable="false">
                <rect
                  x="1"
                  y="1"
                  width="20"
                  height="20"
                  fill={`url(#${id}${segment.key})`}
                  className="stroke-ink"
                  strokeWidth="2"
                />
              </svg>
              {segment.label}
            </dt>
            <dd>{segment.text}</dd>
            <dd className="stacked-share">{segment.share}</dd>
          </div>
        ))}
        {total && (
          <div className="stacked-total">
            <dt>{total.label}</dt>
            <dd>{total.text}</dd>
            <dd className="stacked-share" />
          </div>
        )}
      </dl>
    </div>
  );
}

function Pattern({ id, hatch, series }: { id: string; hatch: Hatch; series: Series }) {
  return (
    <pattern id={id} width="10" height="10" patternUnits="userSpaceOnUse">
      <rect width="10" height="10" className="fill-surface" />
      <g className={seriesFill(series)} strokeWidth="0">
        {hatch === "full" && <rect width="10" height="10" />}
        {hatch === "stripes" && <path d="M0 10 10 0M-2 2 2-2M8 12 12 8" strokeWidth="4" />}
        {hatch === "dots" && <path d="M1 1h3v3h-3zM6 6h3v3h-3z" />}
      </g>
    </pattern>
  );
}
