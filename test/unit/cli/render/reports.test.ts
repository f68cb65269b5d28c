import { describe, expect, it } from 'vitest';
import { strategyDescriptions } from '../../../../src/core/kernels/registry';
import { PLAIN_INK } from '../../../../src/cli/render/ink';
import { machineReport } from '../../../../src/cli/render/machineReport';
import { strategiesReport } from '../../../../src/cli/render/strategiesReport';
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
    expect(machineReport(machine, versions).replace(/ {2,}/g, ': ').split('\n')).toEqual([
      'processor: Example CPU 3000 (x64, linux)',
      'threads: 2',
      'memory: 8.0 GiB',
      'WebAssembly: SIMD, relaxed SIMD (fused multiply-add), threads on shared memory',
      'dense kernels: relaxed',
      'native BLAS: not looked for',
      'Node: 20.19.0, V8 11.3',
      'engine flags: --no-wasm-tier-up',
      'Matmul Profiler: 0.1.0',
    ]);
  });
});
