import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

/** The values live in app/styles/tokens.css and nowhere else; here they are read and every promise about them recomputed. */
const CSS = readFileSync(new URL("../../app/styles/tokens.css", import.meta.url), "utf8");

type Scheme = "light" | "dark";

function colour(name: string, scheme: Scheme): string {
  const value = new RegExp(`--color-${name}:\\s*([^;]+);`).exec(CSS)?.[1] ?? "";
  const pair = /^light-dark\((#[0-9a-f]{6}),\s*(#[0-9a-f]{6})\)$/.exec(value);
  const hex = pair ? pair[scheme === "light" ? 1 : 2] : value;
  assert.match(hex ?? "", /^#[0-9a-f]{6}$/, `--color-${name} is not a colour: ${value}`);
  return hex ?? "";
}

/** Red, green and blue as light, each from 0 to 1 (sRGB transfer function, IEC 61966-2-1). */
function light(hex: string): [number, number, number] {
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return [red ?? 0, green ?? 0, blue ?? 0];
}

/** WCAG 2.2 contrast ratio, 1 to 21. */
function contrast(one: string, other: string): number {
  const luminance = (hex: string) => {
    const [red, green, blue] = light(hex);
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const [low = 0, high = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
}

type Matrix = readonly (readonly [number, number, number])[];
const times = (matrix: Matrix, [a, b, c]: readonly number[]) =>
  matrix.map(([x, y, z]) => x * (a ?? 0) + y * (b ?? 0) + z * (c ?? 0));

/** How the three kinds of dichromats see light (Machado, Oliveira and Fernandes 2009, severity 1). */
const SIGHTS: Record<string, Matrix> = {
  normal: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritanopia: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
};

/** Björn Ottosson's OKLab, 2020. */
function oklab(linear: readonly number[]): number[] {
  const cones = times(
    [
      [0.4122214708, 0.5363325363, 0.0514459929],
      [0.2119034982, 0.6806995451, 0.1073969566],
      [0.0883024619, 0.2817188376, 0.6299787005],
    ],
    linear,
  ).map(Math.cbrt);
  return times(
    [
      [0.2104542553, 0.793617785, -0.0040720468],
      [1.9779984951, -2.428592205, 0.4505937099],
      [0.0259040371, 0.7827717662, -0.808675766],
    ],
    cones,
  );
}

/** Distance in OKLab, times 100; below about 5 two areas look alike. */
function distance(one: string, other: string, sight: Matrix): number {
  const [a, b] = [one, other].map((hex) =>
    oklab(times(sight, light(hex)).map((part) => Math.min(1, Math.max(0, part)))),
  );
  return 100 * Math.hypot(...(a ?? []).map((part, index) => part - (b?.[index] ?? 0)));
}

const SCHEMES: readonly Scheme[] = ["light", "dark"];
const GROUNDS = ["paper", "surface", "hollow"];

/** What is written on what, with the least contrast we accept: 4.5 for text, 7 for the text one reads most, 3 for what is drawn. */
const PROMISES: readonly (readonly [least: number, front: string, grounds: readonly string[]])[] = [
  [13, "ink", [...GROUNDS]],
  [6.3, "slate", [...GROUNDS]],
  [11, "ink", ["fir-pale", "mirabelle-pale", "brick-pale", "plum-pale", "sky-pale"]],
  [3.5, "line-strong", [...GROUNDS]],
  [6, "fir", [...GROUNDS]],
  [7, "fir-deep", ["paper", "surface", "fir-pale"]],
  [7, "on-fir", ["fir"]],
  [7, "on-mirabelle", ["mirabelle"]],
  [4.5, "brick", [...GROUNDS]],
  [5.5, "on-brick", ["brick"]],
  [7, "brick-deep", ["surface", "brick-pale"]],
  [7, "mirabelle-deep", ["surface", "mirabelle-pale"]],
  [7, "plum", [...GROUNDS, "plum-pale"]],
  [5, "sky", [...GROUNDS, "sky-pale"]],
  [4.5, "success", [...GROUNDS, "fir-pale"]],
  [4.5, "warning", [...GROUNDS, "mirabelle-pale"]],
  [5, "error", [...GROUNDS]],
];

for (const scheme of SCHEMES) {
  test(`${scheme}: everything written can be read on what it is written on`, () => {
    for (const [least, front, grounds] of PROMISES) {
      for (const ground of grounds) {
        const ratio = contrast(colour(front, scheme), colour(ground, scheme));
        assert.ok(ratio >= least, `${front} on ${ground}: ${ratio.toFixed(2)}, wanted ${least}`);
      }
    }
  });

  test(`${scheme}: the focus ring shows on any ground, because one of its two colours does`, () => {
    // base.css: ink within halo on light grounds, halo around a gap of paper on dark ones.
    const rings = scheme === "light" ? ["ink", "halo"] : ["halo", "paper"];
    for (const ground of [...GROUNDS, "fir", "brick", "mirabelle", "fir-pale"]) {
      const ratios = rings.map((ring) => contrast(colour(ring, scheme), colour(ground, scheme)));
      assert.ok(Math.max(...ratios) >= 3, `${ground}: ${ratios}`);
    }
  });

  test(`${scheme}: series of data stay apart for every kind of sight, and from the page`, () => {
    const series = [1, 2, 3, 4, 5, 6].map((index) => colour(`data-${index}`, scheme));
    for (const [sight, matrix] of Object.entries(SIGHTS)) {
      for (const [index, one] of series.entries()) {
        for (const other of series.slice(index + 1)) {
          const apart = distance(one, other, matrix);
          assert.ok(apart >= 7, `${one} and ${other} in ${sight}: ${apart.toFixed(1)}`);
        }
      }
    }
    for (const one of series) {
      for (const ground of ["paper", "surface"]) {
        const ratio = contrast(one, colour(ground, scheme));
        assert.ok(ratio >= 3, `${one} on ${ground}: ${ratio.toFixed(2)}`);
      }
    }
  });
}

test("the recomputation itself is right: known values of WCAG and OKLab", () => {
  assert.equal(contrast("#000000", "#ffffff"), 21);
  assert.equal(contrast("#777777", "#ffffff").toFixed(2), "4.48");
  assert.deepEqual(
    oklab(light("#ff0000")).map((part) => part.toFixed(3)),
    ["0.628", "0.225", "0.126"],
  );
});

test("no colour is written outside the tokens", () => {
  for (const file of ["base", "objects", "fields", "shell"]) {
    const css = readFileSync(new URL(`../../app/styles/${file}.css`, import.meta.url), "utf8");
    assert.deepEqual(css.match(/#[0-9a-f]{3,8}\b/gi) ?? [], [], `${file}.css`);
  }
});
