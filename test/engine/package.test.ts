import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Run } from '../../src/core/measure/measurement';
import { unzip } from './zip';

const OWN = `${process.platform}-${process.arch}`;

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'matmul-package-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Packages, unpacks, and asks the command line in it for the native BLAS; with its files. */
async function packaged(vsix: string, ...args: readonly string[]) {
  await promisify(execFile)(process.execPath, ['tools/package.mjs', ...args]);
  const names = await unzip(join('dist', vsix), join(folder, vsix));
  const cli = join(folder, vsix, 'extension', 'dist', 'cli.js');
  const { stdout } = await promisify(execFile)(process.execPath, [cli, 'machine']);
  const onGpu = ['measure', '--m', '130', '--k', '1500', '--n', '70', '--strategies', 'gpujs,webgpu', '--json', '-'];
  const measured = await promisify(execFile)(process.execPath, [cli, ...onGpu, '--budget', '0.05']);
  const { measurements } = JSON.parse(measured.stdout) as Run;
  const fact = (term: string) => stdout.split('\n').find((line) => line.startsWith(term));
  return {
    native: names.filter((name) => name.endsWith('.node')),
    blas: fact('native BLAS'),
    gpu: fact('GPU'),
    measurements,
  };
}

describe('the package', () => {
  it('of one platform has its binary, and no other, and calls the native BLAS', async () => {
    const { native, blas, gpu, measurements } = await packaged(`matmul-profiler-${OWN}.vsix`, '--target', OWN);
    expect(native.length).toBeGreaterThan(0);
    const others = native.filter((name) => !name.includes(`/@koromix/koffi-${OWN}/`));
    // One GPU library, and of no other platform.
    expect(others.map((name) => name.replace(/^.*node_modules/, ''))).toEqual([`/webgpu/dist/${OWN}/dawn.node`]);
    expect(gpu).not.toContain('no GPU library');
    expect(measurements.map((row) => (row.status === 'ok' ? row.backend : row.reason))).toEqual([
      expect.stringMatching(/^gpu\.js webgpu .*\(software\)/),
      expect.stringMatching(/^wgsl registers .*\(software\)/),
    ]);
    expect(blas).toContain('OpenBLAS');
  });

  it('of all platforms has no native parts, and says so', async () => {
    const { native, blas, gpu, measurements } = await packaged('matmul-profiler.vsix');
    expect(native).toEqual([]);
    expect(measurements.map(({ status }) => status)).toEqual(['unsupported', 'unsupported']);
    expect(gpu).toContain(`This package has no GPU library for ${OWN}.`);
    expect(blas).toContain(`This package of Matmul Profiler has no native parts for ${OWN}.`);
  });

  it('is refused for a target that there is not', async () => {
    await expect(promisify(execFile)(process.execPath, ['tools/package.mjs', '--target', 'sun'])).rejects.toMatchObject(
      {
        code: 2,
        stderr: expect.stringContaining('There is no target sun. Choose from: linux-x64,') as unknown,
      },
    );
  });
});
