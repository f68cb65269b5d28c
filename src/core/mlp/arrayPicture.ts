import type { Floats } from '../matrix/dense';

export const ARRAY_KINDS = ['W', 'dW', 'A'] as const;
/** Arrays of a layer that can be looked at: weights, their gradients, activations of the last batch. */
export type ArrayKind = (typeof ARRAY_KINDS)[number];

/** An array as it is drawn: units are its columns, few enough to be looked at. */
export interface ArrayPicture {
  /** Of the array itself. */
  readonly totalRows: number;
  readonly totalUnits: number;
  /** What is drawn: of many units the first; where rows are too many, each drawn one is the mean of neighbours. */
  readonly rows: number;
  readonly units: number;
  /** The largest magnitude that is drawn. */
  readonly reach: number;
  /** Whether any drawn value is below 0. */
  readonly signed: boolean;
  /**
   * rows × units levels, row-major, a character of two hexadecimal digits each: 128 is 0, 1 and 255 are −reach and reach, 0 is no
   * number.
   */
  readonly levels: string;
  /** Of each drawn unit, from all of its rows. */
  readonly facts: readonly UnitFacts[];
}

export interface UnitFacts {
  /** Euclidean. */
  readonly norm: number;
  readonly low: number;
  readonly high: number;
  readonly mean: number;
}

const MOST_UNITS = 100;
const MOST_ROWS = 1024;
const NO_NUMBER = 0;
const ZERO = 128;
const STEPS = 127;

/** Makes the picture of an array of rows × columns, row-major. */
export function arrayPicture(elements: Floats, rows: number, columns: number): ArrayPicture {
  const units = Math.min(columns, MOST_UNITS);
  const block = Math.max(1, Math.ceil(rows / MOST_ROWS));
  const drawnRows = Math.ceil(rows / block);
  const values = new Float64Array(drawnRows * units);
  let reach = 0;
  let signed = false;
  for (let row = 0; row < drawnRows; row++) {
    const [begin, end] = [row * block, Math.min(rows, (row + 1) * block)];
    for (let unit = 0; unit < units; unit++) {
      let sum = 0;
      for (let at = begin; at < end; at++) sum += elements[at * columns + unit];
      const value = sum / (end - begin);
      values[row * units + unit] = value;
      if (Number.isFinite(value)) reach = Math.max(reach, Math.abs(value));
      signed ||= value < 0;
    }
  }
  const level = (value: number): number =>
    Number.isNaN(value)
      ? NO_NUMBER
      : reach === 0
        ? ZERO
        : ZERO + Math.round(STEPS * Math.min(1, Math.max(-1, value / reach)));
  return {
    totalRows: rows,
    totalUnits: columns,
    rows: drawnRows,
    units,
    reach,
    signed,
    levels: Array.from(values, (value) => level(value).toString(16).padStart(2, '0')).join(''),
    facts: Array.from({ length: units }, (_, unit) => factsOf(elements, rows, columns, unit)),
  };
}

/** The levels of a picture, −1 to 1; NaN where there is no number. */
export function levelsOf({ levels }: Pick<ArrayPicture, 'levels'>): Float32Array {
  return Float32Array.from({ length: levels.length / 2 }, (_, at) => {
    const level = Number.parseInt(levels.slice(2 * at, 2 * at + 2), 16);
    return level === NO_NUMBER ? NaN : (level - ZERO) / STEPS;
  });
}

function factsOf(elements: Floats, rows: number, columns: number, unit: number): UnitFacts {
  let [squares, sum, low, high] = [0, 0, Infinity, -Infinity];
  for (let row = 0; row < rows; row++) {
    const value = elements[row * columns + unit];
    squares += value * value;
    sum += value;
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  return { norm: Math.sqrt(squares), low, high, mean: sum / Math.max(1, rows) };
}
