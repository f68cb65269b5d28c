import * as l10n from '@vscode/l10n';
import { RandomStream } from '../matrix/random';
import type { DataSet, TrainingData } from './dataSet';
import { fillNormal, STREAM } from './initialise';

export interface SyntheticData {
  readonly rows: number;
  readonly features: number;
  readonly classes: number;
  /** Distance of a class's centre from 0, in standard deviations of its samples. */
  readonly separation: number;
  readonly seed: number;
}

/** Share of the samples that is kept for the test. */
const TEST_SHARE = 0.2;

/** A cloud of normal samples around a random centre for each class. */
export function syntheticData({ rows, features, classes, separation, seed }: SyntheticData): TrainingData {
  const centres = new Float64Array(classes * features);
  fillNormal(centres, separation / Math.sqrt(features), new RandomStream(seed, STREAM.inputs, 0));
  const draw = (count: number, stream: number): DataSet => {
    const inputs = new Float32Array(count * features);
    fillNormal(inputs, 1, new RandomStream(seed, STREAM.inputs, stream));
    const random = new RandomStream(seed, STREAM.classes, stream);
    const labels = Int32Array.from({ length: count }, () => random.below(classes));
    labels.forEach((label, row) => {
      for (let at = 0; at < features; at++) inputs[row * features + at] += centres[label * features + at];
    });
    return { rows: count, features, classes, inputs, divisor: 1, labels };
  };
  const test = Math.max(1, Math.round(rows * TEST_SHARE));
  return {
    title: l10n.t('synthetic, {0} + {1} samples of {2} features and {3} classes', rows, test, features, classes),
    train: draw(rows, 1),
    test: draw(test, 2),
  };
}
