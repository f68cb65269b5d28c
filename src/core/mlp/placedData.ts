import { aligned } from '../matrix/operands';
import { floatsAt } from '../matrix/dense';
import { elementBytes } from '../problem';
import type { Dtype } from '../problem';
import type { DataSet, TrainingData } from './dataSet';
import type { TrainingSurroundings } from './stepProducts';

/** Samples in the kernel memory, as elements of the training. */
export interface PlacedSet {
  readonly rows: number;
  readonly offset: number;
  readonly labels: Int32Array;
}

export interface PlacedData {
  readonly train: PlacedSet;
  readonly test: PlacedSet | null;
  /** Samples of the larger set. */
  readonly longest: number;
}

/** Copies samples into the kernel memory; trainings on the same data share them. */
export function placeData({ train, test }: TrainingData, dtype: Dtype, surroundings: TrainingSurroundings): PlacedData {
  const place = ({ rows, features, inputs, divisor, labels }: DataSet): PlacedSet => {
    const count = rows * features;
    const offset = surroundings.allocate(aligned(count * elementBytes(dtype)));
    const { buffer } = surroundings.memory;
    const placed = new Int32Array(buffer, surroundings.allocate(rows * 4), rows);
    placed.set(labels);
    const values = floatsAt(dtype, buffer, offset, count);
    values.set(inputs);
    if (divisor !== 1) for (let at = 0; at < count; at++) values[at] /= divisor;
    return { rows, offset, labels: placed };
  };
  return {
    train: place(train),
    test: test === null ? null : place(test),
    longest: Math.max(train.rows, test?.rows ?? 0),
  };
}
