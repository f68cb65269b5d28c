/**
 * The quantile of the standard normal distribution for p from ½ to 1, to 4.5e-4: Abramowitz and Stegun, Handbook of
 * Mathematical Functions, 26.2.23.
 */
export function normalQuantile(p: number): number {
  const t = Math.sqrt(-2 * Math.log(Math.max(1 - p, Number.MIN_VALUE)));
  const above = 2.515517 + t * (0.802853 + t * 0.010328);
  const below = 1 + t * (1.432788 + t * (0.189269 + t * 0.001308));
  return Math.max(0, t - above / below);
}

/**
 * The quantile of Student's distribution with so many degrees of freedom (3 or more; `Infinity`: the normal one) for p from ½
 * to 1, by the expansion of Cornish and Fisher about the normal quantile: Abramowitz and Stegun, 26.7.5, to 1% at p = 0.975
 * with 3 degrees and better with more.
 */
export function studentQuantile(p: number, degrees: number): number {
  const z = normalQuantile(p);
  const powers = [
    (z ** 3 + z) / 4,
    (5 * z ** 5 + 16 * z ** 3 + 3 * z) / 96,
    (3 * z ** 7 + 19 * z ** 5 + 17 * z ** 3 - 15 * z) / 384,
    (79 * z ** 9 + 776 * z ** 7 + 1482 * z ** 5 - 1920 * z ** 3 - 945 * z) / 92_160,
  ];
  return powers.reduce((sum, term, index) => sum + term / degrees ** (index + 1), z);
}
