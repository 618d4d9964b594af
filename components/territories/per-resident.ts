/** Cents per person, rounded to the nearest: shown, never spent; zero where nobody is counted. */
export function perResidentCents(cents: number, residents: number): number {
  return residents === 0 ? 0 : Math.round(cents / residents);
}
