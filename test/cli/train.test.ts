import { describe, expect, it, vi } from 'vitest';
import { commandLine } from './commandLineProcess';

const SMALL = ['--data', 'synthetic:320x20x4', '--layers', '8', '--batch', '32', '--epochs', '2'];

describe('train', () => {
  it('prints accuracy, and where the time of a step goes', async () => {
    const { code, stdout, stderr } = await commandLine('train', ...SMALL, '--product', 'Z1=sparse');
    expect(stdout).toMatch(/^20-8-4, relu, softmax \+ cross-entropy, 204 parameters, f32\n/);
    expect(stdout).toMatch(/\d% of the test samples right after 20 steps/);
    expect(stdout).toMatch(/^convert for Z1 .* sparse$/m);
    expect(stdout).toMatch(/^dW1 +\S+ [nµ]s +\d+\.\d% +simd: wasm simd/m);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  });

  it('prints nothing but JSON for --json -, with the curve', async () => {
    const { code, stdout } = await commandLine('train', ...SMALL, '--compare', 'naive', '--json', '-');
    const value = JSON.parse(stdout) as Record<string, unknown>;
    expect(value).toMatchObject({
      schema: 'matmul-profiler/training@1',
      wrong: [],
      outcome: { state: 'finished', results: [{ steps: 20 }, { steps: 20 }] },
    });
    expect(value['curve']).toContainEqual(expect.objectContaining({ type: 'epoch', arm: 1, epoch: 2 }));
    expect(code).toBe(0);
  });

  it('marks what is wrong on purpose', async () => {
    const wrong = ['--activation', 'sigmoid', '--mistake', 'relu-mask', '--mistake', 'fixed-biases'];
    const { code, stdout } = await commandLine('train', ...SMALL, ...wrong);
    expect(stdout).toContain('WRONG ON PURPOSE: ReLU mask on another activation.');
    expect(stdout).toMatch(/the gradient check fails: relative error \d/);
    expect(stdout).toContain('b1: unchanged since the training began');
    expect(code).toBe(0);
  });

  it('fuses bias and ReLU into products that can', async () => {
    const { code, stdout } = await commandLine('train', ...SMALL, '--layers', '24');
    expect(stdout).toMatch(/^Z1 \+ bias \+ relu +\S+ [nµ]s +\d+\.\d% +simd: wasm simd/m);
    expect(stdout).not.toContain('activation 1');
    expect(code).toBe(0);
  });

  it('sends products to the GPU that is asked for, and is refused with 2 where there is none', async () => {
    vi.stubEnv('VK_ICD_FILENAMES', '/none.json');
    const { code, stdout } = await commandLine('train', ...SMALL, '--product', 'Z1=webgpu');
    vi.stubEnv('MATMUL_PROFILER_GPU', 'off');
    const refused = await commandLine('train', ...SMALL, '--strategy', 'webgpu');
    vi.unstubAllEnvs();
    expect(stdout).toMatch(/^transfer for Z1 +\S+ \S+ +\d+\.\d% +A and B to the GPU and C back/m);
    expect(stdout).toContain('gradients checked in f32: relative error');
    expect(stdout).toMatch(/^Z1 .* webgpu: wgsl .*llvmpipe \(software\)/m);
    expect(code).toBe(0);
    expect({ ...refused, stderr: '' }).toEqual({ code: 2, stdout: '', stderr: '' });
    expect(refused.stderr).toContain('Z1 by webgpu: GPUs are off by MATMUL_PROFILER_GPU.');
  });

  it('exits with 1 where the accuracy is less than expected', async () => {
    const { code, stderr } = await commandLine('train', ...SMALL, '--epochs', '0', '--expect-accuracy', '0.9');
    expect({ code, stderr }).toEqual({ code: 1, stderr: 'The accuracy is below the 0.9 that was expected.\n' });
  });

  it.each([
    ['a loss that does not belong', ['--loss', 'bce'], 'bce belongs to --output sigmoid'],
    ['a strategy that is not there', ['--strategy', 'smid'], 'did you mean "simd"?'],
    ['a parameter that cannot be', ['--strategy', 'simd:mr=99'], 'mr must be from 1 to 8'],
    ['a product that is not there', ['--product', 'Z7=naive'], 'choose from Z1, Z2, dW2, dA1, dW1'],
    ['data that is not there', ['--data', 'x.npy,y.npy'], 'could not be read'],
    ['a mistake that is none', ['--mistake', 'typo'], 'there are relu-mask'],
  ])('answers %s with 2', async (_, args, message) => {
    const { code, stdout, stderr } = await commandLine('train', ...SMALL, ...args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(message);
  });
});

describe('gradcheck', () => {
  const network = ['--inputs', '12', '--layers', '9,7', '--classes', '4', '--activation', 'tanh'];

  it('says that gradients are right', async () => {
    const { code, stdout } = await commandLine('gradcheck', ...network, '--strategy', 'parallel');
    expect(stdout).toMatch(/^W3 +16 of 28 +\S+e-1\d +right$/m);
    expect(stdout).toContain('The gradients are right');
    expect(code).toBe(0);
  });

  it('says that gradients are wrong with 1', async () => {
    const { code, stdout } = await commandLine('gradcheck', ...network, '--mistake', 'no-mean', '--json', '-');
    expect(JSON.parse(stdout)).toMatchObject({ schema: 'matmul-profiler/gradcheck@1', passed: false });
    expect(code).toBe(1);
  });
});
