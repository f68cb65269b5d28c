import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import process from 'node:process';
import { describe, expect, it } from 'vitest';
import { wgslSource, WGSL_KERNELS, WGSL_PRECISIONS } from '../../src/core/kernels/gpu/wgsl';
import { wgslChoice } from '../../src/core/kernels/webgpu';

const PLATFORM = process.platform === 'darwin' ? 'darwin-universal' : `${process.platform}-${process.arch}`;
const DAWN = resolve('node_modules', 'webgpu', 'dist', PLATFORM, 'dawn.node');

/**
 * Dawn without a GPU behind it has every feature, and says of each shader whether it is valid. It runs in a process that ends
 * by itself: in one that goes on, Dawn is collected while it is in use.
 */
const CHECK = `
const dawn = require(process.argv[1]);
Object.assign(globalThis, dawn.globals);
(async () => {
  let text = '';
  for await (const chunk of process.stdin) text += chunk;
  globalThis.gpu = dawn.create(['backend=null']);
  const adapter = await globalThis.gpu.requestAdapter();
  const device = await adapter.requestDevice({ requiredFeatures: ['shader-f16'] });
  const said = [];
  for (const code of JSON.parse(text)) {
    device.pushErrorScope('validation');
    const module = device.createShaderModule({ code });
    await device.createComputePipelineAsync({ layout: 'auto', compute: { module, entryPoint: 'multiply' } }).catch(() => null);
    const error = await device.popErrorScope();
    const { messages } = await module.getCompilationInfo();
    said.push([...messages.map(({ message }) => message), ...(error === null ? [] : [error.message])].join(' '));
  }
  process.stdout.write(JSON.stringify(said), () => process.exit(0));
})();
`;

function complaints(sources: readonly string[]): readonly string[] {
  const { stdout, stderr } = spawnSync(process.execPath, ['-e', CHECK, DAWN], {
    input: JSON.stringify(sources),
    encoding: 'utf8',
  });
  if (stdout === '') throw new Error(stderr);
  return JSON.parse(stdout) as readonly string[];
}

const SOURCES = WGSL_PRECISIONS.flatMap((precision) =>
  WGSL_KERNELS.flatMap((kernel) =>
    [false, true].flatMap((transposeA) =>
      [false, true].map((transposeB) => {
        const { tile } = wgslChoice({ m: 64, n: 64 }, { kernel });
        return wgslSource(kernel, tile, { transposeA, transposeB }, precision);
      }),
    ),
  ),
);

describe('shaders', () => {
  it('are valid WGSL, of f32 and of f16, which no software adapter runs', () => {
    expect(new Set(SOURCES).size).toBe(24);
    expect(complaints(SOURCES)).toEqual(SOURCES.map(() => ''));
    expect(SOURCES.filter((source) => source.includes('enable f16;')).length).toBe(12);
  });

  it('would be said to be wrong', () => {
    const [wrong] = complaints([SOURCES[12].replace('enable f16;', '')]);
    expect(wrong).toContain('f16');
  });
});
