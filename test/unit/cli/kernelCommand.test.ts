import { Command } from 'commander';
import { describe, expect, it } from 'vitest';
import { UnusableInput } from '../../../src/cli/exitCode';
import { addKernelOptions, kernelRequestOf } from '../../../src/cli/kernelCommand';
import type { KernelOptions } from '../../../src/cli/kernelCommand';
import { plainProblem } from '../../../src/core/problem';
import type { KernelRequest } from '../../../src/shared/engineProtocol';

function requestOf(...args: readonly string[]): KernelRequest {
  const silent = { writeErr: (): void => undefined };
  const command = addKernelOptions(new Command()).exitOverride().configureOutput(silent);
  return kernelRequestOf(command.parse(args, { from: 'user' }).opts<KernelOptions>());
}

describe('the options of kernel', () => {
  it('ask for one strategy at one size, not measured', () => {
    expect(requestOf('--strategy', 'simd', '--size', '64')).toEqual({
      choice: { id: 'simd', values: {} },
      problem: plainProblem(64, 64, 64),
      threads: null,
      measured: null,
      wraps: false,
    });
  });

  it('take values with and without the name of the strategy', () => {
    const { choice } = requestOf('--strategy', 'simd', '--size', '64', '--set', 'mr=4', '--set', 'simd.nr=8');
    expect(choice).toEqual({ id: 'simd', values: { mr: 4, nr: 8 } });
  });

  it('take the whole problem', () => {
    const sizes = ['--m', '3', '--k', '4', '--n', '5', '--threads', '2'];
    const { problem, threads } = requestOf('--strategy', 'simd', ...sizes, '--dtype', 'f64', '--transpose-b');
    expect(problem).toEqual({ ...plainProblem(3, 4, 5), dtype: 'f64', transposeB: true });
    expect(threads).toBe(2);
  });

  it.each([
    ['a strategy that is not there', ['--strategy', 'smid', '--size', '8'], 'there is no strategy "smid"'],
    ['several sizes', ['--strategy', 'simd', '--size', '8,9'], 'one size'],
    [
      'a parameter of another strategy',
      ['--strategy', 'simd', '--size', '8', '--set', 'rank=2'],
      'no parameter "rank"',
    ],
  ])('refuse %s', (_, args, message) => {
    expect(() => requestOf(...args)).toThrow(UnusableInput);
    expect(() => requestOf(...args)).toThrow(message);
  });
});
