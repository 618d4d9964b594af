/** The mark: a receipt of which one part is set aside, for the residents. */
export function Mark() {
  return (
    <svg
      viewBox="0 0 36 44"
      width="36"
      height="44"
      aria-hidden="true"
      focusable="false"
      className="flex-none"
    >
      <path d="M2 2h32v24H2Z" className="fill-surface stroke-ink" strokeWidth="2.5" strokeLinejoin="round" />
      <path d="M8 10h20M8 17h12" className="stroke-ink" strokeWidth="2.5" strokeLinecap="round" />
      <path
        d="M2 31h32v7.5a4 4 0 0 1-8 0 4 4 0 0 1-8 0 4 4 0 0 1-8 0 4 4 0 0 1-8 0Z"
        className="fill-mirabelle stroke-ink"
        strokeWidth="2.5"
        strokeLinejoin="round"
      />
    </svg>
  );
}
