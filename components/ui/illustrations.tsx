import type { ReactNode } from "react";

/**
 * Cut paper: eight things of the neighbourhood in four spot colours, and the street they make together. Decoration only, without
 * faces; where two papers overlap the colours multiply, as in a silk-screen print, unless one is pasted `over` the other.
 */
const PICTURES = {
  facade: (
    <>
      <path className="fill-brick" d="M22 14h64v100H22Z" />
      <path className="fill-mirabelle" d="M14 30h12v84H14ZM86 44h20v70H86Z" />
      <path
        className="fill-paper"
        d="M32 24h12v14H32ZM64 24h12v14H64ZM32 50h12v14H32ZM48 50h12v14H48ZM32 76h12v14H32ZM64 76h12v14H64ZM92 54h8v10h-8ZM92 76h8v10h-8Z"
      />
      <path className="over fill-mirabelle" d="M48 24h12v14H48ZM64 50h12v14H64Z" />
      <path className="over fill-fir" d="M47 84h14v30H47ZM30 64h16v5H30ZM62 90h16v5H62ZM46 38h16v5H46Z" />
    </>
  ),
  balcony: (
    <>
      <path className="fill-brick" d="M8 8h104v64H8Z" />
      <path className="over fill-sky" d="M40 20h40v52H40Z" />
      <path className="fill-paper" d="M58 20h4v52h-4ZM40 42h40v4H40Z" />
      <path className="over fill-mirabelle" d="M14 24h20v28H14ZM86 24h20v28H86Z" />
      <path
        className="fill-fir"
        d="M20 72c-12-16 2-26 6-8 2-20 18-16 10 8ZM86 72c-6-22 10-24 10-6 6-14 18-4 8 6Z"
      />
      <path className="fill-ink" d="M4 70h112v6H4ZM4 104h112v8H4Z" />
      <path
        className="fill-ink"
        d="M10 76h4v28h-4ZM24 76h4v28h-4ZM38 76h4v28h-4ZM52 76h4v28h-4ZM66 76h4v28h-4ZM80 76h4v28h-4ZM94 76h4v28h-4ZM106 76h4v28h-4Z"
      />
    </>
  ),
  table: (
    <>
      <ellipse className="fill-mirabelle" cx="60" cy="62" rx="34" ry="34" />
      <circle className="fill-fir" cx="60" cy="18" r="13" />
      <circle className="fill-brick" cx="99" cy="42" r="13" />
      <circle className="fill-plum" cx="97" cy="86" r="13" />
      <circle className="fill-fir" cx="60" cy="106" r="13" />
      <circle className="fill-sky" cx="22" cy="86" r="13" />
      <circle className="fill-brick" cx="21" cy="42" r="13" />
      <path className="fill-paper" d="M44 50h20v26H44ZM68 58l14-4 5 16-14 5Z" />
      <path className="fill-ink" d="M48 56h12v2H48ZM48 62h12v2H48ZM48 68h7v2h-7Z" />
    </>
  ),
  hand: (
    <>
      <circle className="fill-mirabelle" cx="62" cy="32" r="24" />
      <path
        className="fill-brick"
        d="M22 82l16-12c6-4 12-4 18-1l14 5c8 3 6 12-2 12H52l2 3h20l26-14c9-4 15 5 8 11L76 110c-4 3-8 4-12 3l-28-5-14 4H22Z"
      />
      <path className="fill-fir" d="M2 76h20v42H2Z" />
      <path
        className="fill-ink"
        d="M73 24a14 14 0 1 0 0 17l-4-3a9 9 0 1 1 0-11ZM48 28h18v3H48ZM48 34h16v3H48Z"
      />
    </>
  ),
  pot: (
    <>
      <path className="fill-fir" d="M58 78C20 70 16 40 20 24c24 4 40 22 38 54Z" />
      <path className="fill-fir" d="M60 78c-4-40 14-60 40-66 4 30-8 58-40 66Z" />
      <path className="fill-mirabelle" d="M58 78C44 50 48 20 60 6c14 16 16 46 0 72Z" />
      <path className="fill-brick" d="M28 72h64v14H28ZM34 86h52l-7 30H41Z" />
    </>
  ),
  bicycle: (
    <>
      <path
        className="fill-fir"
        fillRule="evenodd"
        d="M30 56a27 27 0 1 0 0 54 27 27 0 0 0 0-54Zm0 8a19 19 0 1 1 0 38 19 19 0 0 1 0-38Z"
      />
      <path
        className="fill-brick"
        fillRule="evenodd"
        d="M90 56a27 27 0 1 0 0 54 27 27 0 0 0 0-54Zm0 8a19 19 0 1 1 0 38 19 19 0 0 1 0-38Z"
      />
      <path
        className="stroke-ink"
        fill="none"
        strokeWidth="6"
        strokeLinejoin="round"
        strokeLinecap="round"
        d="M30 83 46 46h30L58 83ZM46 46l12 37M76 46l14 37M76 46l-4-14h14M38 38h16"
      />
      <path className="fill-mirabelle" d="M78 18h30v18H78Z" />
    </>
  ),
  tree: (
    <>
      <path className="fill-ink" d="M54 66h12v50H54Z" />
      <circle className="fill-fir" cx="40" cy="54" r="28" />
      <circle className="fill-fir" cx="78" cy="52" r="30" />
      <circle className="fill-mirabelle" cx="58" cy="30" r="24" />
    </>
  ),
  bench: (
    <>
      <path className="fill-brick" d="M12 40h96v12H12ZM12 58h96v12H12Z" />
      <path className="fill-mirabelle" d="M6 78h108v12H6Z" />
      <path className="fill-ink" d="M22 34h7v82h-7ZM91 34h7v82h-7ZM14 90h24v6H14ZM82 90h24v6H82Z" />
    </>
  ),
} satisfies Record<string, ReactNode>;

export type PictureName = keyof typeof PICTURES;

/** One thing in cut paper, as wide as its place. */
export function Picture({ name }: { name: PictureName }) {
  return (
    <svg viewBox="0 0 120 120" aria-hidden="true" focusable="false" className="cut-paper">
      {PICTURES[name]}
    </svg>
  );
}

const STREET: readonly [name: PictureName, x: number, y: number, scale: number][] = [
  ["facade", 14, 62, 1.7],
  ["facade", 474, 92, 1.42],
  ["tree", 186, 104, 1.36],
  ["tree", 618, 122, 1.24],
  ["table", 316, 150, 1.4],
  ["bench", 632, 226, 0.84],
  ["bicycle", 146, 212, 0.9],
  ["pot", 492, 236, 0.56],
  ["pot", 30, 236, 0.56],
];

/** The street where it happens: houses, trees, and a table with room for one more. */
export function Street() {
  return (
    <svg viewBox="0 0 770 330" aria-hidden="true" focusable="false" className="cut-paper">
      <circle className="fill-mirabelle" cx="398" cy="112" r="92" />
      <path className="fill-fir-pale" d="M0 268c120-34 260-14 386-16s270-26 384 8v70H0Z" />
      {STREET.map(([name, x, y, scale]) => (
        <g key={`${name} ${x}`} transform={`translate(${x} ${y}) scale(${scale})`}>
          {PICTURES[name]}
        </g>
      ))}
    </svg>
  );
}
