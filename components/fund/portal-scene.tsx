/** A street in cut paper: façades, a tree, people around a table, and the slip that says it all. Decoration only. */
export function PortalScene({ word, rate }: { word: string; rate: string }) {
  return (
    <svg
      viewBox="0 0 560 440"
      className="block h-auto w-full"
      aria-hidden="true"
      focusable="false"
      strokeLinejoin="round"
      strokeLinecap="round"
    >
      <g className="stroke-ink" strokeWidth="3">
        <circle cx="452" cy="78" r="44" className="fill-mirabelle" />
        <path d="M20 372V120l70-44 70 44v252Z" className="fill-fir" />
        <path d="M160 372V168h122v204Z" className="fill-brick" />
        <path d="M282 372V96h112v276Z" className="fill-sky" />
        <path d="M394 372V196l58-34 58 34v176Z" className="fill-plum" />
        <g className="fill-paper">
          <path d="M44 150h30v40H44ZM106 150h30v40h-30ZM44 222h30v40H44ZM106 222h30v40h-30Z" />
          <path d="M180 192h26v34h-26ZM236 192h26v34h-26ZM180 256h26v34h-26ZM236 256h26v34h-26Z" />
          <path d="M302 122h26v34h-26ZM348 122h26v34h-26ZM302 184h26v34h-26ZM348 184h26v34h-26ZM302 246h26v34h-26ZM348 246h26v34h-26Z" />
          <path d="M418 222h26v34h-26ZM464 222h26v34h-26Z" />
        </g>
        <path
          d="M34 262h112M44 262v-14M60 262v-14M76 262v-14M104 262v-14M120 262v-14M136 262v-14"
          fill="none"
        />
        <path d="M230 290h40M236 290v-12M250 290v-12M264 290v-12" fill="none" />
        <path d="M470 300v72M470 330l-16-14" fill="none" strokeWidth="6" />
        <circle cx="470" cy="276" r="38" className="fill-success" />
        <circle cx="446" cy="296" r="22" className="fill-fir" />
        <path d="M0 372h560" />
        <path d="M0 372h560v68H0Z" className="fill-hollow" />
        <path d="M236 40c60 20 120 20 178 0" fill="none" />
        <path d="M262 48l10 22 12-19M312 58l10 22 12-21M364 54l10 22 10-24" className="fill-mirabelle" />
        <circle cx="116" cy="330" r="20" className="fill-mirabelle" />
        <path d="M90 402c0-34 8-50 26-50s26 16 26 50Z" className="fill-paper" />
        <circle cx="196" cy="318" r="20" className="fill-brick-pale" />
        <path d="M168 402c0-40 10-60 28-60s28 20 28 60Z" className="fill-plum" />
        <circle cx="360" cy="318" r="20" className="fill-brick" />
        <path d="M332 402c0-40 10-60 28-60s28 20 28 60Z" className="fill-mirabelle" />
        <circle cx="430" cy="334" r="18" className="fill-fir-pale" />
        <path d="M406 402c0-32 8-48 24-48s24 16 24 48Z" className="fill-fir" />
        <path d="M78 386h404v16H78ZM104 402l-10 34M456 402l10 34" className="fill-surface" />
        <path
          d="M392 386v-20h34v20ZM400 366c0-16-14-18-14-30M408 366c0-20 4-24 6-36M416 366c2-14 12-14 16-24"
          className="fill-brick"
        />
        <path
          d="M222 250h112v130l-9.300 7-9.300-7-9.300 7-9.300-7-9.300 7-9.400-7-9.300 7-9.300-7-9.300 7-9.400-7-9.300 7-9.400-7Z"
          className="fill-surface"
        />
        <path d="M236 330h84M236 346h84M236 362h52" fill="none" strokeWidth="2" strokeDasharray="4 4" />
      </g>
      <g className="fill-ink font-figure" textAnchor="middle">
        <text x="278" y="276" fontSize="17" fontWeight="600">
          {word}
        </text>
        <text x="278" y="318" fontSize="42" fontWeight="800">
          {rate}
        </text>
      </g>
    </svg>
  );
}
