/** What can be asked of a comparison: whether its interval at this confidence leaves out 'no difference'. */
export type IsDifferentAt = (confidence: number) => boolean;

const LEAST_P = 1e-9;

/**
 * Which of several comparisons found a difference, so that with the probability `confidence` not one of all the verdicts is
 * a false alarm: Holm's step-down procedure ("A simple sequentially rejective multiple test procedure", Scandinavian
 * Journal of Statistics 6, 1979). The smallest of m p-values is held against α/m, the next against α/(m − 1), and so on; the
 * first that fails ends it. It holds however the comparisons depend on each other, which those against one common reference
 * do; control of the false discovery rate (Benjamini and Hochberg) would let through some false verdicts of many, and each
 * of these would be read by itself.
 * @returns for each comparison whether a difference was found, and the confidence at which its interval says the same.
 */
export function holm(
  comparisons: readonly IsDifferentAt[],
  confidence: number,
): readonly { readonly difference: boolean; readonly confidence: number }[] {
  const alpha = 1 - confidence;
  const order = comparisons
    .map((isDifferent, index) => ({ index, p: pValue(isDifferent, alpha) }))
    .sort((x, y) => x.p - y.p);
  const results = comparisons.map(() => ({ difference: false, confidence }));
  let left = comparisons.length;
  let isGoingOn = true;
  for (const { index, p } of order) {
    isGoingOn &&= p <= alpha / left;
    results[index] = { difference: isGoingOn, confidence: 1 - alpha / left };
    if (isGoingOn) left -= 1;
  }
  return results;
}

/**
 * The smallest α at which the interval still shows a difference, found by bisection; `alpha` or more where it shows none
 * even at that, which is all that the procedure wants to know.
 */
function pValue(isDifferentAt: IsDifferentAt, alpha: number): number {
  if (!isDifferentAt(1 - alpha)) return 2 * alpha;
  if (isDifferentAt(1 - LEAST_P)) return LEAST_P;
  let [no, yes] = [Math.log(LEAST_P), Math.log(alpha)];
  for (let step = 0; step < 24; step++) {
    const middle = (no + yes) / 2;
    if (isDifferentAt(1 - Math.exp(middle))) yes = middle;
    else no = middle;
  }
  return Math.exp(yes);
}
