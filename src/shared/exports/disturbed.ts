import type { Measurement } from '../../core/measure/measurement';
import { disturbanceText } from '../../core/measure/roundLog';

/** What the calibration loop showed of the rounds of a row, '3 of 40 rounds were disturbed and taken again'; `null`: nothing. */
export function disturbedText(row: Measurement): string | null {
  return row.status !== 'ok' || row.sampling === undefined ? null : disturbanceText(row.sampling.disturbance);
}
