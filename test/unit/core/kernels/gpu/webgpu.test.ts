import { describe, expect, it } from 'vitest';
import type { GpuFound } from '../../../../../src/core/gpu';
import { gpuText } from '../../../../../src/core/gpu';
import { gpujs } from '../../../../../src/core/kernels/gpujs';
import { webgpu, wgslChoice } from '../../../../../src/core/kernels/webgpu';
import { plainProblem } from '../../../../../src/core/problem';
import type { Problem } from '../../../../../src/core/problem';
import { MACHINE } from '../../../../machineFixture';

const GPU: GpuFound = {
  status: 'found',
  executor: 'host',
  api: 'webgpu',
  name: 'llvmpipe',
  isSoftware: true,
  driver: 'OpenGL ES',
  clock: 'wall time',
  hasF16: false,
  limits: { operandBytes: 2 ** 20, workgroupBytes: 16_384, invocationsPerWorkgroup: 256 },
};
const machine = { ...MACHINE, gpu: GPU };
const small = plainProblem(64, 64, 64);

/** The reason against it, or `null`. */
function against(values: Record<string, number | string>, problem = small, here = machine): string | null {
  const support = webgpu.supports(problem, here, values);
  return support.supported ? null : support.reason;
}

describe('webgpu', () => {
  it('takes smaller tiles for a small C, and what is set', () => {
    expect(wgslChoice(small, {})).toEqual({
      kernel: 'registers',
      tile: { side: 32, work: 4, depth: 16 },
      precision: 'f32',
    });
    expect(wgslChoice(plainProblem(512, 8, 512), {}).tile.side).toBe(64);
    expect(wgslChoice(small, { kernel: 'shared', tile: 8, work: 4, depth: 4 })).toEqual({
      kernel: 'shared',
      tile: { side: 8, work: 1, depth: 4 },
      precision: 'f32',
    });
    expect(wgslChoice(small, { kernel: 'naive' }).tile).toEqual({ side: 16, work: 1, depth: 0 });
  });

  it('refuses tiles that the GPU has no room for, with what to set', () => {
    expect(against({})).toBeNull();
    expect(against({ tile: 30 })).toContain('Set tile to a multiple of work.');
    expect(against({ kernel: 'naive', tile: 32 })).toContain('1024 invocations; llvmpipe has 256');
    expect(against({ tile: 128, work: 4 })).toContain('Set tile lower, or work higher.');
    expect(against({ tile: 128, work: 8, depth: 64 })).toContain('Set tile or depth lower.');
  });

  it('refuses operands that are too large, and whatever a missing GPU says', () => {
    expect(against({}, plainProblem(600, 600, 600))).toMatch(
      /1\.4 MiB is more than the 1\.0 MiB .* Choose smaller sizes\.$/,
    );
    const missing = { ...machine, gpu: { status: 'missing', reason: 'There is none. Buy one.' } as const };
    expect(against({}, small, missing as never)).toBe('There is none. Buy one.');
    expect(against({}, small, { ...machine, gpu: null } as never)).toBeNull();
  });

  it('stores operands in f16 where the GPU has it, in half the memory, and says where it has not', () => {
    const f16 = { precision: 'f16' };
    expect(against(f16)).toBe('llvmpipe has no f16 (the feature shader-f16). Set precision to f32.');
    const has = { ...machine, gpu: { ...GPU, hasF16: true } };
    expect(against(f16, small, has)).toBeNull();
    const large = { tile: 128, work: 8, depth: 32 };
    expect(against(large, small, has)).toContain('need 32.0 KiB of shared memory');
    expect(against({ ...large, ...f16 }, small, has)).toBeNull();
  });

  it('counts tiles that are the same by other values once', () => {
    const effect = (values: Record<string, number | string>): string | undefined =>
      webgpu.effect?.(small, machine, values);
    expect(effect({ tile: 32 })).toBe(effect({}));
    expect(effect({ kernel: 'naive', depth: 4 })).toBe(effect({ kernel: 'naive' }));
    expect(effect({ depth: 8 })).not.toBe(effect({}));
    expect(effect({ precision: 'f16' })).not.toBe(effect({}));
  });

  it('shows the shader that runs, and gpu.js the function', () => {
    const code = webgpu.kernelCode?.(small, machine, { kernel: 'shared' }, true);
    expect(code).toMatchObject({ language: 'wgsl', label: 'shared' });
    expect(code?.language === 'wgsl' && code.source).toContain('@compute @workgroup_size(16, 16)');
    const script = gpujs.kernelCode?.({ ...small, beta: 2 }, machine, {}, true);
    expect(script?.language === 'js' && script.source).toMatch(/^function \(a, b, c\) \{/);
  });
});

describe('a GPU that is reached by WebGL2', () => {
  const textures = { operandBytes: 2 ** 28, textureSide: 100, workgroupBytes: 0, invocationsPerWorkgroup: 0 };
  const here = { ...MACHINE, gpu: { ...GPU, executor: 'webview', api: 'webgl2', limits: textures } as const };
  const gpujsAgainst = (problem: Problem): string | null => {
    const support = gpujs.supports(problem, here, {});
    return support.supported ? null : support.reason;
  };

  it('has gpu.js, and no compute shaders', () => {
    expect(gpujsAgainst(small)).toBeNull();
    const support = webgpu.supports(small, here, {});
    expect(support.supported ? null : support.reason).toContain('has no compute shaders. Choose gpujs');
  });

  it('refuses what its textures do not hold as it is stored; a single row is folded', () => {
    expect(gpujsAgainst(plainProblem(8, 101, 8))).toContain('A is stored as 8×101; by WebGL2');
    expect(gpujsAgainst({ ...plainProblem(1, 101, 1), transposeB: true })).toBeNull();
    expect(gpujsAgainst(plainProblem(1, 101, 1))).toContain('B is stored as 101×1');
    expect(gpujsAgainst(plainProblem(101, 8, 1))).toContain('A is stored as 101×8');
  });
});

describe('what is said of a GPU', () => {
  it('names it, how it is reached, where it is, and its clock', () => {
    expect(gpuText(GPU)).toBe('llvmpipe (software) (OpenGL ES; on this machine; times by wall time)');
    expect(gpuText(null)).toBe('not looked for');
    expect(gpuText({ status: 'missing', reason: 'Look elsewhere.' })).toBe('none. Look elsewhere.');
  });
});
