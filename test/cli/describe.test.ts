import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { STRATEGY_IDS } from '../../src/core/kernels/strategy';
import { machineSchema } from '../../src/core/spec/machineSchema';
import { commandLine, CommandLineProcess } from './commandLineProcess';

describe('strategies', () => {
  it('lists every strategy and whether it can run here', async () => {
    const { code, stdout, stderr } = await commandLine('strategies');
    for (const id of STRATEGY_IDS) expect(stdout).toMatch(new RegExp(`^${id} .* (yes|no) `, 'm'));
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  });

  it('prints nothing but JSON for --json -', async () => {
    const { code, stdout } = await commandLine('strategies', '--json', '-');
    expect(JSON.parse(stdout)).toMatchObject({
      schema: 'matmul-profiler/strategies@1',
      strategies: STRATEGY_IDS.map((id) => ({ id, support: { supported: expect.any(Boolean) as unknown } })),
    });
    expect(code).toBe(0);
  });
});

describe('machine', () => {
  it('says what there is to compute with', async () => {
    const { code, stdout, stderr } = await commandLine('machine');
    for (const fact of ['processor', 'threads', 'caches', 'memory', 'WebAssembly', 'Node', 'engine flags']) {
      expect(stdout).toMatch(new RegExp(`^${fact} +\\S`, 'm'));
    }
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  });

  it('prints nothing but JSON for --json -', async () => {
    const { stdout } = await commandLine('machine', '--json', '-');
    expect(JSON.parse(stdout)).toMatchObject({
      schema: 'matmul-profiler/machine@1',
      machine: { logicalCores: expect.any(Number) as unknown },
      versions: { node: process.versions.node },
    });
  });
});

describe('machine --measure', () => {
  it('measures the peaks, shows them, and keeps them for later calls', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'matmul-machine-'));
    try {
      const env = { MATMUL_PROFILER_DATA: folder };
      const { code, stdout } = await new CommandLineProcess(['machine', '--measure'], env).ended();
      expect(code).toBe(0);
      expect(stdout).toMatch(/^Peaks as measured on \d{4}-\d\d-\d\d /m);
      for (const line of ['f32 scalar', 'f64 chain', 'L1 read', 'memory triad']) {
        expect(stdout).toMatch(new RegExp(`^${line} +\\d`, 'm'));
      }
      const later = await new CommandLineProcess(['machine', '--json', '-'], env).ended();
      const { machine } = JSON.parse(later.stdout) as { machine: unknown };
      const { peaks } = v.parse(machineSchema, machine);
      expect(peaks?.compute.every(({ gflops }) => gflops > 0)).toBe(true);
      expect(peaks?.bandwidth.every(({ gbPerSecond }) => gbPerSecond > 0)).toBe(true);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
});

describe('the command line', () => {
  it.each([
    ['no command', []],
    ['a command that is not there', ['multiplicate']],
    ['an option that is not there', ['strategies', '--fast']],
    ['an argument too many', ['machine', 'now']],
  ])('answers %s with 2', async (_, args) => {
    const { code, stdout, stderr } = await commandLine(...args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).not.toBe('');
  });

  it.each(['measure', 'run', 'kernel'])('shows how to use %s, with examples', async (command) => {
    const { code, stdout } = await commandLine(command, '--help');
    expect(stdout).toContain(`Examples:\n  matmul-profiler ${command} `);
    expect(code).toBe(0);
  });
});
