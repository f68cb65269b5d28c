import type { TimedMeasurement } from '../../core/measure/measurement';
import type { RowGroup } from './resultRows';

/** Timing → the index of the row that it belongs to. */
export type RowOfTiming = ReadonlyMap<TimedMeasurement, number>;

export function rowOfTiming(groups: readonly RowGroup[]): RowOfTiming {
  return new Map(
    groups.flatMap(({ rows }) =>
      rows.flatMap(({ timing, index }): [TimedMeasurement, number][] => (timing === null ? [] : [[timing, index]])),
    ),
  );
}
