import type { ReactNode } from "react";
import { Amount } from "#components/ui/amount.tsx";
import { formatShare } from "#components/ui/format.ts";
import { currentLocale } from "#messages/server.ts";
import { placesOf, WIDTH } from "./zoom-places.ts";

/** One band: a whole and its parts. The part marked `zoom` is the whole of the next band. */
export type Band = {
  key: string;
  title: ReactNode;
  totalCents: number;
  parts: readonly { key: string; label: ReactNode; cents: number; zoom?: boolean }[];
};

const FILLS = ["fill-data-1", "fill-data-2", "fill-data-5", "fill-data-4"] as const;

/**
 * The way of the euros as bands one under the other, each enlarging one part of the one above: amounts differ by a factor of ten
 * thousand, so that no single scale could show both ends. Words and amounts stand beside every band; the drawing only repeats them.
 */
export async function ZoomBands({ bands }: { bands: readonly Band[] }) {
  const { dir, lang } = await currentLocale();
  const across = (x: number) => (dir === "rtl" ? WIDTH - x : x);
  return (
    <ol className="grid">
      {bands.map((band, index) => {
        const places = placesOf(band.parts.map(({ cents }) => cents));
        const zoomed = band.parts.findIndex(({ zoom }) => zoom);
        const place = places[zoomed];
        return (
          <li key={band.key}>
            <div className="flex flex-wrap items-baseline justify-between gap-x-6">
              <h3>{band.title}</h3>
              <p className="text-h3 font-bold">
                <Amount cents={band.totalCents} />
              </p>
            </div>
            <svg
              viewBox={`0 0 ${WIDTH} 44`}
              preserveAspectRatio="none"
              height="44"
              className="mt-2 block w-full overflow-visible"
              aria-hidden="true"
              focusable="false"
            >
              {band.parts.map((part, rank) => {
                const { start = 0, end = 0 } = places[rank] ?? {};
                return (
                  <rect
                    key={part.key}
                    x={Math.min(across(start), across(end))}
                    y="1"
                    width={end - start}
                    height="42"
                    className={`${part.zoom ? "fill-mirabelle" : index === 0 ? "fill-hollow" : FILLS[rank % FILLS.length]} stroke-ink`}
                    strokeWidth="2"
                    vectorEffect="non-scaling-stroke"
                  />
                );
              })}
            </svg>
            <ul className="mt-2 grid gap-x-8 gap-y-1 sm:grid-cols-2">
              {band.parts.map((part, rank) => (
                <li key={part.key} className="flex items-baseline gap-2.5">
                  <svg
                    width="14"
                    height="14"
                    aria-hidden="true"
                    focusable="false"
                    className="shrink-0 self-center"
                  >
                    <rect
                      x="1"
                      y="1"
                      width="12"
                      height="12"
                      className={`${part.zoom ? "fill-mirabelle" : index === 0 ? "fill-hollow" : FILLS[rank % FILLS.length]} stroke-ink`}
                      strokeWidth="2"
                    />
                  </svg>
                  <span className="grow">{part.label}</span>
                  <span className="whitespace-nowrap">
                    <Amount cents={part.cents} />{" "}
                    <bdi className="amount text-slate">
                      ({formatShare(part.cents, band.totalCents, lang)})
                    </bdi>
                  </span>
                </li>
              ))}
            </ul>
            {index < bands.length - 1 && (
              <svg
                viewBox={`0 0 ${WIDTH} 40`}
                preserveAspectRatio="none"
                height="40"
                className="mt-4 mb-4 block w-full"
                aria-hidden="true"
                focusable="false"
              >
                <path
                  d={`M${across(place?.start ?? 0)} 0L${across(place?.end ?? WIDTH)} 0L${across(WIDTH)} 40L${across(0)} 40Z`}
                  className="fill-mirabelle-pale stroke-ink"
                  strokeWidth="1.5"
                  strokeDasharray="4 4"
                  vectorEffect="non-scaling-stroke"
                />
              </svg>
            )}
          </li>
        );
      })}
    </ol>
  );
}
