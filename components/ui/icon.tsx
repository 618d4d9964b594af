/** Line drawings on a 24-unit grid, drawn for this product. `flip` marks those that point along the reading direction. */
const DRAWINGS = {
  check: { d: "M4 12.5 9.5 18 20 6.5" },
  cross: { d: "M6 6l12 12M18 6 6 18" },
  clock: { d: "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18ZM12 7v5.5l3.5 2" },
  hourglass: { d: "M6 3h12M6 21h12M7.5 3v3.5L12 12l4.5-5.5V3M7.5 21v-3.5L12 12l4.5 5.5V21" },
  pencil: { d: "M4 20l1-4.5L16 4.5 19.5 8 8.5 19 4 20ZM13.5 7l3.5 3.5" },
  alert: { d: "M12 3.5 2.5 20h19L12 3.5ZM12 10v4.5M12 17.2v.3" },
  info: { d: "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18ZM12 11v5.5M12 7.2v.3" },
  stop: { d: "M8 3h8l5 5v8l-5 5H8l-5-5V8l5-5ZM12 7.5v5.5M12 16.2v.3" },
  forward: { d: "M4 12h15M13 6l6 6-6 6", flip: true },
  back: { d: "M20 12H5M11 6l-6 6 6 6", flip: true },
  print: { d: "M7 9V3h10v6M7 17H4V9h16v8h-3M7 14h10v7H7v-7Z" },
  download: { d: "M12 3v12M6.5 10l5.5 5.5L17.5 10M4 20.5h16" },
  phone: { d: "M5 3.5h4l2 5-2.5 1.5c1 2.5 3 4.5 5.5 5.5l1.5-2.5 5 2v4c-8 2-17.5-7.5-15.5-15.5Z" },
  mail: { d: "M3 5.5h18v13H3v-13ZM3 6.5l9 7 9-7" },
  lock: { d: "M5 10.5h14V21H5V10.5ZM8 10.5V7.5a4 4 0 0 1 8 0v3M12 14.5v2.5" },
  people: {
    d: "M8.5 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7ZM2.5 20c0-4 2.5-6.5 6-6.5s6 2.5 6 6.5M16 4.5a3.3 3.3 0 0 1 0 6.3M17.5 13.8c2.5.7 4 3 4 6.2",
  },
  person: { d: "M12 11.5a4 4 0 1 0 0-8 4 4 0 0 0 0 8ZM4.5 21c0-4.5 3-7 7.5-7s7.5 2.5 7.5 7" },
  euro: { d: "M18 6.5A7 7 0 1 0 18 17.5M3.5 10.5H14M3.5 14H13" },
  ballot: { d: "M3 12.5h18V21H3v-8.5ZM7 12.5V3h10v9.5M9.5 7.5l2 2L15 6M8.5 16.5h7" },
  pin: {
    d: "M12 21.5c4.5-5 7-8.5 7-12a7 7 0 1 0-14 0c0 3.5 2.5 7 7 12ZM12 12a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5Z",
  },
  paper: { d: "M5.5 2.5h9l4 4v15h-13v-19ZM14 2.5V7h4.5M8.5 11.5h7M8.5 15.5h7" },
  receipt: {
    d: "M5 2.5h14V20l-2.3 1.5-2.4-1.5-2.3 1.5L9.7 20l-2.4 1.5L5 20V2.5ZM8.5 7.5h7M8.5 11.5h7M8.5 15.5h3.5",
  },
  flag: { d: "M5 21.5V3M5 4h13l-3 4.5 3 4.5H5" },
  search: { d: "M10.5 4a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13ZM15.5 15.5l5 5" },
  plus: { d: "M12 5v14M5 12h14" },
  minus: { d: "M5 12h14" },
  globe: { d: "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18ZM3 12h18M12 3c-5 5.5-5 12.5 0 18M12 3c5 5.5 5 12.5 0 18" },
  scales: {
    d: "M12 3v18M7 21h10M4.5 6.5 12 5l7.5 1.5M4.5 6.5 2 13.5c0 1.5 1 2.5 2.5 2.5S7 15 7 13.5L4.5 6.5ZM19.5 6.5 17 13.5c0 1.5 1 2.5 2.5 2.5s2.5-1 2.5-2.5l-2.5-7Z",
  },
  dot: { d: "M12 9a3 3 0 1 0 0 6 3 3 0 0 0 0-6Z" },
} as const;

export type IconName = keyof typeof DRAWINGS;

/** A small drawing beside words; decoration only, so it never stands alone. `size` in rem. */
export function Icon({
  name,
  size = 1.25,
  className,
}: {
  name: IconName;
  size?: number;
  className?: string;
}) {
  const drawing: { d: string; flip?: boolean } = DRAWINGS[name];
  const flips = drawing.flip ? "rtl:-scale-x-100" : "";
  return (
    <svg
      viewBox="0 0 24 24"
      width={`${size}rem`}
      height={`${size}rem`}
      fill="none"
      stroke="currentColor"
      strokeWidth="2.25"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      focusable="false"
      className={`flex-none ${flips} ${className ?? ""}`.trim()}
    >
      <path d={drawing.d} />
    </svg>
  );
}
