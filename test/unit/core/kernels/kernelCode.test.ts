import { describe, expect, it } from 'vitest';
import { fakeContext } from './fakeContext';
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
      },
    },
    values,
  );
  return [...keys];
}

describe('the code that a strategy shows', () => {
  it('is the code that prepare instantiates, for every strategy, element type, code path and choice', () => {
    const seen = new Set<string>();
    for (const each of everyKernel()) {
      const { strategy, problem, machine, values } = each;
      const code = strategy.kernelCode?.(problem, machine, values, true);
      const shown = code?.language === 'wasm' ? code.modules.map(({ key }) => key) : [];
      expect(shown, caseLabel(each)).toEqual(preparedModules(each));
      for (const key of shown) seen.add(key);
    }
    expect(seen.size).toBeGreaterThan(30);
  });

  it('is JavaScript where no module is instantiated', () => {
    for (const each of everyKernel()) {
      const { strategy, problem, machine, values } = each;
      const code = strategy.kernelCode?.(problem, machine, values, true);
      if (code?.language === 'js') {
        expect(code.source, caseLabel(each)).toMatch(/^function \w+\(\{ m, k, n, alpha, beta \}/);
      } else expect(code?.modules, caseLabel(each)).not.toEqual([]);
    }
  });
});
