import { describe, expect, it } from 'vitest';
import { MOST_CURVE_POINTS } from '../../../../src/core/measure/curveSteps';
import { TrainingRecord } from '../../../../src/host/training/trainingRecord';
import type { TrainEvent } from '../../../../src/shared/trainProtocol';
import { eventsOf, PHASES_NS, specOf } from '../../../trainingFixture';

type Progress = Extract<TrainEvent, { type: 'progress' }>;

function progress(epoch: number, loss: number): Progress {
  const position = { epoch: Math.floor(epoch), step: Math.round((epoch % 1) * 1000), stepsPerEpoch: 1000 };
  const rest = { accuracy: 0.5, stepNs: 1000, phasesNs: [600, 400] };
  return {
    type: 'progress',
    arm: 0,
    position,
    steps: 1,
    loss,
    stretches: [{ steps: 1, loss, accuracy: 0.5 }],
    ...rest,
  };
}

describe('the record of a training', () => {
  it('has for each epoch the means of its batches beside the test samples', () => {
    const record = new TrainingRecord(['simd']);
    record.take({ ...progress(0.4, 3), steps: 4 });
    record.take({ type: 'epoch', arm: 0, epoch: 1, accuracy: 0.9 });
    record.take({ ...progress(1, 1), steps: 6 });
    record.take(progress(1.1, 100));
    expect(record.view()[0].epochs).toEqual([{ epoch: 1, loss: 1.8, accuracy: 0.5, testAccuracy: 0.9 }]);
  });

  it('puts neighbours together when a curve grows too long, the first last, and keeps their means', () => {
    const record = new TrainingRecord(['simd']);
    for (let at = 1; at <= MOST_CURVE_POINTS + 1; at++) record.take(progress(at / 1000, at));
    const { curve } = record.view()[0];
    expect(curve).toHaveLength(20 + (MOST_CURVE_POINTS - 20) / 2 + 1);
    expect(curve[0]).toEqual({ epoch: 0.001, steps: 1, loss: 1, accuracy: 0.5 });
    expect(curve[20]).toEqual({ epoch: 0.022, steps: 2, loss: 21.5, accuracy: 0.5 });
    expect(curve.reduce((sum, { steps }) => sum + steps, 0)).toBe(MOST_CURVE_POINTS + 1);
  });

  it('has a point for each stretch of an event, each where it ends', () => {
    const record = new TrainingRecord(['simd']);
    const stretches = [3, 2, 1].map((loss) => ({ steps: 100, loss, accuracy: 0.5 }));
    record.take({ ...progress(1.1, 2), steps: 300, stretches });
    expect(record.view()[0].curve).toEqual([
      { epoch: 0.9, steps: 100, loss: 3, accuracy: 0.5 },
      { epoch: 1, steps: 100, loss: 2, accuracy: 0.5 },
      { epoch: 1.1, steps: 100, loss: 1, accuracy: 0.5 },
    ]);
  });

  it('averages the parts of a step over all steps', () => {
    const record = new TrainingRecord(['simd']);
    record.take({ ...progress(0.1, 1), steps: 1, phasesNs: [100, 0] });
    record.take({ ...progress(0.2, 1), steps: 3, phasesNs: [200, 40] });
    expect(record.view()[0].times?.phasesNs).toEqual([175, 30]);
  });

  it('has a ratio of times with an interval for the second arm, and none for the first', () => {
    const spec = specOf({ other: { all: 'blas', products: {} } });
    const record = new TrainingRecord(spec.arms.map(({ name }) => name));
    for (const event of eventsOf(spec, 0.25)) {
      if (event.type !== 'opened' && event.type !== 'state') record.take(event);
    }
    const [first, second] = record.view();
    expect(first.times?.ratio).toBeNull();
    expect(second.times?.ratio).toEqual({ ratio: 0.25, low: 0.25, high: 0.25 });
    expect(second.times?.phasesNs[1]).toBeCloseTo(PHASES_NS[1] / 4);
  });
});
