import { describe, expect, it } from 'vitest';
import { quietPools } from '../../../../src/engine/blas/poolEnvironment';

describe('the environment of native thread pools', () => {
  it('lets them sleep soon, and leaves what the user has set', () => {
    const environment: Record<string, string | undefined> = { PATH: '/bin', KMP_BLOCKTIME: '200' };
    quietPools(environment);
    expect(environment).toMatchObject({ PATH: '/bin', KMP_BLOCKTIME: '200', OMP_WAIT_POLICY: 'passive' });
    expect(environment['OPENBLAS_THREAD_TIMEOUT']).toMatch(/^\d+$/);
  });

  it('returns what the user has set for such libraries, and nothing else', () => {
    const environment = { PATH: '/bin', OPENBLAS_CORETYPE: 'Haswell', MKL_NUM_THREADS: '3', MY_OMP_THING: '1' };
    expect(quietPools(environment)).toEqual(['MKL_NUM_THREADS=3', 'OPENBLAS_CORETYPE=Haswell']);
  });
});
