/** The width on which places are counted. */
export const WIDTH = 1000;
/** A part that exists is never thinner than this, however small beside its neighbours. */
const LEAST = 9;

/** Where each part begins and ends on the band, from 0 to 1000, in the order of reading. */
export function placesOf(cents: readonly number[]): { start: number; end: number }[] {
  const total = cents.reduce((sum, part) => sum + part, 0);
  const widths = cents.map((part) =>
    part === 0 || total === 0 ? 0 : Math.max(LEAST, (part / total) * WIDTH),
  );
  const drawn = widths.reduce((sum, width) => sum + width, 0);
  let start = 0;
  return widths.map((width) => {
    const from = start;
    start += drawn === 0 ? 0 : (width / drawn) * WIDTH;
    return { start: from, end: start };
  });
}
