import { stringify } from 'csv-stringify/sync';
import { parametersText } from '../../core/measurementLabel';
import type { Measurement, Run, Timing } from '../../core/measure/measurement';
import { TRAINING_COLUMNS, trainingLines } from './trainingCsv';

type Cell = string | number | boolean | null;

/** Columns of a row with a time; they are empty where there is none. */
const TIMED: readonly (readonly [title: string, value: (timing: Timing) => Cell])[] = [
  ['backend', ({ backend }) => backend],
  ['median_ns', ({ medianNs }) => medianNs],
  ['low_ns', ({ intervalNs }) => intervalNs[0]],
  ['high_ns', ({ intervalNs }) => intervalNs[1]],
  ['confidence', ({ confidence }) => confidence],
  ['samples', ({ samples }) => samples],
  ['runs_per_sample', ({ batch }) => batch],
  ['stopped_by', ({ stopped }) => stopped],
  ['rounds', ({ sampling }) => sampling?.disturbance.rounds ?? null],
  ['disturbed_rounds', ({ sampling }) => sampling?.disturbance.disturbed ?? null],
  ['disturbed_taken_again', ({ sampling }) => sampling?.disturbance.isSetAside ?? null],
  ['flops', ({ flops }) => flops],
  ['nonzeros', ({ nonzeros }) => nonzeros],
  ['gflops', ({ gflops }) => gflops],
  ['prepare_ns', ({ phasesNs }) => phasesNs.prepare],
  ['transfer_ns', ({ phasesNs }) => phasesNs.transfer],
  ['compute_ns', ({ phasesNs }) => phasesNs.compute],
  ['error', ({ error }) => error.norm],
  ['error_bound', ({ error }) => error.bound],
  ['verified_by', ({ error }) => error.method],
];

const SUBJECT: readonly (readonly [title: string, value: (measurement: Measurement) => Cell])[] = [
  ['benchmark', ({ benchmark }) => benchmark],
  ['strategy', ({ strategy }) => strategy],
  ['parameters', parametersText],
  ['m', ({ problem }) => problem.m],
  ['k', ({ problem }) => problem.k],
  ['n', ({ problem }) => problem.n],
  ['dtype', ({ problem }) => problem.dtype],
  ['transpose_a', ({ problem }) => problem.transposeA],
  ['transpose_b', ({ problem }) => problem.transposeB],
  ['alpha', ({ problem }) => problem.alpha],
  ['beta', ({ problem }) => problem.beta],
  ['structure', ({ problem }) => problem.structure],
  ['density', ({ problem }) => problem.density],
  ['seed', ({ problem }) => problem.seed],
  ['status', ({ status }) => status],
  ['reason', (measurement) => (measurement.status === 'ok' ? '' : measurement.reason)],
];

/**
 * A run as comma-separated values (RFC 4180), a header and a line for each row; times in nanoseconds a product. Texts that a
 * spreadsheet would take for a formula are escaped. Of a run with trainings the table has more columns, of which `kind` tells
 * products, trainings, phases and epochs apart.
 */
export function csvOf({ measurements, trainings = [] }: Pick<Run, 'measurements' | 'trainings'>): string {
  const header = [...SUBJECT, ...TIMED].map(([title]) => title);
  const more = trainings.length === 0 ? [] : TRAINING_COLUMNS;
  const lines = measurements.map((measurement) => [
    ...SUBJECT.map(([, value]) => value(measurement)),
    ...TIMED.map(([, value]) => (measurement.status === 'ok' ? value(measurement) : null)),
    ...more.map((column) => (column === 'kind' ? 'product' : null)),
  ]);
  const trained = trainings.flatMap(trainingLines).map((line) => {
    const cells = new Map<string, Cell>(Object.entries(line));
    return [...header, ...more].map((column) => cells.get(column) ?? null);
  });
  return stringify([[...header, ...more], ...lines, ...trained], {
    record_delimiter: 'windows',
    escape_formulas: true,
    cast: { boolean: String },
  });
}
