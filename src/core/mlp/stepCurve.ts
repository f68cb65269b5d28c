import { endsPoint, evenStride, MOST_CURVE_POINTS, strideAt } from '../measure/curveSteps';
import type { CurveStretch } from '../measure/trainingCurve';

/** Points between two readings: with one too many they are thinned. */
const CAPACITY = MOST_CURVE_POINTS + 1;

/** Loss and right answers of each step of a training, put together to the points of its curve. A step allocates nothing. */
export class StepCurve {
  /** By points since the last reading: the number of the last step, and sums over the batches. */
  private readonly ends = new Float64Array(CAPACITY);
  private readonly losses = new Float64Array(CAPACITY);
  private readonly rights = new Float64Array(CAPACITY);
  private points = 0;
  /** Steps of the training so far, those that were read, and the one that ends the point that goes on. */
  private step = 0;
  private readSteps = 0;
  private nextEnd = 1;
  private even = 1;
  private loss = 0;
  private right = 0;

  /** @param batch samples of a step */
  constructor(private readonly batch: number) {}

  /** A step: the sum of the losses of its batch, and how many of its samples were classified rightly. */
  add(loss: number, right: number): void {
    this.loss += loss;
    this.right += right;
    this.step++;
    if (this.step < this.nextEnd) return;
    this.end();
    const even = evenStride(this.step, MOST_CURVE_POINTS, this.even);
    if (even !== this.even) {
      this.even = even;
      this.thin();
    }
    const stride = strideAt(this.step + 1, even, MOST_CURVE_POINTS);
    this.nextEnd = (Math.floor(this.step / stride) + 1) * stride;
  }

  /** What there is since the last reading; the last of it may be a part of a point, as the first of the next reading then is. */
  read(): readonly CurveStretch[] {
    if (this.step > (this.points === 0 ? this.readSteps : this.ends[this.points - 1])) this.end();
    const stretches = Array.from({ length: this.points }, (_, at): CurveStretch => {
      const steps = this.ends[at] - (at === 0 ? this.readSteps : this.ends[at - 1]);
      const samples = steps * this.batch;
      return { steps, loss: this.losses[at] / samples, accuracy: this.rights[at] / samples };
    });
    this.points = 0;
    this.readSteps = this.step;
    return stretches;
  }

  private end(): void {
    const { points } = this;
    this.ends[points] = this.step;
    this.losses[points] = this.loss;
    this.rights[points] = this.right;
    this.points++;
    this.loss = 0;
    this.right = 0;
  }

  /** Each that no longer ends where the curve has a point goes into the next; what is left at the end goes on. */
  private thin(): void {
    const { ends, losses, rights } = this;
    let kept = 0;
    for (let at = 0; at < this.points; at++) {
      this.loss += losses[at];
      this.right += rights[at];
      if (!endsPoint(ends[at], this.even, MOST_CURVE_POINTS)) continue;
      ends[kept] = ends[at];
      losses[kept] = this.loss;
      rights[kept] = this.right;
      kept++;
      this.loss = 0;
      this.right = 0;
    }
    this.points = kept;
  }
}
