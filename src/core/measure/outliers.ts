import * as l10n from '@vscode/l10n';
import { listed } from '../sentences';
import { sorted } from './medianInterval';

/** How many samples lie beyond the fences, and on which side. */
export interface OutlierClasses {
  readonly lowSevere: number;
  readonly lowMild: number;
  readonly highMild: number;
  readonly highSevere: number;
}

/** Distances of the fences from the quartiles, in interquartile ranges. */
const MILD = 1.5;
const SEVERE = 3;

export const OUTLIER_KINDS = ['low severe', 'low mild', 'inside', 'high mild', 'high severe'] as const;
export type OutlierKind = (typeof OUTLIER_KINDS)[number];

/** Where Tukey's fences lie, rising: beyond the inner two a sample is mildly, beyond the outer two severely far out. */
export interface OutlierFences {
  readonly lowSevere: number;
  readonly lowMild: number;
  readonly highMild: number;
  readonly highSevere: number;
}

/**
 * Tukey's fences (Exploratory Data Analysis, 1977, §2): mild outliers lie more than 1.5 interquartile ranges below the first
 * or above the third quartile, severe ones more than 3. Quartiles are interpolated (type 7 of Hyndman and Fan, 1996). Fewer
 * than four samples have none.
 */
export function outlierFences(samples: readonly number[]): OutlierFences {
  const rising = sorted(samples);
  if (rising.length < 4) return { lowSevere: -Infinity, lowMild: -Infinity, highMild: Infinity, highSevere: Infinity };
  const [first, third] = [quantile(rising, 0.25), quantile(rising, 0.75)];
  const range = third - first;
  return {
    lowSevere: first - SEVERE * range,
    lowMild: first - MILD * range,
    highMild: third + MILD * range,
    highSevere: third + SEVERE * range,
  };
}

export function outlierKind(sample: number, { lowSevere, lowMild, highMild, highSevere }: OutlierFences): OutlierKind {
  if (sample < lowSevere) return 'low severe';
  if (sample < lowMild) return 'low mild';
  if (sample > highSevere) return 'high severe';
  return sample > highMild ? 'high mild' : 'inside';
}

/**
 * How many samples are of each class. They are counted, never removed: on a machine that does other things too they belong to
 * what the user would see.
 */
export function outlierClasses(samples: readonly number[]): OutlierClasses {
  const fences = outlierFences(samples);
  const kinds = samples.map((sample) => outlierKind(sample, fences));
  const count = (kind: OutlierKind): number => kinds.filter((each) => each === kind).length;
  return {
    lowSevere: count('low severe'),
    lowMild: count('low mild'),
    highMild: count('high mild'),
    highSevere: count('high severe'),
  };
}

/** '12 of 200 outliers: 3 low, 4 high mild, 5 high severe' without what is 0; 'no outliers'. */
export function outliersText(samples: readonly number[]): string {
  const { lowSevere, lowMild, highMild, highSevere } = outlierClasses(samples);
  const found = [
    ...(lowSevere > 0 ? [l10n.t('{0} low severe', lowSevere)] : []),
    ...(lowMild > 0 ? [l10n.t('{0} low mild', lowMild)] : []),
    ...(highMild > 0 ? [l10n.t('{0} high mild', highMild)] : []),
    ...(highSevere > 0 ? [l10n.t('{0} high severe', highSevere)] : []),
  ];
  if (found.length === 0) return l10n.t('no outliers');
  const total = lowSevere + lowMild + highMild + highSevere;
  return l10n.t('{0} of {1} outliers: {2}', total, samples.length, listed(found));
}

function quantile(rising: readonly number[], p: number): number {
  const at = p * (rising.length - 1);
  const below = Math.floor(at);
  const above = Math.min(rising.length - 1, below + 1);
  return rising[below] + (at - below) * (rising[above] - rising[below]);
}
