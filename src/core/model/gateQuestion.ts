/**
 * `met`, `missed`: the interval lies wholly on one side of what is asked for. `undecided`: it does not, or there is nothing to
 * judge by. A gate that fails on what is undecided raises false alarms as often as chance will have it.
 */
export type GateOutcome = 'met' | 'missed' | 'undecided';

/** What is said of an expectation, with the figures, or why there are none. */
export interface Outcome {
  readonly outcome: GateOutcome;
  /** A sentence. */
  readonly reason: string;
}

/** What is said at a confidence, and which of it claims that a difference was found. */
export interface Compared {
  readonly claims: readonly GateOutcome[];
  readonly outcome: (confidence: number) => Outcome;
}

export type Answer = Outcome | Compared;

/** One expectation at one row. */
export interface Question {
  /** 'simd is faster than blocked by 5% at 512×512×512'. */
  readonly title: string;
  readonly answer: Answer;
}
