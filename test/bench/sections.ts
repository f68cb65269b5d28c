import { plainProblem } from '../../src/core/problem';
import type { Dtype, Problem, Structure } from '../../src/core/problem';
import type { ArmId } from './arms';
import { sweepRows } from './sweep';

/** One problem, the arms that take turns on it, and the ratios that are asked for. */
export interface RowPlan {
  readonly problem: Problem;
  readonly arms: readonly ArmId[];
  /** Speed of the first over speed of the second. */
  readonly ratios: readonly (readonly [of: ArmId, over: ArmId])[];
  /** Threads that our strategies may use at most; all of the machine when left out. */
  readonly threads?: number;
  /** Share of the usual budget. */
  readonly budgetShare?: number;
}

export const SECTION_IDS = [
  'dense',
  'libraries',
  'threads',
  'threadChoice',
  'sparse',
  'strassen',
  'peak128',
  'training',
  'sweep',
] as const;
export type SectionId = (typeof SECTION_IDS)[number];

export interface Section {
  readonly id: SectionId;
  readonly rows: readonly RowPlan[];
}

export interface Wishes {
  readonly sections: readonly SectionId[];
  /** Instead of each section's own. */
  readonly sizes: readonly number[] | null;
  readonly dtypes: readonly Dtype[];
}

const DENSE_SIZES = [64, 100, 128, 250, 256, 500, 512, 1000, 1024, 2048];
const PARALLEL_SIZES = [512, 1024, 2048];
const CHOICE_SIZES = [1, 4, 8, 16, 32, 48, 64, 72, 80, 96, 128, 192, 256, 384, 512, 768, 1024];
const DENSITIES = [0.001, 0.01, 0.05, 0.1, 0.2, 0.3, 0.5];
const BLOCK_DENSITIES = [0.01, 0.05, 0.1, 0.3];
const STRASSEN_SIZES = [2048, 4096];
const PEAK_SIZES = [128, 256, 512, 1024];
/** Networks of so many inputs, 100 hidden units and 10 classes; a row's m is the batch, its k the inputs, its n the units. */
const TRAINING_INPUTS = [784, 1000];
const TRAINING_HIDDEN = 100;
const TRAINING_BATCH = 64;
/** Of libraries that take a second and more for a product of 1024. */
const SIZE_OF_SLOW = 256;

/** What is measured, in its order. */
export function planSections({ sections, sizes, dtypes }: Wishes): readonly Section[] {
  const square = (n: number, dtype: Dtype): Problem => ({ ...plainProblem(n, n, n), dtype });
  const each = (own: readonly number[], row: (n: number, dtype: Dtype) => RowPlan): readonly RowPlan[] =>
    dtypes.flatMap((dtype) => (sizes ?? own).map((n) => row(n, dtype)));
  const plans: Readonly<Record<SectionId, () => readonly RowPlan[]>> = {
    dense: () => each(DENSE_SIZES, (n, dtype) => versus(square(n, dtype), 'simd', ['openblas1', 'openblas1Avx2'])),
    libraries: () => [
      ...versusAll(square(sizes?.[0] ?? 1024, 'f32'), ['onnxruntimeNode', 'onnxruntimeWeb', 'tfjsWasm', 'mlMatrix']),
      ...versusAll(square(SIZE_OF_SLOW, 'f32'), ['mathjs', 'stdlib', 'gpujs']),
    ],
    threads: () =>
      each(PARALLEL_SIZES, (n, dtype) => versus(square(n, dtype), 'parallel', ['openblasAll', 'openblasAllAvx2'])),
    threadChoice: () => (sizes ?? CHOICE_SIZES).map((n) => versus(square(n, 'f32'), 'parallel', ['simd'])),
    sparse: () => {
      const plan = (dtype: Dtype, structure: Structure, density: number): RowPlan => ({
        ...versus({ ...square(sizes?.[0] ?? 1024, dtype), structure, density }, 'sparse', ['scipy', 'simd']),
        threads: 1,
      });
      return dtypes.flatMap((dtype) => [
        ...DENSITIES.map((density) => plan(dtype, 'uniform', density)),
        ...BLOCK_DENSITIES.map((density) => plan(dtype, 'block', density)),
      ]);
    },
    strassen: () => (sizes ?? STRASSEN_SIZES).map((n) => versus(square(n, 'f32'), 'strassen', ['simd'])),
    peak128: () => each(PEAK_SIZES, (n, dtype) => versus(square(n, dtype), 'simd128', ['fmaPeak'])),
    training: () =>
      TRAINING_INPUTS.flatMap((inputs) => {
        // Against each peer alone, so that a slow one does not stretch the rounds of the other.
        const problem = plainProblem(TRAINING_BATCH, inputs, TRAINING_HIDDEN);
        const peers: readonly ArmId[] = ['numpyTraining', 'tfjsTraining'];
        return peers.map((peer) => ({ ...versus(problem, 'training', [peer]), threads: 1 }));
      }),
    sweep: () => sweepRows(sizes, dtypes),
  };
  return sections.map((id) => ({ id, rows: plans[id]() }));
}

function versus(problem: Problem, ours: ArmId, peers: readonly ArmId[]): RowPlan {
  return { problem, arms: [ours, ...peers], ratios: peers.map((peer) => [ours, peer]) };
}

/** Each library with `simd` alone, so that a slow one does not stretch the rounds of the others. */
function versusAll(problem: Problem, peers: readonly ArmId[]): readonly RowPlan[] {
  return peers.map((peer) => versus(problem, 'simd', [peer]));
}
