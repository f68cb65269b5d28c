import { describe, expect, it } from 'vitest';
import { strategyById } from '../../../../src/core/kernels/registry';
import { operandBytes } from '../../../../src/core/problem';
import { planMemory } from '../../../../src/core/spec/memory';
import { square } from '../measurementFixtures';
import { MACHINE } from '../../../machineFixture';

const LARGE_MACHINE = { ...MACHINE, memoryBytes: 2 ** 36 };
const NAIVE = { id: 'naive', values: {} } as const;
const SPARSE = { id: 'sparse', values: {} } as const;

describe('planMemory', () => {
  it('adds up the workspaces of all strategies', () => {
    const workspace = strategyById('sparse').workspaceBytes(square(256), LARGE_MACHINE, {});
    expect(workspace).toBeGreaterThan(256 * 256 * 4);
    expect(planMemory(square(256), [SPARSE, NAIVE], LARGE_MACHINE, 2 ** 34)).toEqual({
      refusals: [null, null],
      workspaceBytes: workspace + strategyById('naive').workspaceBytes(square(256), LARGE_MACHINE, {}),
    });
  });

  it('says how much is needed, and what there is', () => {
    const { refusals, workspaceBytes } = planMemory(square(1024), [NAIVE], LARGE_MACHINE, 2 ** 20);
    expect(refusals).toEqual([
      'A, B, C and workspaces need 12.0 MiB; 1.0 MiB of memory is free. Choose smaller sizes.',
    ]);
    expect(workspaceBytes).toBe(0);
  });

  it('knows where WebAssembly memory ends, however much is free', () => {
    const [refusal] = planMemory(square(40_000), [NAIVE], LARGE_MACHINE, 2 ** 40).refusals;
    expect(refusal).toBe(
      'A, B, C and workspaces need 17.9 GiB; WebAssembly memory ends at 4.0 GiB. Choose smaller sizes.',
    );
  });

  it('refuses only the strategies whose workspace does not fit', () => {
    const problem = square(512);
    const { refusals } = planMemory(problem, [SPARSE, NAIVE], LARGE_MACHINE, operandBytes(problem) + 1000);
    expect(refusals[0]).toMatch(/Choose smaller sizes\.$/);
    expect(refusals[1]).toBeNull();
  });

  it('tells strategies apart that would fit alone from those that never do', () => {
    const problem = square(512);
    const workspace = strategyById('sparse').workspaceBytes(problem, LARGE_MACHINE, {});
    const both = [SPARSE, { id: 'sparse', values: { panel: 16 } }] as const;
    const { refusals } = planMemory(problem, both, LARGE_MACHINE, operandBytes(problem) + 1.5 * workspace);
    expect(refusals.filter((refusal) => refusal === null)).toHaveLength(1);
    expect(refusals.find((refusal) => refusal !== null)).toMatch(/Run fewer strategies at a time\.$/);
  });
});
