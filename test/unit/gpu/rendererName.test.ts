import { describe, expect, it } from 'vitest';
import { rendererName } from '../../../src/gpu/rendererName';

describe('the name of a WebGL renderer', () => {
  it.each([
    [
      'ANGLE (Google, Vulkan 1.3.0 (SwiftShader Device (Subzero) (0x0000C0DE)), SwiftShader driver)',
      { name: 'SwiftShader', isSoftware: true, driver: 'SwiftShader driver' },
    ],
    [
      'ANGLE (Mesa, llvmpipe (LLVM 15.0.6, 256 bits), OpenGL 4.5 (Core Profile) Mesa 22.3.6)',
      { name: 'llvmpipe', isSoftware: true, driver: 'OpenGL 4.5 (Core Profile) Mesa 22.3.6' },
    ],
    [
      'ANGLE (NVIDIA, NVIDIA GeForce RTX 3060 (0x00002504) Direct3D11 vs_5_0 ps_5_0, D3D11)',
      { name: 'NVIDIA GeForce RTX 3060', isSoftware: false, driver: 'D3D11' },
    ],
    [
      'ANGLE (Apple, ANGLE Metal Renderer: Apple M1, Unspecified Version)',
      { name: 'Apple M1', isSoftware: false, driver: 'Unspecified Version' },
    ],
    ['Mali-G78', { name: 'Mali-G78', isSoftware: false, driver: '' }],
  ])('%s', (renderer, expected) => {
    expect(rendererName(renderer)).toEqual(expected);
  });
});
