import * as l10n from '@vscode/l10n';
import { assertNever } from '../assertNever';

/** What a benchmark says that its results should be; judged on intervals, not on points (model/gates.ts). */
export type Expectation = FasterThan | NotSlowerThanBaseline;

/** Every row of the strategy takes less time than every row of the other at the same problem, by a share of its own time. */
export interface FasterThan {
  readonly kind: 'faster than';
  readonly strategy: string;
  readonly than: string;
  /** How much more time the other takes, in percent. */
  readonly byPercent: number;
}

/** No row of the strategy takes more time than the same row of the baseline, but for a share of that. */
export interface NotSlowerThanBaseline {
  readonly kind: 'not slower than baseline';
  readonly strategy: string;
  /** How much more time is allowed, in percent. */
  readonly byPercent: number;
}

/** 'simd is faster than blocked by more than 5%'. */
export function expectationText(expectation: Expectation): string {
  const { strategy, byPercent } = expectation;
  switch (expectation.kind) {
    case 'faster than':
      return byPercent === 0
        ? l10n.t('{0} is faster than {1}', strategy, expectation.than)
        : l10n.t('{0} is faster than {1} by more than {2}%', strategy, expectation.than, byPercent);
    case 'not slower than baseline':
      return byPercent === 0
        ? l10n.t('{0} is not slower than the baseline', strategy)
        : l10n.t('{0} is not slower than the baseline by more than {1}%', strategy, byPercent);
    default:
      return assertNever(expectation);
  }
}
