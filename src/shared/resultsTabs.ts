/** Which tabs the results may have; each has a folder of its own in `src/webview/results`. */
export const TAB_IDS = [
  'table',
  'heatmap',
  'curves',
  'roofline',
  'distribution',
  'timeline',
  'crossover',
  'strategies',
  'matrices',
  'trained',
  'training',
  'runs',
  'machine',
] as const;

export type TabId = (typeof TAB_IDS)[number];

/** A tab that commands open; the others come to the front by themselves, with what they show. */
export type LinkedTab = Exclude<TabId, 'crossover' | 'trained' | 'training'>;
