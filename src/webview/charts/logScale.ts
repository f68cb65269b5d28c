/** Smallest and largest of some positive values. */
export interface Domain {
  readonly low: number;
  readonly high: number;
}

/** The domain of those values that are positive and finite, or `null` where there is none. */
export function domainOf(values: readonly number[]): Domain | null {
  let [low, high] = [Infinity, 0];
  for (const value of values) {
    if (!(value > 0 && value < Infinity)) continue;
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  return high > 0 ? { low, high } : null;
}

/** Where a value lies between the ends of the domain, 0 to 1, on a logarithmic scale; 1 where both ends are the same. */
export function logShare(value: number, { low, high }: Domain): number {
  if (high <= low) return 1;
  return Math.min(1, Math.max(0, Math.log(value / low) / Math.log(high / low)));
}
