const UP_TO_SIXTEEN =
  "zéro un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize".split(" ");
const TENS = [
  "",
  "",
  "vingt",
  "trente",
  "quarante",
  "cinquante",
  "soixante",
  "soixante",
  "quatre-vingt",
  "quatre-vingt",
];

const word = (n: number) => UP_TO_SIXTEEN[n] ?? "";

function belowHundred(n: number, isLast: boolean): string {
  if (n <= 16) return word(n);
  if (n < 20) return `dix-${word(n - 10)}`;
  if (n === 80) return isLast ? "quatre-vingts" : "quatre-vingt";
  const tens = Math.floor(n / 10);
  // Seventy and ninety count on from sixty and eighty: soixante et onze, quatre-vingt-dix-neuf.
  const rest = tens === 7 || tens === 9 ? (n % 10) + 10 : n % 10;
  const stem = TENS[tens] ?? "";
  if (rest === 0) return stem;
  if ((rest === 1 || rest === 11) && tens < 8) return `${stem} et ${word(rest)}`;
  return `${stem}-${belowHundred(rest, isLast)}`;
}

function belowThousand(n: number, isLast: boolean): string {
  const hundreds = Math.floor(n / 100);
  const rest = n % 100;
  if (hundreds === 0) return belowHundred(rest, isLast);
  const stem = hundreds === 1 ? "cent" : `${word(hundreds)} cent`;
  if (rest > 0) return `${stem} ${belowHundred(rest, isLast)}`;
  return hundreds > 1 && isLast ? `${stem}s` : stem;
}

/** A whole number from 0 to 999 999 999 in French words, in the traditional spelling. */
export function inFrenchWords(n: number): string {
  if (!Number.isSafeInteger(n) || n < 0 || n > 999_999_999) throw new RangeError("n");
  if (n === 0) return "zéro";
  const millions = Math.floor(n / 1_000_000);
  const thousands = Math.floor(n / 1_000) % 1_000;
  const units = n % 1_000;
  return [
    // «million» is a noun: what stands before it keeps its plural; «mille» is not, and never takes one.
    millions > 0 ? `${belowThousand(millions, true)} million${millions > 1 ? "s" : ""}` : "",
    thousands > 1 ? `${belowThousand(thousands, false)} mille` : thousands === 1 ? "mille" : "",
    units > 0 ? belowThousand(units, true) : "",
  ]
    .filter((part) => part !== "")
    .join(" ");
}

/** An amount in French words, as an agreement writes it: `150050` becomes «mille cinq cents euros et cinquante centimes». */
export function eurosInFrenchWords(amountCents: number): string {
  const euros = Math.floor(amountCents / 100);
  const centimes = amountCents % 100;
  const noun = euros > 1 ? "euros" : "euro";
  const link = euros > 0 && euros % 1_000_000 === 0 ? "d'" : "";
  const whole = `${inFrenchWords(euros)} ${link}${noun}`;
  return centimes === 0 ? whole : `${whole} et ${inFrenchWords(centimes)} centime${centimes > 1 ? "s" : ""}`;
}
