import type { Measurement, MeasurementSubject } from '../core/measure/measurement';
import type { RowState } from '../shared/viewProtocol';

/** What a row measures. */
export function subjectOf(row: RowState): MeasurementSubject {
  return row.state === 'done' ? row.measurement : row.subject;
}

/** What is known of a row, final or so far. */
export function measurementOf(row: RowState): Measurement | null {
  return row.state === 'done' ? row.measurement : row.state === 'measuring' ? row.soFar : null;
}
