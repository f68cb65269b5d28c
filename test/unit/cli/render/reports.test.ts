import { describe, expect, it } from 'vitest';
import { strategyDescriptions } from '../../../../src/core/kernels/registry';
import { PLAIN_INK } from '../../../../src/cli/render/ink';
import { machineReport } from '../../../../src/cli/render/machineReport';
import { strategiesReport } from '../../../../src/cli/render/strategiesReport';
import type { MachinePeaks } from '../../../../src/core/machinePeaks';
import { runOf } from '../runFixture';

const PLAIN = { width: null, ink: PLAIN_INK };

describe('the report of the strategies', () => {
  const report = strategiesReport(
    strategyDescriptions.map((strategy) => ({
      ...strategy,
      support: strategy.id === 'parallel' ? { supported: false, reason: 'There is one thread.' } : { supported: true },
    })),
    PLAIN,
  );

  it('says of each strategy what it does, or why it cannot run here', () => {
    for (const { id, summary } of strategyDescriptions) {
      const line = report.split('\n').find((each) => each.startsWith(`${id} `)) ?? '';
      expect(line).toContain(id === 'parallel' ? 'no    There is one thread.' : `yes   ${summary}`);
    }
  });

  it('names each parameter as --set takes it', () => {
    for (const { id, parameters } of strategyDescriptions) {
      for (const parameter of parameters) expect(report).toContain(`\n${id}.${parameter.id} `);
    }
  });
});

describe('the report of the machine', () => {
  it('names processor, memory, features that are there and missing, versions and flags', () => {
    const { machine, versions } = runOf([]);
    const [facts, ...more] = machineReport(machine, versions).split('\n\n');
    expect(more).toEqual(['Peaks have not been measured: matmul-profiler machine --measure']);
    expect(facts.replace(/ {2,}/g, ': ').split('\n')).toEqual([
      'processor: Example CPU 3000 (x64, linux)',
      'threads: 2',
      'caches: the system does not say',
      'memory: 8.0 GiB',
      'WebAssembly: SIMD, relaxed SIMD (fused multiply-add), threads on shared memory',
      'dense kernels: relaxed',
      'native BLAS: not looked for',
      'GPU: not looked for',
      'Node: 20.19.0, V8 11.3',
      'engine flags: --no-wasm-tier-up',
      'Matmul Profiler: 0.1.0',
    ]);
  });

  it('shows caches, cores, and the peaks with their date', () => {
    const { machine, versions } = runOf([]);
    const report = machineReport(
      { ...machine, logicalCores: 8, physicalCores: 4, caches: CACHES, peaks: PEAKS },
      versions,
    );
    expect(report).toMatch(/^threads +8 on 4 cores$/m);
    expect(report).toMatch(/^caches +L1 48.0 KiB, L2 1.0 MiB, L3 32.0 MiB \(shared by 8 threads\)$/m);
    const [, ...peaks] = report.split('\n\n');
    expect(peaks.map((part) => part.replace(/ {2,}/g, ': '))).toEqual([
      'Peaks as measured on 2026-01-02 03:04 UTC',
      'GFLOP/s: 1 thread: 8 threads\nf32 relaxed: 100: 800\nf64 relaxed: 50.0',
      'GB/s: 1 thread: 8 threads\nL1 read: 200\nmemory read: 20.0: 40.0',
    ]);
  });

  it('says where a machine has less of a cache than the system claims', () => {
    const { machine, versions } = runOf([]);
    const report = machineReport(
      { ...machine, caches: CACHES, peaks: { ...PEAKS, lastLevelSeenBytes: 2 ** 23 } },
      versions,
    );
    expect(report).toMatch(/L3 32.0 MiB .*, of which one thread seems to have about 8.0 MiB$/m);
  });
});

const CACHES = [
  { level: 1, bytes: 48 * 1024, lineBytes: 64, sharedBy: 1 },
  { level: 2, bytes: 2 ** 20, lineBytes: 64, sharedBy: 1 },
  { level: 3, bytes: 2 ** 25, lineBytes: 64, sharedBy: 8 },
];
const PEAKS: MachinePeaks = {
  measuredAt: '2026-01-02T03:04:05.000Z',
  compute: [
    { dtype: 'f32', code: 'relaxed', threads: 1, gflops: 100 },
    { dtype: 'f64', code: 'relaxed', threads: 1, gflops: 50 },
    { dtype: 'f32', code: 'relaxed', threads: 8, gflops: 800 },
  ],
  bandwidth: [
    { level: 'L1', access: 'read', threads: 1, gbPerSecond: 200, workingSetBytes: 1 },
    { level: 'memory', access: 'read', threads: 1, gbPerSecond: 20, workingSetBytes: 1 },
    { level: 'memory', access: 'read', threads: 8, gbPerSecond: 40, workingSetBytes: 1 },
  ],
  lastLevelSeenBytes: 2 ** 25,
};
