import type { WorkKind } from '../../../core/measure/timeline';
import type { Ink } from '../../charts/lines/lineChart';

/** How a kind of work is told from the others: by its colour and by how high its pieces stand in their row. */
export interface SpanStyle {
  readonly ink: Ink;
  /** Of the height of a row: from its upper edge, and how much. */
  readonly top: number;
  readonly height: number;
}

export const SPAN_STYLES: Readonly<Record<WorkKind, SpanStyle>> = {
  multiply: { ink: 'blue', top: 0, height: 1 },
  kernel: { ink: 'blue', top: 0, height: 1 },
  'pack A': { ink: 'yellow', top: 0.4, height: 0.6 },
  'pack B': { ink: 'purple', top: 0, height: 0.6 },
  'between products': { ink: 'green', top: 0.3, height: 0.4 },
};
