import * as l10n from '@vscode/l10n';
import type { DataSet, TrainingData } from './dataSet';
import type { NpyArray } from './npy';

/** The arrays do not make a training; the message says what is wrong with which, and what to do. */
export class DataError extends Error {
  override readonly name = 'DataError';
}

/** More classes than this are a mistake: a column of numbers that are no classes. */
const MOST_CLASSES = 4096;
/** Share of the samples that are kept for the test. */
const TEST_SHARE = 1 / 6;

/**
 * Samples from X (samples × features) and y, which holds classes as whole numbers from 0 on, or a column for each class with a
 * single 1 in each row. Every sixth sample is kept for the test. u1 is taken as pixels, 0 to 255.
 * @throws {DataError}
 */
export function dataFromArrays(x: NpyArray, y: NpyArray, title: string): TrainingData {
  if (x.shape.length !== 2) throw new DataError(l10n.t('X has one dimension. It takes two: samples × features.'));
  const [rows, features] = x.shape;
  if (rows < 2 || features < 1)
    throw new DataError(l10n.t('X is {0} × {1}. It takes two samples at least, and a feature.', rows, features));
  if (y.shape[0] !== rows) {
    throw new DataError(l10n.t('X has {0} samples and y {1}. Give one class for each sample.', rows, y.shape[0]));
  }
  for (let at = 0; at < x.elements.length; at++) {
    if (Number.isFinite(x.elements[at])) continue;
    const [row, column] = [Math.floor(at / features), at % features];
    throw new DataError(
      l10n.t('X[{0}, {1}] is {2}. Remove samples that have no number everywhere.', row, column, String(x.elements[at])),
    );
  }
  const isOneHot = y.shape.length === 2 && y.shape[1] > 1;
  const labels = isOneHot ? fromOneHot(y, rows, y.shape[1]) : fromNumbers(y, rows);
  const classes = isOneHot ? y.shape[1] : labels.reduce((most, label) => Math.max(most, label), 0) + 1;
  if (classes < 2) throw new DataError(l10n.t('All samples are of one class. There is nothing to learn.'));
  if (classes > MOST_CLASSES)
    throw new DataError(l10n.t('y names {0} classes. At most {1} can be; number them from 0.', classes, MOST_CLASSES));
  const isTest = (row: number): boolean => row % Math.round(1 / TEST_SHARE) === 0;
  const pick = (wanted: boolean): DataSet => {
    const chosen = Array.from({ length: rows }, (_, row) => row).filter((row) => isTest(row) === wanted);
    const inputs = x.elements.slice(0, chosen.length * features);
    chosen.forEach((row, at) => {
      inputs.set(x.elements.subarray(row * features, (row + 1) * features), at * features);
    });
    const own = Int32Array.from(chosen, (row) => labels[row]);
    return { rows: chosen.length, features, classes, inputs, divisor: x.type === 'u1' ? 255 : 1, labels: own };
  };
  return { title, train: pick(false), test: pick(true) };
}

function fromNumbers({ elements }: NpyArray, rows: number): Int32Array {
  const labels = new Int32Array(rows);
  for (let row = 0; row < rows; row++) {
    const label = elements[row];
    if (!Number.isInteger(label) || label < 0 || label > 2 ** 31 - 1) {
      throw new DataError(l10n.t('y[{0}] is {1}. Classes are whole numbers from 0 on.', row, String(label)));
    }
    labels[row] = label;
  }
  return labels;
}

function fromOneHot({ elements }: NpyArray, rows: number, classes: number): Int32Array {
  const labels = new Int32Array(rows);
  for (let row = 0; row < rows; row++) {
    const values = elements.subarray(row * classes, (row + 1) * classes);
    const ones = values.filter((value) => value === 1).length;
    const zeros = values.filter((value) => value === 0).length;
    if (ones !== 1 || zeros !== classes - 1) {
      throw new DataError(
        l10n.t('Row {0} of y is not one 1 among zeros. Give classes as numbers, or a column for each class.', row),
      );
    }
    labels[row] = values.indexOf(1);
  }
  return labels;
}
