import { describe, expect, it } from 'vitest';
import { checked, checkedContext, GpuProblemError } from '../../../src/gpu/gpuErrors';

type Scope = 'validation' | 'out-of-memory' | 'internal';

/** A device that has this against whatever is done. */
function device(errors: Readonly<Partial<Record<Scope, string>>>): GPUDevice {
  const scopes: Scope[] = [];
  const gpu = {
    pushErrorScope: (scope: Scope) => scopes.push(scope),
    popErrorScope: () => {
      const scope = scopes.pop();
      const message = scope === undefined ? undefined : errors[scope];
      return Promise.resolve(message === undefined ? null : { message });
    },
  };
  return gpu as unknown as GPUDevice;
}

const NO_ERROR = 0;
const INVALID_OPERATION = 0x0502;
const OUT_OF_MEMORY = 0x0505;
const CONTEXT_LOST_WEBGL = 0x9242;

function context(...flags: readonly number[]): WebGL2RenderingContext {
  const left = [...flags];
  const gl = {
    ...{ NO_ERROR, OUT_OF_MEMORY, CONTEXT_LOST_WEBGL },
    getError: () => left.shift() ?? NO_ERROR,
    isContextLost: () => false,
  };
  return gl as unknown as WebGL2RenderingContext;
}

const done = (): Promise<string> => Promise.resolve('done');
const failing = (): Promise<string> => Promise.reject(new Error('there is nothing to read'));

describe('what a device has against its work', () => {
  it('is thrown with its kind, before what came of it', async () => {
    await expect(checked(device({ 'out-of-memory': 'Failed to allocate 9 GB' }), failing)).rejects.toEqual(
      new GpuProblemError('out of memory', 'The GPU has not enough memory for it: Failed to allocate 9 GB.'),
    );
    await expect(checked(device({ validation: 'Too large.\n - more' }), done)).rejects.toEqual(
      new GpuProblemError('refused', 'The GPU refused it: Too large.'),
    );
    await expect(checked(device({ internal: 'Broken.' }), done)).rejects.toMatchObject({ reason: 'refused' });
  });

  it('is nothing where all is well, or only the work failed', async () => {
    expect(await checked(device({}), done)).toBe('done');
    await expect(checked(device({}), failing)).rejects.toThrow('there is nothing to read');
  });
});

describe('what a WebGL context has against its work', () => {
  it('is told apart by its flags', async () => {
    await expect(checkedContext(context(INVALID_OPERATION, OUT_OF_MEMORY), failing)).rejects.toMatchObject({
      reason: 'out of memory',
    });
    await expect(checkedContext(context(CONTEXT_LOST_WEBGL), failing)).rejects.toMatchObject({ reason: 'lost' });
    await expect(checkedContext(context(INVALID_OPERATION), done)).rejects.toEqual(
      new GpuProblemError('refused', 'The GPU refused it: WebGL2 reports the error 0x502.'),
    );
    await expect(checkedContext(context(), failing)).rejects.toThrow('there is nothing to read');
    expect(await checkedContext(context(), done)).toBe('done');
  });
});
