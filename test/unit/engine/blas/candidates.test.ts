import { describe, expect, it } from 'vitest';
import { absentReason, filesOf, makersOn } from '../../../../src/engine/blas/candidates';
import type { Place } from '../../../../src/engine/blas/candidates';

const on = (platform: string, architecture = 'x64', environment: Place['environment'] = {}): Place => ({
  platform,
  architecture,
  environment,
});

describe('where a native BLAS is looked for', () => {
  it('is by maker: what the system tunes itself, then what people install, its plain one last', () => {
    expect(makersOn(on('linux'))).toEqual(['openblas', 'mkl', 'blis', 'system']);
    expect(makersOn(on('linux', 'arm64'))).toEqual(['openblas', 'blis', 'system']);
    expect(makersOn(on('darwin', 'arm64'))[0]).toBe('accelerate');
    expect(makersOn(on('win32'))).toEqual(['openblas', 'mkl', 'blis']);
  });

  it.each(['linux', 'darwin', 'win32', 'freebsd'])('is a file at least of each maker, once each (%s)', (platform) => {
    for (const maker of makersOn(on(platform))) {
      const files = filesOf(maker, on(platform));
      expect(files.length, maker).toBeGreaterThan(0);
      expect(new Set(files).size, maker).toBe(files.length);
    }
  });

  it('is by names that the loader knows', () => {
    expect(filesOf('openblas', on('linux'))).toContain('libopenblas.so.0');
    expect(filesOf('mkl', on('linux'))[0]).toBe('libmkl_rt.so.2');
    expect(filesOf('system', on('linux'))).toContain('libblas.so.3');
    expect(filesOf('accelerate', on('darwin'))).toEqual(['/System/Library/Frameworks/Accelerate.framework/Accelerate']);
    expect(filesOf('openblas', on('darwin'))).toContain('/opt/homebrew/opt/openblas/lib/libopenblas.dylib');
    expect(filesOf('mkl', on('win32')).at(-1)).toMatch(/\\mkl\\latest\\bin\\mkl_rt\.2\.dll$/);
  });

  it('is in the conda environment that is active first', () => {
    const conda = { CONDA_PREFIX: '/opt/conda' };
    expect(filesOf('openblas', on('linux', 'x64', conda))[0]).toBe('/opt/conda/lib/libopenblasp.so.0');
    expect(filesOf('mkl', on('linux', 'x64', conda))).not.toContain('/opt/conda/lib//opt/intel');
    expect(filesOf('openblas', on('win32', 'x64', { CONDA_PREFIX: 'C:\\conda' }))[0]).toBe(
      'C:\\conda\\Library\\bin\\libopenblas.dll',
    );
  });
});

describe('why there is no native BLAS', () => {
  it('says what to install, as this system does it, and which setting names one', () => {
    expect(absentReason('auto', on('linux'))).toMatch(
      /sudo apt install libopenblas0.*matmulProfiler\.blas\.library\.$/,
    );
    expect(absentReason('auto', on('darwin'))).toContain('brew install openblas');
    expect(absentReason('openblas', on('win32'))).toContain('conda install');
  });

  it('names the library that was asked for', () => {
    expect(absentReason('mkl', on('linux'))).toMatch(/^Intel MKL was not found\./);
    expect(absentReason('accelerate', on('linux'))).toBe('Accelerate is a part of macOS only. Choose another library.');
  });
});
