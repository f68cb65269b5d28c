import type { CurveStretch } from './trainingCurve';

/*
 * After which steps a learning curve has a point. It follows from the number of steps alone, never from how long they took, so
 * that a fast training and a slow one have their points at the same steps, and a curve can be thinned where it is recorded,
 * where it is sent and where it is kept, each time to a part of the points of before.
 */

/** Points of a curve that a view draws: about half as many as a chart has pixels. */
export const MOST_CURVE_POINTS = 400;
/**
 * An octave, from a step to the one of twice its number, has at most one in so many of the points. All octaves of 2⁴² steps do not
 * fill a curve, which is more than are ever trained.
 */
const OCTAVES = 40;

/** At most so many points stand in an octave, and a stride is at most so small a part of the steps before it. */
function octavePoints(mostPoints: number): number {
  return Math.max(1, Math.floor(mostPoints / OCTAVES));
}

/**
 * Steps from one point to the next around a step, counted from 1: each step has its point at first, where a loss falls quickest,
 * then strides grow by factors of two with the number of the step, up to `evenStride` for all that follows.
 */
export function strideAt(step: number, even: number, mostPoints: number): number {
  const points = octavePoints(mostPoints);
  let stride = 1;
  while (stride < even && step > 2 * points * stride) stride *= 2;
  return stride;
}

/** Whether a point of the curve ends with this step. */
export function endsPoint(step: number, even: number, mostPoints: number): boolean {
  return step % strideAt(step, even, mostPoints) === 0;
}

/**
 * The smallest stride, a power of two, with which a curve of so many steps has `mostPoints` points at most; then it has half of
 * them at least, or a point for each step.
 *
 * @param known one that was enough for fewer steps, from which on is looked.
 */
export function evenStride(steps: number, mostPoints: number, known = 1): number {
  let even = known;
  while (even < steps && pointsWith(even, steps, mostPoints) > mostPoints) even *= 2;
  return even;
}

function pointsWith(even: number, steps: number, mostPoints: number): number {
  const octave = 2 * octavePoints(mostPoints);
  let points = 0;
  let from = 0;
  for (let stride = 1; stride < even && from < steps; stride *= 2) {
    const to = Math.min(steps, octave * stride);
    points += Math.ceil((to - from) / stride);
    from = to;
  }
  return points + Math.ceil((steps - from) / even);
}

/**
 * The stretches of a curve, or of a piece of it, put together to those that end where it has its points. What is left at the end
 * is a point as far as it is, and grows with the stretches that follow.
 *
 * @param before steps before the first of them.
 */
export function thinned<Stretch extends CurveStretch>(
  stretches: readonly Stretch[],
  mostPoints: number,
  before = 0,
): readonly Stretch[] {
  const even = evenStride(before + stretches.reduce((sum, { steps }) => sum + steps, 0), mostPoints);
  const points: Stretch[] = [];
  let step = before;
  let isOpen = false;
  for (const stretch of stretches) {
    const last = isOpen ? points.pop() : undefined;
    points.push(last === undefined ? stretch : together(last, stretch));
    step += stretch.steps;
    isOpen = !endsPoint(step, even, mostPoints);
  }
  return points;
}

/** Both as one that ends where the second does. */
function together<Stretch extends CurveStretch>(first: Stretch, second: Stretch): Stretch {
  const steps = first.steps + second.steps;
  const mean = (one: number, other: number): number => (one * first.steps + other * second.steps) / steps;
  return {
    ...second,
    steps,
    loss: mean(first.loss, second.loss),
    accuracy: mean(first.accuracy, second.accuracy),
  };
}
