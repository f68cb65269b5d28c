/** What the command line answers to scripts. Other people's scripts depend on these numbers. */
export const EXIT = {
  done: 0,
  /** A comparison, gate or verification failed. */
  failed: 1,
  /** Wrong usage, or an input that cannot be used. */
  unusable: 2,
  cancelled: 130,
} as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** Nothing was measured because of what the user gave. The message is for the user, a line for each problem. */
export class UnusableInput extends Error {
  constructor(
    /** `usage`: the command line itself is wrong, so that its help is worth a look. `input`: a file is. */
    readonly reason: 'usage' | 'input',
    readonly problems: readonly string[],
  ) {
    super(problems.join('\n'));
    this.name = 'UnusableInput';
  }
}

/** The user asked to stop before there was anything to show. */
export class CancelledEarly extends Error {
  readonly reason = 'cancelled';

  constructor() {
    super('Cancelled before anything was measured.');
    this.name = 'CancelledEarly';
  }
}
