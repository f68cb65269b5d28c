import { describe, expect, test } from 'vitest';
import { accuracyChart, accuracyTable, lossChart, lossTable } from '../../src/webview/results/training/trainingCharts';
import { curveText, progressText, trainingFinding } from '../../src/webview/results/training/trainingFinding';
import { alarmsOf, stepParts, trainingTitle, whatWasFound } from '../../src/webview/results/training/trainingTexts';
import { layersOf, specOf } from '../trainingFixture';
import { trainingView } from './trainingHarness';

const beside = { other: { all: 'blas' as const, products: {} } };

describe('the finding of a training', () => {
  test('of one says accuracy, time of a step and where it goes', () => {
    expect(trainingFinding(trainingView()).title).toBe(
      '92.0% of the test samples right after 2 epochs; a step takes 875.0 µs, 46% of it in dW1 (simd)',
    );
  });

  test('of two says the ratio with its interval, the faster one first, and that the curve is the same', () => {
    expect(trainingFinding(trainingView({ form: beside })).title).toBe(
      'With blas a step takes 437.5 µs, with simd 875.0 µs: 2.00× as fast (1.96–2.04); the same curve: equal losses in each of 2 epochs, 92.0% and 92.0% of the test samples right',
    );
  });

  test('of two that take the same time says that no difference was found', () => {
    expect(trainingFinding(trainingView({ form: beside, second: 1 })).title).toMatch(
      /^With simd a step takes 875\.0 µs, with blas 875\.0 µs: no difference found \(ratio 1\.00× \(0\.980–1\.02\)\)/,
    );
  });

  test('of curves that are not the same says by how much', () => {
    const { arms } = trainingView({ form: beside });
    const [first, second] = arms;
    const apart = { ...second, epochs: second.epochs.map((point) => ({ ...point, loss: point.loss * 1.1 })) };
    expect(curveText(first, apart)).toMatch(/^their curves differ: losses by up to 10\.00%/);
    const astray = { ...second, epochs: second.epochs.map((point) => ({ ...point, loss: NaN })) };
    expect(curveText(first, astray)).toMatch(/^their curves differ: losses by up to no number/);
  });

  test('that goes on says so far, and how far it is', () => {
    const view = trainingView({ status: { state: 'running' }, epochs: 1 });
    expect(trainingFinding(view).title).toMatch(/so far$/);
    expect(progressText(view)).toBe('epoch 2 of 2 · 4.2 s so far');
  });

  test('that was refused says what the check found', () => {
    const view = trainingView({ form: { mistakes: ['no-mean'] }, status: { state: 'refused' }, epochs: 0 });
    expect(trainingFinding(view).title).toBe('The gradients are wrong: relative error 3.3e-1, and below 1e-7 is right');
    expect(trainingTitle(view)).toBe('WRONG ON PURPOSE: 784-100-10 by simd');
  });
});

describe('what the checks say', () => {
  test('shares of a step are of all of its parts', () => {
    const view = trainingView();
    const parts = stepParts(view, view.arms[0], 0);
    expect(parts.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1);
    expect(parts.find(({ name }) => name === 'dW1')?.ns).toBe(400_000);
  });

  test('unchanged parameters, saturation, dead units and what is no number are told, each in a sentence', () => {
    const spec = specOf({ hidden: 'sigmoid' });
    const alarms = alarmsOf(
      layersOf(spec, { unchanged: ['b1'], saturated: 0.8, deadUnits: 90, units: 100, weightNorm: NaN }),
    );
    expect(alarms.slice(0, 4).join('\n')).toMatch(
      /b1: unchanged[^]*80% of its sigmoid[^]*90 of 100 units[^]*no numbers/,
    );
    expect(alarmsOf(layersOf(spec))).toEqual([]);
  });

  test('each mistake has what was found of it in this training, and nothing where it is off', () => {
    const view = trainingView({ form: { mistakes: ['no-mean', 'fixed-biases'] } });
    expect(whatWasFound('no-mean', view)).toMatch(/^Here the gradient check fails at W1, b1, W2, b2/);
    expect(whatWasFound('fixed-biases', view)).toBe('Here no step has been taken yet.');
    expect(whatWasFound('loss-mismatch', view)).toBeNull();
  });
});

describe('charts', () => {
  const stretch = (epoch: number, loss: number) => ({ epoch, steps: 10, loss, accuracy: 1 - loss / 10 });
  const arm = (name: string, losses: readonly number[]) => ({
    name,
    curve: losses.map((loss, at) => stretch(2 + (at + 1) / losses.length, loss)),
    epochs: [{ epoch: 3, loss: 1, accuracy: 0.9, testAccuracy: 0.75 }],
  });

  test('curves of all trainings share their axes, from the epoch that they began in', () => {
    const { x, y, series } = lossChart([arm('simd', [2, 1.5, 1]), arm('blas', [4, 1])]);
    expect([x.domain, y.domain]).toEqual([
      [2, 3.02],
      [0, 4.2],
    ]);
    expect(series.map(({ name, points }) => [name, points.at(-1)?.text])).toEqual([
      ['simd', 'simd, epoch 3.00: loss 1.00'],
      ['blas', 'blas, epoch 3.00: loss 1.00'],
    ]);
  });

  test('what went astray is said to be no number, and does not spoil the axis', () => {
    const { y, series } = lossChart([arm('simd', [2, NaN])]);
    expect(y.domain).toEqual([0, 2.1]);
    expect(series[0].points[1].text).toBe('epoch 3.00: loss no number');
    expect(lossTable([arm('simd', [NaN])]).rows).toEqual([['simd', '3.00', '10', 'no number']]);
  });

  test('accuracies of batches and of test samples are in percent, from the tens below the least to 100', () => {
    const chart = accuracyChart([arm('simd', [2, 1])]);
    expect(chart.y.domain).toEqual([70, 100]);
    expect(chart.series[1].points[0].text).toBe('after epoch 3: 75.0% of the test samples right');
    expect(accuracyTable([arm('simd', [2])]).rows).toEqual([
      ['simd', '3.00', 'test samples', '75.00'],
      ['simd', '3.00', 'batches', '80.00'],
    ]);
  });
});
