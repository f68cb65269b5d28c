import { resolve } from 'node:path';
import { Option } from 'commander';
import type { Command } from 'commander';
import { strategyById, isStrategyId } from '../core/kernels/registry';
import type { ParameterValues } from '../core/kernels/parameters';
import {
  HIDDEN_ACTIVATIONS,
  INITIALISATIONS,
  LOSSES,
  MISTAKES,
  optimiserOf,
  OPTIMISERS,
  OUTPUT_ACTIVATIONS,
  outputFor,
} from '../core/mlp/network';
import type {
  HiddenActivation,
  Initialisation,
  Loss,
  Mistake,
  Network,
  OptimiserKind,
  Output,
  OutputActivation,
} from '../core/mlp/network';
import type { TrainingStrategies } from '../core/mlp/stepProducts';
import { DTYPES } from '../core/problem';
import type { Dtype } from '../core/problem';
import type { StrategyChoice } from '../core/spec/runSpec';
import { MAXIMUM_THREADS } from '../core/spec/runSpec';
import { parseNumber } from '../core/spec/sizes';
import { PRESETS } from '../core/spec/trainSpec';
import type { DataChoice, TrainSpec } from '../core/spec/trainSpec';
import { UnusableInput } from './exitCode';
import { gather } from './measureOptions';
import { unknownStrategy } from './measureSpec';

/** What `train` and `gradcheck` have in common, as commander reads it. */
export interface NetworkOptions {
  readonly layers?: string;
  readonly activation: HiddenActivation;
  readonly output: OutputActivation;
  readonly loss?: Loss;
  readonly init?: Initialisation;
  readonly strategy: string;
  readonly product?: readonly string[];
  readonly mistake?: readonly Mistake[];
  readonly seed: string;
  readonly threads?: string;
  readonly json?: string;
}

/** The options of `train` as commander reads them. */
export interface TrainOptions extends NetworkOptions {
  readonly preset?: keyof typeof PRESETS;
  readonly data?: string;
  readonly optimiser: OptimiserKind;
  readonly rate?: string;
  readonly batch: string;
  readonly epochs: string;
  readonly dtype: Dtype;
  readonly compare?: readonly string[];
  readonly load?: string;
  readonly save?: string;
  readonly export?: string;
  readonly expectAccuracy?: string;
}

/** Declares what says which network it is, and who computes it. */
export function addNetworkOptions(command: Command): Command {
  return command
    .option(
      '--layers <widths>',
      'widths of the hidden layers, separated by commas; none for no hidden layer; 100 when left out',
    )
    .addOption(new Option('--activation <name>', 'of hidden layers').choices(HIDDEN_ACTIVATIONS).default('relu'))
    .addOption(
      new Option('--output <name>', 'activation of the last layer').choices(OUTPUT_ACTIVATIONS).default('softmax'),
    )
    .addOption(
      new Option(
        '--loss <name>',
        'cross-entropy behind softmax, bce behind sigmoid, mse behind any; the one that belongs when left out',
      ).choices(LOSSES),
    )
    .addOption(new Option('--init <name>', 'first weights; he behind relu, else xavier').choices(INITIALISATIONS))
    .option('--strategy <id>', 'computes all products; parameters as in simd:mr=4,nr=8', 'simd')
    .option(
      '--product <product=strategy>',
      'another for one product, as in Z1=sparse; can be given several times',
      gather,
    )
    .addOption(
      new Option('--mistake <name>', `make it on purpose: ${MISTAKES.join(', ')}; can be given several times`)
        .argParser(mistakes)
        .default([], 'none'),
    )
    .option('--seed <number>', 'seed of weights and of the order of samples', '1')
    .option('--threads <count>', 'threads at most; all of the machine when left out');
}

function mistakes(text: string, before: readonly Mistake[]): readonly Mistake[] {
  const found = MISTAKES.find((mistake) => mistake === text);
  if (found === undefined) {
    throw new UnusableInput('usage', [`error: --mistake: there is no ${text}; there are ${MISTAKES.join(', ')}`]);
  }
  return [...before.filter((each) => each !== found), found];
}

/** Declares the options of `train`. */
export function addTrainOptions(command: Command): Command {
  return addNetworkOptions(
    command.addOption(new Option('--preset <name>', 'layers and data by name').choices(Object.keys(PRESETS))),
  )
    .option(
      '--data <name>',
      'mnist (10,000 + 2,000), mnist-full, mnist-full:FOLDER, synthetic:ROWSxFEATURESxCLASSES or X.npy,y.npy',
    )
    .addOption(new Option('--optimiser <name>', 'how weights are changed').choices(OPTIMISERS).default('sgd'))
    .option('--rate <number>', 'learning rate; 0.3 when left out, of adam 0.001')
    .option('--batch <samples>', 'samples of a step', '64')
    .option('--epochs <count>', 'how often all samples are seen', '5')
    .addOption(new Option('--dtype <type>', 'element type').choices(DTYPES).default('f32'))
    .option('--compare <id>', 'the same training by another strategy too, in turns; can be given several times', gather)
    .option('--load <file>', 'begin with a saved model')
    .option('--save <file>', 'save the model at the end')
    .option('--export <folder>', 'write weights, biases and the gradients of the last step as .npy files at the end')
    .option('--expect-accuracy <share>', 'exit with 1 where the accuracy at the end is less, as in 0.95');
}

/** @throws {UnusableInput} with all that is wrong. */
export function trainSpecOf(options: TrainOptions): TrainSpec {
  const complaints: string[] = [];
  const preset = options.preset === undefined ? null : PRESETS[options.preset];
  const network = networkOf(options, complaints);
  const strategies = strategiesOf(options, complaints);
  const rate = positive('rate', options.rate ?? (options.optimiser === 'adam' ? '0.001' : '0.3'), complaints);
  const spec: TrainSpec = {
    hiddenSizes: options.layers === undefined && preset !== null ? preset.hidden : hiddenSizesOf(options, complaints),
    network,
    optimiser: optimiserOf(options.optimiser, rate),
    batch: whole('batch', options.batch, 1, 65_536, complaints),
    dtype: options.dtype,
    seed: whole('seed', options.seed, 0, Number.MAX_SAFE_INTEGER, complaints),
    epochs: whole('epochs', options.epochs, 0, 1e6, complaints),
    mistakes: options.mistake ?? [],
    data: options.data === undefined && preset !== null ? preset.data : dataOf(options.data ?? 'mnist', complaints),
    arms: [
      { name: options.strategy, strategies },
      ...(options.compare ?? []).map((text) => ({
        name: text,
        strategies: { all: choiceOf(text, 'compare', complaints), products: {} },
      })),
    ],
    threads: threadsOf(options, complaints),
    load: pathOf(options.load),
    save: pathOf(options.save),
    exportFolder: pathOf(options.export),
  };
  if (complaints.length > 0) throw new UnusableInput('usage', complaints);
  return spec;
}

/** The engine runs elsewhere. */
function pathOf(path: string | undefined): string | null {
  return path === undefined ? null : resolve(path);
}

export function threadsOf({ threads }: NetworkOptions, complaints: string[]): number | null {
  return threads === undefined ? null : whole('threads', threads, 1, MAXIMUM_THREADS, complaints);
}

export function hiddenSizesOf({ layers }: NetworkOptions, complaints: string[]): readonly number[] {
  if (layers === 'none') return [];
  return (layers ?? '100').split(',').map((text) => whole('layers', text, 1, 65_536, complaints));
}

export function networkOf(
  { activation, output, loss, init }: NetworkOptions,
  complaints: string[],
): Omit<Network, 'sizes'> {
  const initialisation = init ?? (activation === 'relu' ? 'he' : 'xavier');
  return { hidden: activation, output: outputOf(output, loss, complaints), initialisation };
}

function outputOf(activation: OutputActivation, loss: Loss | undefined, complaints: string[]): Output {
  const output = outputFor(activation, loss ?? null);
  if (output !== null) return output;
  const own = loss === 'bce' ? 'sigmoid' : 'softmax';
  complaints.push(`error: --loss: ${String(loss)} belongs to --output ${own}; with ${activation} choose mse`);
  return { activation, loss: 'mse' };
}

export function strategiesOf({ strategy, product }: NetworkOptions, complaints: string[]): TrainingStrategies {
  const all = choiceOf(strategy, 'strategy', complaints);
  const products = Object.fromEntries(
    (product ?? []).flatMap((text): [string, StrategyChoice][] => {
      const [, id, choice] = /^([^=]+)=(.+)$/.exec(text) ?? [];
      if (id !== undefined && choice !== undefined) return [[id, choiceOf(choice, 'product', complaints)]];
      complaints.push(`error: --product ${text}: write product=strategy, as in Z1=sparse`);
      return [];
    }),
  );
  return { all, products };
}

/** 'simd', 'sparse:format=csr,panel=32'. */
function choiceOf(text: string, option: string, complaints: string[]): StrategyChoice {
  const [id, ...rest] = text.split(':');
  if (!isStrategyId(id)) {
    complaints.push(`error: --${option}: ${unknownStrategy(id)}`);
    return { id: 'simd', values: {} };
  }
  const { parameters } = strategyById(id);
  const values: Record<string, ParameterValues[string]> = {};
  for (const setting of rest.join(':').split(',')) {
    if (setting === '') continue;
    const [name, value = ''] = setting.split('=');
    const spec = parameters.find((parameter) => parameter.id === name);
    const number = parseNumber(value);
    if (spec === undefined) {
      complaints.push(
        `error: --${option}: ${id} has no parameter ${name}; it has ${parameters.map((each) => each.id).join(', ')}`,
      );
    } else if (spec.kind === 'integer') {
      const isIn = number !== null && Number.isInteger(number) && number >= spec.minimum && number <= spec.maximum;
      if (!isIn) complaints.push(`error: --${option}: ${name} must be from ${spec.minimum} to ${spec.maximum}`);
      else values[name] = number;
    } else if (spec.options.some((each) => each.value === value)) {
      values[name] = value;
    } else {
      complaints.push(
        `error: --${option}: ${name} must be one of ${spec.options.map((each) => each.value).join(', ')}`,
      );
    }
  }
  return { id, values };
}

function dataOf(text: string, complaints: string[]): DataChoice {
  if (text === 'mnist') return { kind: 'mnist' };
  if (text === 'mnist-full') return { kind: 'mnist-full', folder: null };
  if (text.startsWith('mnist-full:')) return { kind: 'mnist-full', folder: resolve(text.slice('mnist-full:'.length)) };
  const [, rows, features, classes] = /^synthetic:(\d+)x(\d+)x(\d+)$/.exec(text) ?? [];
  if (rows !== undefined && features !== undefined && classes !== undefined) {
    return {
      kind: 'synthetic',
      rows: whole('data', rows, 2, 10_000_000, complaints),
      features: whole('data', features, 1, 65_536, complaints),
      classes: whole('data', classes, 2, 4096, complaints),
    };
  }
  const paths = text.split(',');
  if (paths.length === 2 && paths.every((path) => path.endsWith('.npy'))) {
    return { kind: 'npy', x: resolve(paths[0]), y: resolve(paths[1]) };
  }
  complaints.push(`error: --data ${text}: write mnist, mnist-full, synthetic:20000x1000x10 or X.npy,y.npy`);
  return { kind: 'mnist' };
}

export function whole(name: string, text: string, least: number, most: number, complaints: string[]): number {
  const value = parseNumber(text.trim());
  if (value !== null && Number.isInteger(value) && value >= least && value <= most) return value;
  complaints.push(`error: --${name}: must be a whole number from ${least} to ${most}`);
  return least;
}

export function positive(name: string, text: string, complaints: string[]): number {
  const value = parseNumber(text.trim());
  if (value !== null && value > 0 && Number.isFinite(value)) return value;
  complaints.push(`error: --${name}: must be a number above 0`);
  return 1;
}
