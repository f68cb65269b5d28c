import * as l10n from '@vscode/l10n';
import type { Machine } from '../machine';
import type { Crossover, CrossoverAxis } from '../measure/crossover';
import { strategyById } from '../kernels/registry';
import { plainProblem } from '../problem';
import type { Dtype, Problem } from '../problem';
import { crossoverName } from './benchmarkNames';
import type { Benchmark, StrategyChoice } from './runSpec';

/** The crossovers that can be looked for. */
export const CROSSOVER_KINDS = ['sparse', 'threads', 'gpu', 'packing', 'strassen'] as const;
export type CrossoverKind = (typeof CROSSOVER_KINDS)[number];

/** What the user may choose. */
export interface CrossoverWishes {
  readonly dtype: Dtype;
  /** The side of the matrices where the density is varied. */
  readonly size: number;
  /** Ends of the search; `null`: those that are usual. */
  readonly from: number | null;
  readonly to: number | null;
  readonly budgetSeconds: number;
}

export const CROSSOVER_SIZE = 512;
export const CROSSOVER_BUDGET_SECONDS = 0.4;
/** Half the width of an interval at which a point is known well enough, decided or not. */
const PRECISION = 0.01;
/** Ends of a bracket are at least this near, where all is decided. */
const STEP = 1.06;
const MOST_PROBES = 16;

interface KindOf {
  readonly axis: CrossoverAxis;
  readonly low: number;
  readonly high: number;
  readonly first: { readonly label: () => string; readonly choice: (machine: Machine) => StrategyChoice };
  readonly second: { readonly label: () => string; readonly choice: (machine: Machine) => StrategyChoice };
  /** Why there is nothing to measure here, or `null`. */
  readonly missing: (machine: Machine) => string | null;
}

const SIMD: StrategyChoice = { id: 'simd', values: {} };
const always = (choice: StrategyChoice) => () => choice;

/** On one thread each, but where threads are what is compared. */
const kinds: Readonly<Record<CrossoverKind, KindOf>> = {
  sparse: {
    axis: 'density',
    low: 0.005,
    high: 1,
    first: { label: () => l10n.t('sparse'), choice: always({ id: 'sparse', values: { threads: 1 } }) },
    second: { label: () => l10n.t('dense'), choice: always(SIMD) },
    missing: () => null,
  },
  threads: {
    axis: 'size',
    low: 16,
    high: 768,
    first: { label: () => l10n.t('one thread'), choice: always(SIMD) },
    second: {
      label: () => l10n.t('all threads'),
      choice: ({ logicalCores }) => ({ id: 'parallel', values: { threads: logicalCores } }),
    },
    missing: ({ logicalCores }) => (logicalCores < 2 ? l10n.t('Not measured: this machine has one core.') : null),
  },
  gpu: {
    axis: 'size',
    low: 64,
    high: 1024,
    first: {
      label: () => l10n.t('processor'),
      choice: ({ logicalCores }) => ({ id: 'parallel', values: { threads: logicalCores } }),
    },
    second: { label: () => 'GPU', choice: always({ id: 'webgpu', values: {} }) },
    missing: ({ gpu = null }) => (gpu?.status === 'missing' ? l10n.t('Not measured: {0}', gpu.reason) : null),
  },
  packing: {
    axis: 'size',
    low: 48,
    high: 1500,
    first: { label: () => l10n.t('unpacked'), choice: always({ id: 'simd', values: { path: 'direct' } }) },
    second: { label: () => l10n.t('packed'), choice: always({ id: 'simd', values: { path: 'packed' } }) },
    missing: () => null,
  },
  strassen: {
    axis: 'size',
    low: 64,
    high: 1500,
    first: { label: () => l10n.t('packed'), choice: always(SIMD) },
    second: { label: () => 'Strassen', choice: always({ id: 'strassen', values: { levels: 1 } }) },
    missing: () => null,
  },
};

export type CrossoverPlan = { readonly benchmark: Benchmark } | { readonly problem: string };

/** The search as a benchmark: its problems are the two ends. Or why it cannot be measured here. */
export function planCrossover(kind: CrossoverKind, wishes: CrossoverWishes, machine: Machine): CrossoverPlan {
  const { axis, first, second, missing, ...usual } = kinds[kind];
  const [low, high] = [wishes.from ?? usual.low, wishes.to ?? usual.high];
  const wrong = missing(machine) ?? rangeProblem(axis, low, high);
  if (wrong !== null) return { problem: wrong };
  const crossover = {
    axis,
    low,
    high,
    step: STEP,
    mostProbes: MOST_PROBES,
    first: first.label(),
    second: second.label(),
  };
  const side = axis === 'size' ? low : wishes.size;
  const base: Problem = { ...plainProblem(side, side, side), dtype: wishes.dtype };
  const strategies = [first.choice(machine), second.choice(machine)];
  for (const { id, values } of strategies) {
    const support = strategyById(id).supports(base, machine, values);
    if (!support.supported) return { problem: l10n.t('Not measured: {0}', support.reason) };
  }
  return {
    benchmark: {
      name: crossoverName(kind),
      budgetSeconds: wishes.budgetSeconds,
      precision: PRECISION,
      threads: null,
      crossover,
      problems: [low, high].map((position) => problemAt(crossover, base, position)),
      strategies,
    },
  };
}

/** The problem of a position. */
export function problemAt({ axis }: Pick<Crossover, 'axis'>, base: Problem, position: number): Problem {
  return axis === 'size' ? { ...base, m: position, k: position, n: position } : { ...base, density: position };
}

function rangeProblem(axis: CrossoverAxis, low: number, high: number): string | null {
  if (!(low > 0 && low < high)) return l10n.t('The search needs a lower end above 0 and a higher one beyond it.');
  if (axis === 'density') return high <= 1 ? null : l10n.t('A density is at most 1.');
  return Number.isInteger(low) && Number.isInteger(high) ? null : l10n.t('Sizes are whole numbers.');
}
