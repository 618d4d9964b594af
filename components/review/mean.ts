/** A mean of the jury, given in hundredths of a mark, as people read it: `1,87` in French. */
export function formatMean(hundredths: number, lang: string): string {
  return new Intl.NumberFormat(lang, { minimumFractionDigits: 2, maximumFractionDigits: 2 }).format(
    hundredths / 100,
  );
}
