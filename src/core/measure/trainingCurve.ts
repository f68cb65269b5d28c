/** Steps of a training that follow each other, of one arm. Of one that went astray, means are no numbers. */
export interface CurveStretch {
  readonly steps: number;
  /** Means over the batches of its steps, each taken before its step. */
  readonly loss: number;
  readonly accuracy: number;
}

/** A stretch and where it lies. */
export interface CurvePoint extends CurveStretch {
  /** Where it ends, in epochs since the first step: 2.5. */
  readonly epoch: number;
}

/** The end of an epoch. */
export interface EpochPoint {
  readonly epoch: number;
  /** Means over the batches of the epoch. */
  readonly loss: number;
  readonly accuracy: number;
  /** Share of right answers on the test samples. */
  readonly testAccuracy: number;
}

/** How one of the trainings that go side by side has learnt. */
export interface TrainingCurve {
  readonly name: string;
  readonly curve: readonly CurvePoint[];
  readonly epochs: readonly EpochPoint[];
}
