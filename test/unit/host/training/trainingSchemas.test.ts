import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { gradientCheckSchema, savedTrainingSchema } from '../../../../src/host/training/trainingSchemas';
import { TrainingRecord } from '../../../../src/host/training/trainingRecord';
import type { ArmView } from '../../../../src/shared/trainingView';
import { check, eventsOf, openedOf, specOf } from '../../../trainingFixture';

describe('a gradient check that was saved', () => {
  it('is read with the element type of its step', () => {
    const saved = { ...check(2e-5), tolerance: 1e-4, dtype: 'f32' as const };
    expect(v.parse(gradientCheckSchema, JSON.parse(JSON.stringify(saved)))).toEqual(saved);
  });

  it.each([
    [1e-7, 'f64'],
    [1e-4, 'f32'],
    [1e-2, 'f32'],
  ])('of before the type was kept is known by its tolerance, %d: %s', (tolerance, dtype) => {
    const { arrays, error, passed, skipped } = check(1e-9);
    const old = { arrays, error, passed, tolerance, skipped };
    expect(v.parse(gradientCheckSchema, old)).toEqual({ ...old, dtype });
  });

  it('of another type is refused', () => {
    expect(v.safeParse(gradientCheckSchema, { ...check(1e-9), dtype: 'f16' }).success).toBe(false);
  });
});

describe('a training that was saved', () => {
  const spec = specOf();

  function savedOf(arms: readonly ArmView[]): unknown {
    const facts = {
      id: 'a',
      startedAt: '2024-05-06T12:02:31.000Z',
      elapsedMs: 1,
      wrong: [],
      looks: 1,
      inMemory: false,
    };
    const view = { ...facts, status: { state: 'finished' }, spec, opened: openedOf(spec), arms };
    return JSON.parse(JSON.stringify({ version: 1, view, pictures: {} }));
  }

  function armOf(): ArmView {
    const record = new TrainingRecord(['simd']);
    for (const event of eventsOf(spec)) if (event.type === 'progress' || event.type === 'epoch') record.take(event);
    return record.view()[0];
  }

  it('is read with all points of its curve', () => {
    const arm = armOf();
    expect(arm.curve).toHaveLength(16);
    expect(v.parse(savedTrainingSchema, savedOf([arm])).view.arms[0].curve).toEqual(arm.curve);
  });

  it('when a chunk was a point is read as it is', () => {
    const curve = [331, 978, 411].map((steps, at) => ({
      epoch: 2.1 * (at + 1),
      steps,
      loss: 1 / (at + 1),
      accuracy: 0.5,
    }));
    expect(v.parse(savedTrainingSchema, savedOf([{ ...armOf(), curve }])).view.arms[0].curve).toEqual(curve);
  });
});
