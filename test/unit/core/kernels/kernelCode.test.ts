import { describe, expect, it } from 'vitest';
import { fakeContext } from './fakeContext';
import { processorStrategies as strategies } from '../../../../src/core/kernels/registry';
import { caseLabel, everyKernel } from './everyKernel';
import type { KernelCase } from './everyKernel';
import { THREADS } from './runStrategy';

/** Keys of the modules that `prepare` really instantiates, on whatever thread, each once. */
function preparedModules({ strategy, problem, machine, values }: KernelCase): readonly string[] {
  const workspaceBytes = strategy.workspaceBytes(problem, machine, values);
  const context = fakeContext(problem, { workspaceBytes, threads: THREADS, machine });
  const keys = new Set<string>();
  const { team } = context;
  strategy.prepare(
    {
      ...context,
      instantiate: (module) => {
        keys.add(module.key);
        return context.instantiate(module);
      },
      team: {
        ...team,
        load: (module, threads) => {
          keys.add(module.key);
          team.load(module, threads);
        },
        run: (module, ...call) => {
          keys.add(module.key);
          team.run(module, ...call);
        },
        job: (module, ...call) => {
          keys.add(module.key);
          return team.job(module, ...call);
        },
      },
    },
    values,
  );
  expect(context.allocatedBytes(), strategy.id).toBeLessThanOrEqual(workspaceBytes);
  return [...keys];
}

describe('the code that a strategy shows', () => {
  it.each(strategies)(
    'is the code that prepare instantiates: $id',
    ({ id }) => {
      const seen = new Set<string>();
      for (const each of everyKernel().filter(({ strategy }) => strategy.id === id)) {
        const { strategy, problem, machine, values } = each;
        const code = strategy.kernelCode?.(problem, machine, values, true);
        const shown = code?.language === 'wasm' ? code.modules.map(({ key }) => key) : [];
        expect(shown, caseLabel(each)).toEqual(preparedModules(each));
        for (const key of shown) seen.add(key);
      }
      expect(seen.size === 0).toBe(['naive', 'blocked', 'blas'].includes(id));
    },
    30_000,
  );

  it('is JavaScript where no module is instantiated', () => {
    for (const each of everyKernel()) {
      const { strategy, problem, machine, values } = each;
      const code = strategy.kernelCode?.(problem, machine, values, true);
      if (code === undefined) expect(strategy.id).toBe('blas');
      else if (code.language !== 'wasm') {
        expect(code.source, caseLabel(each)).toMatch(/^function \w+\(\{ m, k, n, alpha, beta \}/);
      } else expect(code.modules, caseLabel(each)).not.toEqual([]);
    }
  });
});
