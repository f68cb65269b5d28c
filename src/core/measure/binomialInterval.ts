export interface Share {
  readonly share: number;
  readonly low: number;
  readonly high: number;
}

/**
 * The share of `hits` among `trials` with the exact interval of Clopper and Pearson ("The use of confidence or fiducial
 * limits illustrated in the case of the binomial", Biometrika 26, 1934): the shares that a two-sided binomial test does not
 * reject. It covers the true share at least as often as asked, for any number of trials.
 * @throws {RangeError} where there is no trial, or more hits than trials.
 */
export function binomialInterval(hits: number, trials: number, confidence: number): Share {
  if (!(trials >= 1 && hits >= 0 && hits <= trials)) throw new RangeError(`${hits} of ${trials} is no share`);
  const tail = (1 - confidence) / 2;
  return {
    share: hits / trials,
    low: hits === 0 ? 0 : bisect((p) => atLeast(hits, trials, p) > tail),
    high: hits === trials ? 1 : bisect((p) => 1 - atLeast(hits + 1, trials, p) <= tail),
  };
}

/** The most hits of `trials` at a rate that a one-sided test at this confidence does not take for a higher one. */
export function mostHits(trials: number, rate: number, confidence: number): number {
  let hits = 0;
  while (hits < trials && atLeast(hits + 1, trials, rate) > 1 - confidence) hits += 1;
  return hits;
}

/** P(X ≥ hits) for X ~ Binomial(trials, p), summed from the logarithms of its terms. */
export function atLeast(hits: number, trials: number, p: number): number {
  if (hits <= 0) return 1;
  if (hits > trials || p <= 0) return 0;
  if (p >= 1) return 1;
  let logTerm = trials * Math.log1p(-p);
  let below = Math.exp(logTerm);
  for (let x = 1; x < hits; x++) {
    logTerm += Math.log(trials - x + 1) - Math.log(x) + Math.log(p) - Math.log1p(-p);
    below += Math.exp(logTerm);
  }
  return Math.max(0, 1 - below);
}

/** Where a condition that is false at 0 and true at 1 becomes true. */
function bisect(isAbove: (p: number) => boolean): number {
  let low = 0;
  let high = 1;
  for (let step = 0; step < 60; step++) {
    const middle = (low + high) / 2;
    if (isAbove(middle)) high = middle;
    else low = middle;
  }
  return (low + high) / 2;
}
