/** What an entry of "train" says that its trainings should come to (model/trainGates.ts). */
export type TrainExpectation = AccuracyAtLeast | StepFasterThan;

/** At the end, this share of the test samples is classified rightly. */
export interface AccuracyAtLeast {
  readonly kind: 'accuracy at least';
  /** The name of one of the trainings; `null`: each of them. */
  readonly strategy: string | null;
  /** From 0 to 1. */
  readonly share: number;
}

/** A step of one training takes less time than one of another, which took turns with it, by a share of its own time. */
export interface StepFasterThan {
  readonly kind: 'step faster than';
  readonly strategy: string;
  readonly than: string;
  /** How much more time the other's step takes, in percent. */
  readonly byPercent: number;
}
