import { describe, expect, it } from 'vitest';
import type { TimedMeasurement } from '../../src/core/measure/measurement';
import type { RunSpec } from '../../src/core/spec/runSpec';
import { tunedKeyOf } from '../../src/core/spec/tunedDefaults';
import { tuningSpec } from '../../src/core/spec/tuningSpec';
import type { EngineClient } from '../../src/shared/engineClient';
import { RunRecorder } from '../../src/shared/runRecorder';
import { square } from '../unit/core/measurementFixtures';
import { engine } from './engineClients';

const AXES = [
  { parameter: 'mr', values: [1, 4] },
  { parameter: 'nr', values: [4, 8] },
];

async function specFor(client: EngineClient): Promise<RunSpec> {
  const { machine } = await client.describe();
  const benchmark = { name: 'tune', problems: [square(256)], strategies: [], budgetSeconds: 0.3, precision: 0.02 };
  const result = tuningSpec('simd', AXES, { ...benchmark, threads: null }, machine);
  if ('problem' in result) throw new Error(result.problem);
  return result.spec;
}

async function take(client: EngineClient, spec: RunSpec): Promise<readonly TimedMeasurement[]> {
  const recorder = new RunRecorder('test', spec, new Date());
  await client.run(spec, (event) => recorder.apply(event), new AbortController().signal);
  const measurements = recorder.rows.flatMap((row) => (row.state === 'done' ? [row.measurement] : []));
  expect(measurements).toHaveLength(recorder.rows.length);
  return measurements.map((measurement): TimedMeasurement => {
    if (measurement.status !== 'ok') throw new Error(measurement.reason);
    return measurement;
  });
}

describe('the engine, tuning', () => {
  it('gives up hopeless points after few samples, verified all the same, and never the default', async () => {
    const client = engine();
    const rows = await take(client, await specFor(client));
    const hopeless = rows.filter(({ stopped }) => stopped === 'hopeless');
    // Which points they are differs with what else the machine does.
    expect(hopeless.length).toBeGreaterThan(0);
    const best = Math.min(...rows.map(({ medianNs }) => medianNs));
    for (const { error, samples, finalRound, medianNs } of hopeless) {
      expect(medianNs).toBeGreaterThan(best);
      expect(samples).toBeGreaterThanOrEqual(6);
      expect(error.norm).toBeGreaterThan(0);
      expect(error.norm).toBeLessThanOrEqual(error.bound);
      expect(finalRound).toBeUndefined();
    }
    expect(rows[0].parameters).toEqual({});
    expect(rows[0].stopped).not.toBe('hopeless');
  });

  it('starts from the built-in default, whatever is kept', async () => {
    const client = engine();
    const { machine } = await client.describe();
    const tuned = { ...tunedKeyOf(machine, 'simd', 'f32'), values: { mr: 1, nr: 4 }, size: '', keptAt: '' };
    const spec = { ...(await specFor(client)), tuned: [{ ...tuned, gain: { ratio: 1, low: 1, high: 1 } }] };
    const [reference] = await take(client, spec);
    expect(reference.parameters).toEqual({});
    expect(reference.backend).not.toContain(' 1×4');
  });

  it('fills in tuned defaults of this machine elsewhere, and names them in the row', async () => {
    const client = engine();
    const { machine } = await client.describe();
    const tuned = { ...tunedKeyOf(machine, 'simd', 'f32'), values: { mr: 4, nr: 4 }, size: '', keptAt: '' };
    const plain = { name: 'plain', problems: [square(64)], budgetSeconds: 0.02, precision: 0.1, threads: null };
    const rows = await take(client, {
      title: 'plain',
      benchmarks: [{ ...plain, strategies: [{ id: 'simd', values: {} }] }],
      tuned: [{ ...tuned, gain: { ratio: 1, low: 1, high: 1 } }],
    });
    expect(rows).toMatchObject([
      { parameters: { mr: 4, nr: 4 }, tuned: ['mr', 'nr'], backend: expect.stringContaining(' 4×4') as string },
    ]);
  });
});
