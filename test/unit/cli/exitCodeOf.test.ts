import { describe, expect, it } from 'vitest';
import { exitCodeOf } from '../../../src/cli/reportRun';
import { runOf, timed, untimed } from './runFixture';

const unsupported = untimed('sparse', { status: 'unsupported', code: 'not supported', reason: 'A is dense.' });
const failed = untimed('simd', { status: 'failed', code: 'wrong result', reason: 'The result is wrong.' });

describe('the exit code of a run', () => {
  it.each([
    ['0 when all is well', runOf([timed('simd', 1)]), 0],
    ['0 when a strategy cannot run here', runOf([timed('simd', 1), unsupported]), 0],
    ['0 when no strategy can run here', runOf([unsupported]), 0],
    ['1 when a result was wrong', runOf([timed('naive', 1), failed]), 1],
    ['1 when the engine was lost', runOf([timed('naive', 1)], { state: 'failed' }), 1],
    ['130 when it was cancelled, whatever failed before', runOf([failed], { state: 'cancelled' }), 130],
  ])('is %s', (_, run, code) => {
    expect(exitCodeOf(run)).toBe(code);
  });
});
