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

/**
 * Tukey's classes (Exploratory Data Analysis, 1977, §2): mild outliers lie more than 1.5 interquartile ranges below the
 * first or above the third quartile, severe ones more than 3. They are counted, never removed: on a machine that does other
 * things too they belong to what the user would see. Quartiles are interpolated (type 7 of Hyndman and Fan, 1996).
 */
export function outlierClasses(samples: readonly number[]): OutlierClasses {
  const rising = sorted(samples);
  const counts = { lowSevere: 0, lowMild: 0, highMild: 0, highSevere: 0 };
  if (rising.length < 4) return counts;
  const [first, third] = [quantile(rising, 0.25), quantile(rising, 0.75)];
  const range = third - first;
  for (const sample of rising) {
    if (sample < first - SEVERE * range) counts.lowSevere += 1;
    else if (sample < first - MILD * range) counts.lowMild += 1;
    else if (sample > third + SEVERE * range) counts.highSevere += 1;
    else if (sample > third + MILD * range) counts.highMild += 1;
  }
  return counts;
}

/** '12 of 200 outliers: 3 low, 4 high mild, 5 high severe' without what is 0; 'no outliers'. */
export function outliersText(samples: readonly number[]): string {
  const { lowSevere, lowMild, highMild, highSevere } = outlierClasses(samples);
  const classes: readonly (readonly [number, string])[] = [
    [lowSevere, 'low severe'],
    [lowMild, 'low mild'],
    [highMild, 'high mild'],
    [highSevere, 'high severe'],
  ];
  const found = classes.filter(([count]) => count > 0);
  if (found.length === 0) return 'no outliers';
  const total = found.reduce((sum, [count]) => sum + count, 0);
  const listed = found.map(([count, name]) => `${count} ${name}`).join(', ');
  return `${total} of ${samples.length} outliers: ${listed}`;
}

function quantile(rising: readonly number[], p: number): number {
  const at = p * (rising.length - 1);
  const below = Math.floor(at);
  const above = Math.min(rising.length - 1, below + 1);
  return rising[below] + (at - below) * (rising[above] - rising[below]);
}
