import type { LayerStatistics } from '../src/core/mlp/layerStatistics';
import type { GradientCheck } from '../src/core/mlp/gradientCheck';
import type { Phase } from '../src/core/mlp/stepOperations';
import { strategyDescriptions } from '../src/core/kernels/registry';
import { FIRST_TRAIN_FORM, readTrainForm } from '../src/core/spec/trainForm';
import type { TrainForm } from '../src/core/spec/trainForm';
import type { TrainSpec } from '../src/core/spec/trainSpec';
import type { OpenedTraining, TrainEvent, TrainOutcome } from '../src/shared/trainProtocol';

/** What the engine streams of a training, made up but of its shape: 784-100-10, two epochs of 40 steps. */

export const STEPS_PER_EPOCH = 40;
const STEPS_PER_EVENT = 10;

export function specOf(change: Partial<TrainForm> = {}): TrainSpec {
  const result = readTrainForm({ ...FIRST_TRAIN_FORM, epochs: '2', ...change }, strategyDescriptions);
  if ('problems' in result) throw new Error(JSON.stringify(result.problems));
  return result.spec;
}

export function check(error: number): GradientCheck {
  const arrays = ['W1', 'b1', 'W2', 'b2'].map((name) => ({ name, sampled: 16, total: 1000, error }));
  return { arrays, error, passed: error < 1e-7, tolerance: 1e-7, dtype: 'f64', skipped: 0 };
}

function phasesOf(strategy: string): readonly Phase[] {
  const product = (name: string, layer: number): Phase => ({
    name,
    layer,
    kind: 'product',
    backend: `${strategy}: wasm simd256 6×16`,
  });
  const own = (name: string, kind: Phase['kind'], layer: number | null): Phase => ({
    name,
    kind,
    layer,
    backend: 'wasm simd128',
  });
  return [
    own('gather', 'input', null),
    product('Z1', 0),
    own('activation 1', 'activation', 0),
    product('Z2', 1),
    own('activation 2', 'activation', 1),
    own('loss', 'loss', null),
    product('dW2', 1),
    product('dA1', 1),
    own('gradient 1', 'gradient', 0),
    product('dW1', 0),
    own('update', 'update', null),
  ];
}

/** Nanoseconds of the parts of a step, in their order. */
export const PHASES_NS = [20, 300, 10, 20, 5, 5, 25, 20, 10, 400, 60].map((us) => 1000 * us);

export function openedOf(spec: TrainSpec): OpenedTraining {
  return {
    data: 'MNIST, 10,000 + 2,000 samples',
    trainRows: 10_000,
    testRows: 2_000,
    network: { ...spec.network, sizes: [784, ...spec.hiddenSizes, 10] },
    parameters: 79_510,
    stepsPerEpoch: STEPS_PER_EPOCH,
    phases: spec.arms.map(({ strategies }) => phasesOf(strategies.all.id)),
    check: check(2.1e-9),
    checkWithMistakes: spec.mistakes.length === 0 ? null : check(0.33),
  };
}

export function layersOf(spec: TrainSpec, change: Partial<LayerStatistics> = {}): readonly LayerStatistics[] {
  return [...spec.hiddenSizes, 10].map((units, layer) => ({
    layer,
    activation: layer === spec.hiddenSizes.length ? spec.network.output.activation : spec.network.hidden,
    histogram: Array.from({ length: 20 }, (_, bar) => (bar === 0 ? 3000 : 200 - 8 * bar)),
    low: 0,
    high: 1,
    saturated: 0,
    deadUnits: layer === 0 ? 3 : 0,
    units,
    weightNorm: 12.5,
    gradientNorm: 0.31,
    unchanged: [],
    ...change,
  }));
}

/** Loss and accuracy after so many steps; all arms learn alike. */
function lossAt(step: number): number {
  return 2.3 / (1 + step / 20);
}

function accuracyAt(step: number): number {
  return 1 - lossAt(step) / 3;
}

/** The events of a training, arms in turns; the second takes `second` of the first one's time. */
export function eventsOf(spec: TrainSpec, second = 0.5, epochs = spec.epochs): readonly TrainEvent[] {
  const events: TrainEvent[] = [{ type: 'opened', ...openedOf(spec) }];
  for (let epoch = 0; epoch < epochs; epoch++) {
    for (let step = STEPS_PER_EVENT; step <= STEPS_PER_EPOCH; step += STEPS_PER_EVENT) {
      for (const arm of spec.arms.keys()) {
        const speed = arm === 0 ? 1 : second;
        const ended = step === STEPS_PER_EPOCH;
        const total = epoch * STEPS_PER_EPOCH + step;
        if (ended) events.push({ type: 'epoch', arm, epoch: epoch + 1, accuracy: 0.9 + 0.02 * epoch });
        events.push({
          type: 'progress',
          arm,
          position: ended
            ? { epoch: epoch + 1, step: 0, stepsPerEpoch: STEPS_PER_EPOCH }
            : { epoch, step, stepsPerEpoch: STEPS_PER_EPOCH },
          steps: STEPS_PER_EVENT,
          loss: lossAt(total),
          accuracy: accuracyAt(total),
          stretches: [total - STEPS_PER_EVENT / 2, total].map((each) => ({
            steps: STEPS_PER_EVENT / 2,
            loss: lossAt(each),
            accuracy: accuracyAt(each),
          })),
          stepNs: speed * 875_000,
          phasesNs: PHASES_NS.map((ns) => speed * ns),
        });
      }
    }
    for (const arm of spec.arms.keys()) events.push({ type: 'layers', arm, layers: layersOf(spec) });
  }
  return events;
}

export function outcomeOf(spec: TrainSpec, second = 0.5): TrainOutcome {
  return {
    state: 'finished',
    elapsedMs: 4200,
    results: spec.arms.map((_, arm) => {
      const speed = arm === 0 ? 1 : second;
      return {
        arm,
        steps: 2 * STEPS_PER_EPOCH,
        accuracy: 0.92,
        stepNs: speed * 875_000,
        stepRangeNs: [speed * 850_000, speed * 950_000],
        turnsNs: [0.97, 1, 1.03].map((share) => speed * share * 875_000),
        phasesNs: PHASES_NS.map((ns) => speed * ns),
        ratio: arm === 0 ? null : { ratio: second, low: second * 0.98, high: second * 1.02 },
      };
    }),
  };
}
