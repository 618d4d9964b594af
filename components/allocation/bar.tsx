/**
 * One horizontal bar from zero, with an optional threshold line; decoration beside words that say the same. `share` and
 * `threshold` are between 0 and 1. Sizes are SVG attributes, since style attributes are refused, and the direction of
 * reading is computed here: a mirrored drawing would mirror its line.
 */
export function Bar({
  share,
  threshold = null,
  filled,
  rtl,
}: {
  share: number;
  threshold?: number | null;
  filled: boolean;
  rtl: boolean;
}) {
  const percent = (value: number) => `${Math.round(value * 1000) / 10}%`;
  const width = Math.max(share, 0.004);
  return (
    <svg width="100%" height="20" aria-hidden="true" focusable="false" className="block overflow-visible">
      <rect
        x={percent(rtl ? 1 - width : 0)}
        y="3"
        width={percent(width)}
        height="14"
        fill={filled ? "var(--color-fir)" : "var(--color-hollow)"}
        stroke="var(--color-ink)"
        strokeWidth="2"
      />
      {threshold !== null && (
        <line
          x1={percent(rtl ? 1 - threshold : threshold)}
          x2={percent(rtl ? 1 - threshold : threshold)}
          y1="-2"
          y2="22"
          stroke="var(--color-brick)"
          strokeWidth="3"
          strokeDasharray="5 3"
        />
      )}
    </svg>
  );
}
