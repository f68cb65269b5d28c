import type { Dtype } from '../problem';
import { elementBytes } from '../problem';
import { aligned } from '../matrix/operands';

/** Samples and their classes, in ordinary memory. */
export interface DataSet {
  readonly rows: number;
  /** Numbers of a sample. */
  readonly features: number;
  /** Classes are 0 … classes − 1. */
  readonly classes: number;
  /** rows × features, row-major. */
  readonly inputs: Uint8Array | Float32Array | Float64Array;
  /** What an input is divided by: 255 for pixels. */
  readonly divisor: number;
  readonly labels: Int32Array;
}

/** What is trained with, and what it is judged by. */
export interface TrainingData {
  /** For people: 'MNIST, 10,000 + 2,000 of the package'. */
  readonly title: string;
  readonly train: DataSet;
  /** `null` where there is nothing to judge by but the training itself. */
  readonly test: DataSet | null;
}

/** Bytes that the samples take in the kernel memory, as elements of the training. */
export function dataBytes({ train, test }: TrainingData, dtype: Dtype): number {
  const bytesOf = ({ rows, features }: DataSet): number =>
    aligned(rows * features * elementBytes(dtype)) + aligned(rows * 4);
  return bytesOf(train) + (test === null ? 0 : bytesOf(test));
}
