import type { Dtype, Problem } from '../problem';

/** The largest relative error of one rounding. */
export function unitRoundoff(dtype: Dtype): number {
  return dtype === 'f32' ? 2 ** -24 : 2 ** -53;
}

/**
 * The longest chain of roundings on the way from the operands to an element of C, whatever the order of the sum: a product
 * and k − 1 additions (Higham, Accuracy and Stability of Numerical Algorithms, 2nd ed. 2002, sections 3.1 and 3.5), then
 * those of α and β.
 */
function roundings({ k, dtype, alpha, beta }: Problem): number {
  // α is rounded to the element type, and each partial sum is multiplied by it.
  const ofAlpha = alpha === 1 ? 0 : 2;
  // β is rounded, C₀ is multiplied by it and added.
  const ofBeta = beta === 0 ? 0 : beta === 1 ? 1 : 3;
  // The reference of a float32 problem is exact in comparison; that of a float64 problem was rounded once itself.
  const ofReference = dtype === 'f64' ? 1 : 0;
  return k + ofAlpha + ofBeta + ofReference;
}

/**
 * How far an element of C may be from the exact one, relative to |α|·|op(A)|·|op(B)| + |β|·|C₀|: γ = t·u ÷ (1 − t·u) for t
 * roundings of unit roundoff u. It holds for every order of the additions, with and without fused multiply-add.
 */
export function worstCaseBound(problem: Problem): number {
  const share = roundings(problem) * unitRoundoff(problem.dtype);
  // From t·u = ½ on (k of 8 million in f32) the formula says little; at 1 it says nothing.
  return share < 0.5 ? share / (1 - share) : 1;
}

/** How operands were rounded before they were multiplied. */
export interface OperandRounding {
  /** The largest relative error of one rounding, */
  readonly roundoff: number;
  /** and the largest absolute one, where that is larger: near 0. */
  readonly underflow: number;
}

/** To binary16, which has 11 bits down to 2^-14, and steps of 2^-24 below. */
export const ROUNDED_TO_HALF: OperandRounding = { roundoff: 2 ** -11, underflow: 2 ** -25 };

/** The same as `worstCaseBound` where each operand was rounded first, but for what underflowed in that. */
export function roundedOperandsBound(problem: Problem, { roundoff }: OperandRounding): number {
  return (1 + roundoff) ** 2 * (1 + worstCaseBound(problem)) - 1;
}

/**
 * What underflow can add to an element of C, from the sums of the sizes of its row of op(A) and its column of op(B):
 * (a + η)·(b + η) − a·b, summed over k.
 */
export function underflowBound({ k, alpha }: Problem, { roundoff, underflow }: OperandRounding, sums: number): number {
  return Math.abs(alpha) * (1 + roundoff) * (underflow * sums + k * underflow ** 2);
}

/** Standard deviations that a statistical bound allows for: less than one false alarm in 10^13. */
const DEVIATIONS = 8;

/**
 * The same with roundings that are as often up as down: they add up to √t·u (Higham & Mary, A New Approach to Probabilistic
 * Rounding Error Analysis, SIAM J. Sci. Comput. 41, 2019, theorem 2.4), times a constant for certainty.
 */
function likelyBound(problem: Problem, growth: number): number {
  const u = unitRoundoff(problem.dtype);
  const t = roundings(problem);
  const likely = Math.expm1((DEVIATIONS * Math.sqrt(t) * u + t * u * u) / (1 - u));
  // The 18 in `strassenGrowth` counts products of terms of sums; errors that are independent add up in squares.
  return Math.min(growth * worstCaseBound(problem), Math.sqrt(growth) * likely);
}

/**
 * How far Σ ±e may be from 0, for errors `e` of a row of C of which only a bound is known, and for signs that were drawn
 * independently of them: Hoeffding's inequality. `norm` is the Euclidean norm of a row of |α|·|op(A)|·|op(B)| + |β|·|C₀|, where
 * the worst case is larger by `growth` the largest of them.
 */
export function signedSumBound(problem: Problem, norm: number, growth = 1): number {
  return DEVIATIONS * likelyBound(problem, growth) * norm;
}

/**
 * The same where operands were rounded first. `sums` are a bound of the sums of the sizes of a row of op(A) and of any
 * column of op(B). What the roundings of operands add is taken at its worst.
 */
export function signedSumBoundOfRounded(
  problem: Problem,
  rounding: OperandRounding,
  norm: number,
  sums: number,
): number {
  const underflow = Math.sqrt(problem.n) * underflowBound(problem, rounding, sums);
  return DEVIATIONS * (roundedOperandsBound(problem, rounding) * norm + underflow);
}

/**
 * How much larger the error of `levels` levels of Strassen–Winograd may be than the k·k·u·‖A‖·‖B‖ of a conventional product,
 * where ‖·‖ is the largest element: ((k ÷ k₀)^(log₂ 18)·(k₀² + 6·k₀) − 6·k) ÷ k² with k₀ the depth of the smallest products
 * (Higham, Accuracy and Stability of Numerical Algorithms, 2nd ed. 2002, theorem 23.3). About 4.5 a level. No bound holds
 * element by element: what cancels in an element of C was as large as the largest one.
 */
export function strassenGrowth(k: number, levels: number): number {
  const depth = Math.ceil(k / 2 ** levels);
  return (18 ** levels * (depth ** 2 + 6 * depth) - 6 * k) / k ** 2;
}
